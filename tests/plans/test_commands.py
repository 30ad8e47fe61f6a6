"""manage.py plan_import and load_demo."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Membership, Organization, User
from catalog.models import Municipality
from documents.codec import canonical_plan
from plans.content import content_of
from plans.demo import PASSWORD, PEOPLE
from plans.enums import Deed, EditionState, PlanState
from plans.models import Edition, Event, Plan
from tests.factories import IBARAKI, SHIMOKAWA, make_municipality, make_organization
from tests.plans.samples import small_content

pytestmark = pytest.mark.django_db

Spoil = Callable[[dict[str, Any]], object]


def counts() -> dict[str, int]:
    """Return the number of rows of every table of people and plans."""
    return {
        model.__name__: model._default_manager.count()
        for app in ("accounts", "plans")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan file of 下川町, which is in the master but uses the site not yet."""
    town = Organization(municipality=make_municipality(SHIMOKAWA))
    path = tmp_path / "plan.json"
    path.write_text(canonical_plan(small_content(town)), encoding="utf-8")
    return path


def spoiled(file: Path, spoil: Spoil) -> Path:
    """Change what stands in a plan file."""
    data = json.loads(file.read_text(encoding="utf-8"))
    spoil(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], command: str, *arguments: object) -> list[str]:
    """Return what a command prints, line by line."""
    call_command(command, *arguments)
    return capsys.readouterr().out.splitlines()


def refusal(command: str, *arguments: object) -> str:
    """Return why a command refuses."""
    with pytest.raises(CommandError) as error:
        call_command(command, *arguments)
    return str(error.value)


# --- plan_import -----------------------------------------------------------------------------


