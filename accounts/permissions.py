"""The door to the people and departments of an organisation."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.enums import Role
from accounts.models import Membership, Organization, User


def get_organization_to_manage(request: HttpRequest, pk: int) -> Organization:
    """Return an organisation whose people the user may manage.

    A superuser may manage every organisation: the first 管理者 of a town may be gone.

    Raises:
        Http404: there is none of that number, or the user does not belong to it.
        PermissionDenied: the user belongs to it, but is no 管理者.
    """
    user = request.user
    organization = Organization.objects.select_related("municipality").filter(pk=pk).first()
    if organization is None or not isinstance(user, User):
        raise Http404
    if user.is_superuser:
        return organization
    membership = Membership.objects.filter(
        user=user, organization=organization, is_active=True
    ).first()
    if membership is None:
        raise Http404
    if membership.role != Role.ADMIN:
        raise PermissionDenied
    return organization
