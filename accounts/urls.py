"""Addresses of sign-in and of the people of an organisation."""

from django.urls import path

from accounts.views import departments, people, sessions

app_name = "accounts"
urlpatterns = [
    path("", sessions.account, name="account"),
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("password/", sessions.password_change, name="password-change"),
    path("organizations/<int:pk>/people/", people.people, name="people"),
    path("organizations/<int:pk>/people/add/", people.person_add, name="person-add"),
    path(
        "organizations/<int:pk>/people/<int:membership_pk>/", people.person_edit, name="person-edit"
    ),
    path(
        "organizations/<int:pk>/people/<int:membership_pk>/password/",
        people.person_password,
        name="person-password",
    ),
    path("organizations/<int:pk>/departments/", departments.departments, name="departments"),
    path(
        "organizations/<int:pk>/departments/add/", departments.department_add, name="department-add"
    ),
    path(
        "organizations/<int:pk>/departments/<int:department_pk>/",
        departments.department_edit,
        name="department-edit",
    ),
]
