"""The documentation names what there is: files, commands, settings, make targets; and nothing else."""

import ast
import json
import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class

from plans.demo import PASSWORD, PEOPLE
from tests.consistency.test_layers import ORDER

ROOT = Path(__file__).parents[2]
TOP = ("README.md", "README.ja.md", "CHANGELOG.md")
PAGES = sorted([*(ROOT / name for name in TOP), *(ROOT / "docs").rglob("*.md")])
LARGEST_PICTURE = 200 * 1024


def name_of(path: Path) -> str:
    """Return the path within the repository, to name a test."""
    return str(path.relative_to(ROOT))


def said(*names: str) -> str:
    """Return the text of some pages."""
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


@cache
def without_code(path: Path) -> str:
    """Return a page without its blocks of code."""
    return re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


# --- links -----------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", without_code(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


def links(path: Path) -> list[str]:
    """Return where the links and pictures of a page lead, those to other sites left out."""
    found = re.findall(r"\]\(([^()\s]+(?:\([^()]*\))?[^()\s]*)\)", without_code(path))
    return [link for link in found if not re.match(r"https?:", link)]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    for link in links(path):
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_files_that_a_page_names_are_there(path: Path) -> None:
    first = "|".join([*ORDER, "docs", "fixtures", "scripts", "static", "templates", "tests"])
    names = re.findall(rf"`((?:{first})/[\w./-]*)`", without_code(path))
    folder = path.parent
    assert [name for name in names if not any((at / name).exists() for at in (ROOT, folder))] == []


def test_every_page_of_docs_is_led_to() -> None:
    reached, waiting = set[Path](), [ROOT / name for name in TOP]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in links(page):
            target = (page.parent / link.partition("#")[0]).resolve()
            waiting.extend([target] if target.suffix == ".md" else target.glob("*.md"))
    assert {name_of(path) for path in PAGES} - {name_of(path) for path in reached} == set()


def test_pictures_are_small_and_used() -> None:
    pictures = set((ROOT / "docs" / "images").iterdir())
    used = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    assert {path.name for path in pictures - used} == set()
    assert {path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE} == set()


# --- commands, settings, make targets ----------------------------------------------------------


def our_commands() -> list[str]:
    """Return the management commands of our packages."""
    return sorted(name for name, app in get_commands().items() if app in ORDER)


def options_of(parser: ArgumentParser) -> Iterator[str]:
    """Yield the options of a parser and of the commands below it."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                yield from options_of(below)


def options(name: str) -> set[str]:
    """Return the options that a command of ours has beside Django's."""
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    usual = {"--help", "--version", "--settings", "--pythonpath", "--traceback", "--no-color"}
    usual |= {"--force-color", "--skip-checks", "--verbosity"}
    found = set(options_of(parser))
    return {option for option in found if option.startswith("--")} - usual


def test_every_command_of_ours_stands_in_the_readme() -> None:
    table = said("README.md").split("## Commands\n")[1].split("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)", table, re.MULTILINE)) == our_commands()


def test_options_of_commands_that_the_pages_name_exist() -> None:
    text = said(*map(name_of, PAGES))
    # In a block of code a call goes to the end of its line, elsewhere to the closing backtick.
    calls = re.findall(r"(?:manage\.py |^\| `)(\w+)([^`\n]*)", text, re.MULTILINE)
    ours = [(name, rest) for name, rest in calls if name in our_commands()]
    wrong = [
        (name, rest)
        for name, rest in ours
        if set(re.findall(r"(?<!\S)--[a-z-]+", rest)) - options(name)
    ]
    assert ({name for name, _ in ours}, wrong) == (set(our_commands()), [])


def variables(path: Path) -> set[str]:
    """Return the names of environment variables that a module reads by name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Name(id="env"), attr="text" | "flag" | "choice" | "words" | "number"
                ),
                args=[ast.Constant(value=str(name)), *_],
            ):
                found.add(name)
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Attribute(value=ast.Name(id="os"), attr="environ"), attr="get"
                ),
                args=[ast.Constant(value=str(name)), *_],
            ):
                found.add(name)
    return found


def shell_variables(path: Path) -> set[str]:
    """Return the upper-case variables that a shell script takes from its environment."""
    return set(re.findall(r"\$\{([A-Z][A-Z_]+):[-+]", path.read_text(encoding="utf-8")))


def settings_table() -> set[str]:
    """Return the variables in the table of docs/operations.md."""
    table = said("docs/operations.md").split("## Settings\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([A-Z_]+)`", cell)}


def test_the_table_of_settings_is_what_the_product_reads() -> None:
    read = variables(ROOT / "planbuilder" / "settings.py") | variables(
        ROOT / "planbuilder" / "env.py"
    )
    assert settings_table() == read | shell_variables(ROOT / "scripts" / "serve.sh")


def make_targets() -> set[str]:
    """Return the targets of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*):", said("Makefile"), re.MULTILINE))


def test_make_targets_that_the_pages_name_exist() -> None:
    text = said(*map(name_of, PAGES))
    named = set(re.findall(r"(?:`|^    |&& )make ([a-z-]+)", text, re.MULTILINE))
    assert named - make_targets() == set()


def test_targets_for_people_have_a_line_of_help() -> None:
    told = set(re.findall(r"^([a-z-]+):.*## ", said("Makefile"), re.MULTILINE))
    assert make_targets() - told == {"setup-dev", "setup-test"}


# --- accounts and versions ---------------------------------------------------------------------


def test_the_demo_accounts_are_those_of_the_demo() -> None:
    page = said("README.ja.md")
    table = page.split("試用の利用者（パスワードは")[1].split("\n## ")[0]
    assert set(re.findall(r"`([a-z]+-[a-z]+)`", table)) == {person.username for person in PEOPLE}
    assert re.findall(r"`(demo-[^`]+)`", table) == [PASSWORD]


def test_the_newest_entry_of_the_changes_is_this_version() -> None:
    project: Any = re.search(r'^version = "(.+)"$', said("pyproject.toml"), re.MULTILINE)
    assert re.findall(r"^## (\S+)", said("CHANGELOG.md"), re.MULTILINE)[0] == project[1]


def test_the_parts_of_the_catalogue_that_the_readme_counts() -> None:
    measures = json.loads(said("fixtures/catalog/national_measures_r1.json"))["rows"]
    samples = json.loads(said("fixtures/catalog/guide_h30.json"))["rows"]["sample_measures"]
    counted = re.search(
        r"国の施策一覧（令和元年10月）の(\d+)の施策と、手引（平成30年）の(\d+)の記載例",
        said("README.ja.md"),
    )
    assert counted is not None
    assert (len(measures), len(samples)) == tuple(map(int, counted.groups()))