def test_a_plan_file_becomes_a_draft_of_a_new_organisation(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = run(capsys, "plan_import", file, "--organization", SHIMOKAWA, "--slug", "small")
    plan = Plan.objects.get()
    assert printed == [f"「小さな計画」を取り込みました（番号 {plan.pk}、短い名前 small）。"]
    assert (plan.organization.code, plan.state) == (SHIMOKAWA, PlanState.DRAFTING)
    assert canonical_plan(content_of(plan)) == file.read_text(encoding="utf-8")
    assert [(event.deed, event.by) for event in Event.objects.all()] == [(Deed.IMPORT, None)]


def test_a_second_import_is_a_second_plan(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        run(capsys, "plan_import", file, "--organization", SHIMOKAWA, "--slug", "small")
    assert sorted(Plan.objects.values_list("slug", flat=True)) == ["small", "small-1"]
    assert Organization.objects.count() == 1


def test_a_plan_is_read_from_the_standard_input(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(file.read_bytes()))
    monkeypatch.setattr("sys.stdin", stdin)
    run(capsys, "plan_import", "-", "--organization", SHIMOKAWA)
    assert Plan.objects.get().slug == f"{SHIMOKAWA}-1"


@pytest.mark.parametrize("code", ["01468", "014682", "999999", ""])
def test_a_code_that_no_body_has_is_refused(code: str, file: Path) -> None:
    assert refusal("plan_import", str(file), "--organization", code) == (
        f"団体コード {code} は登録されていません。"
        "6桁で書き、先に manage.py load_reference を実行してください。"
    )
    assert counts() == dict.fromkeys(counts(), 0)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.json", "No such file or directory"), (".", "Is a directory")],
)
def test_a_file_that_cannot_be_read(name: str, reason: str, file: Path) -> None:
    path = file.parent / name
    assert refusal("plan_import", str(path), "--organization", SHIMOKAWA) == (
        f"{path} を読めません（{reason}）。"
    )
    assert counts() == dict.fromkeys(counts(), 0)


def _set_target(value: str) -> Spoil:
    return lambda data: data["plan"]["measures"][0]["kpis"][0]["targets"][0].update(value=value)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (
            lambda data: data["plan"]["organization"].update(code=IBARAKI),
            "plan.organization.code：団体コード 080004 の計画です。"
            "下川町（014681）には取り込めません。",
        ),
        (
            lambda data: data["plan"].update(title="一\ud800二"),
            "plan.title：2文字目に使えない文字（U+D800）があります。",
        ),
        (
            _set_target("1e999"),
            'plan.measures[0].kpis[0].targets[0].value：形が違います："1e999"（数値）',
        ),
        (
            lambda data: data["plan"].update(guide_edition="H99"),
            "plan.guide_edition：手引の版「H99」は登録されていません。",
        ),
    ],
)
def test_a_wrong_file_leaves_nothing_behind(spoil: Spoil, problem: str, file: Path) -> None:
    path = spoiled(file, spoil)
    assert refusal("plan_import", str(path), "--organization", SHIMOKAWA) == (
        f"取り込めませんでした。何も書き込んでいません。\n  {problem}"
    )
    assert counts() == dict.fromkeys(counts(), 0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"format": 1,}', "1行14文字目：JSONとして読めません。"),
        ("[]", "format：計画ファイルではありません（format が planbuilder-plan でない）。"),
    ],
)
def test_a_file_that_is_no_plan(text: str, problem: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    said = refusal("plan_import", str(file), "--organization", SHIMOKAWA)
    assert said.splitlines()[1:] == [f"  {problem}"]
    assert counts() == dict.fromkeys(counts(), 0)


def test_an_organisation_that_was_there_stays(file: Path) -> None:
    make_organization(SHIMOKAWA)
    path = spoiled(file, lambda data: data["plan"].pop("title"))
    refusal("plan_import", str(path), "--organization", SHIMOKAWA)
    assert (Organization.objects.count(), Plan.objects.count()) == (1, 0)


# --- load_demo -------------------------------------------------------------------------------


@pytest.fixture
def masters() -> None:
    """The two bodies of the demo, in the master."""
    for code in (SHIMOKAWA, IBARAKI):
        make_municipality(code)


def test_the_demo_is_two_published_plans_and_a_person_for_each_role(
    masters: None, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = run(capsys, "load_demo")
    assert printed[0] == "試用の利用者（パスワードはすべて同じです）"
    assert [line.split()[0] for line in printed[1:-1]] == [person.username for person in PEOPLE]
    assert printed[-1] == f"  パスワード: {PASSWORD}"
    assert sorted(Plan.objects.values_list("slug", "state")) == [
        ("ibaraki", PlanState.SETTLED),
        ("shimokawa", PlanState.SETTLED),
    ]
    assert list(Edition.objects.values_list("no", "state")) == [(1, EditionState.PUBLISHED)] * 2
    assert {
        (place.user.username, place.organization.name, place.role)
        for place in Membership.objects.all()
    } == {(person.username, person.organization, person.role) for person in PEOPLE if person.role}
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["site-admin"]


def test_everybody_of_the_demo_can_sign_in(masters: None, client: Client) -> None:
    call_command("load_demo", stdout=io.StringIO())
    entered = [client.login(username=person.username, password=PASSWORD) for person in PEOPLE]
    assert entered == [True] * len(PEOPLE)


def test_a_second_run_changes_nothing(masters: None) -> None:
    call_command("load_demo", stdout=io.StringIO())
    Plan.objects.filter(slug="shimokawa").update(title="直した名前")
    before = counts()
    call_command("load_demo", stdout=io.StringIO())
    assert counts() == before
    assert Plan.objects.get(slug="shimokawa").title == "直した名前"


def test_the_accounts_alone_are_listed_without_loading(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = run(capsys, "load_demo", "--accounts")
    assert len(printed) == len(PEOPLE) + 2
    assert counts() == dict.fromkeys(counts(), 0)


def test_the_demo_needs_the_reference_data() -> None:
    make_municipality(SHIMOKAWA)
    assert refusal("load_demo") == (
        "団体が登録されていません。先に manage.py load_reference を実行してください。"
    )
    assert counts() == dict.fromkeys(counts(), 0)
    assert Municipality.objects.filter(code=IBARAKI).exists() is False


def test_the_demo_is_refused_in_production(masters: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MODE", "production")
    assert refusal("load_demo") == (
        "load_demo は開発用の設定（PLANBUILDER_MODE=development）でだけ動きます。"
    )
    assert User.objects.count() == 0
