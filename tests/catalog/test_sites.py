"""Sites that are no longer there: which addresses lie on them, and their file."""

import pytest

from catalog.errors import FixtureError
from catalog.models import RetiredSite
from catalog.models.site import retired_site_of
from tests.catalog.reference_files import retired_sites


@pytest.mark.parametrize(
    ("url", "is_on_it"),
    [
        ("https://cio.go.jp/chihou-tebiki", True),
        ("http://CIO.go.jp", True),
        ("https://www.cio.go.jp/a?b=c", True),
        ("https://precio.go.jp/", False),
        ("https://example.jp/cio.go.jp", False),
        ("https://cio.go.jp.example.jp/", False),
        ("http://[cio.go.jp/", False),
        ("", False),
    ],
)
def test_which_addresses_lie_on_a_site(url, is_on_it):
    site = RetiredSite(host="cio.go.jp")
    assert retired_site_of(url, [RetiredSite(host="b.go.jp"), site]) == (site if is_on_it else None)


def test_the_file_is_the_table(load):
    content = retired_sites()
    load(content)
    content["rows"][0]["note"] = "改めた説明。"
    content["rows"].append(content["rows"][0] | {"host": "older.go.jp"})
    load(content)
    first = list(RetiredSite.objects.values_list("host", "note"))
    content["rows"].pop(0)
    load(content)
    assert (first, list(RetiredSite.objects.values_list("host", "note"))) == (
        [("old.go.jp", "改めた説明。"), ("older.go.jp", "改めた説明。")],
        [("older.go.jp", "改めた説明。")],
    )


def test_a_second_load_writes_nothing(load, verbs):
    load(retired_sites())
    with verbs() as ran:
        report = load(retired_sites())
    assert (report.writes, ran) == (0, ["SELECT"])


@pytest.mark.parametrize(
    ("host", "message"),
    [
        (
            "https://old.go.jp/",
            "file.json の rows[0].host：ホスト名が「www.example.go.jp」の形（小文字）ではありません。",
        ),
        (
            "OLD.go.jp",
            "file.json の rows[0].host：ホスト名が「www.example.go.jp」の形（小文字）ではありません。",
        ),
    ],
)
def test_a_wrong_host_is_refused(load, host, message):
    content = retired_sites()
    content["rows"][0]["host"] = host
    with pytest.raises(FixtureError) as refused:
        load(content)
    assert str(refused.value) == message


def test_a_host_given_twice_is_refused(load):
    content = retired_sites()
    content["rows"] *= 2
    with pytest.raises(FixtureError) as refused:
        load(content)
    assert str(refused.value) == "file.json の rows[1].host：ホスト名 old.go.jp が二度あります。"


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_what_the_product_ships():
    assert list(RetiredSite.objects.values_list("host", flat=True)) == ["cio.go.jp"]
