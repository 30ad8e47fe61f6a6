"""What holds for every template: it compiles, is used, runs nothing inline, loads nothing from outside."""

import ast
import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string

from tests.conftest import UndefinedVariable

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PACKAGES = ("planbuilder", "publishing", "plans", "accounts", "catalog", "documents")
CRISPY = "bootstrap5/"  # crispy-forms looks these up by name

NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
COMPONENTS = [name for name in NAMES if name.startswith("components/")]

_REFERENCE = re.compile(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""")
_INCLUDE = re.compile(r"""\{%\s*include\s+"(components/[^"]+)"(.*?)%\}""")
_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
_INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"""\sstyle\s*=""", re.IGNORECASE),
    "event attribute": re.compile(r"""<[^>]*\son[a-z]+\s*=""", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}
# What a browser fetches by itself; a link that a person follows may lead anywhere.
_ASSET = re.compile(
    r"<(?:link|script|img|iframe|source|object|embed|video|audio|use)\b[^>]*"
    r"""\b(?:href|src|srcset|data)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]*)""",
    re.IGNORECASE,
)


def source(name: str) -> str:
    """Return the text of a template without its comments."""
    return _COMMENT.sub("", (TEMPLATES / name).read_text(encoding="utf-8"))


def inline_in(text: str) -> list[str]:
    """Return what a strict Content-Security-Policy would refuse in a template."""
    return sorted(what for what, pattern in _INLINE.items() if pattern.search(text))


def outside_in(text: str) -> list[str]:
    """Return the addresses of other hosts that a browser would fetch."""
    return _ASSET.findall(text)


def names_in_python() -> set[str]:
    """Return every string of the packages that is the name of a template of ours."""
    found: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and node.value in NAMES:
                    found.add(str(node.value))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    backend = engines["django"]
    assert isinstance(backend, DjangoTemplates)
    assert backend.engine.get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_a_template_runs_nothing_inline(name: str) -> None:
    assert inline_in(source(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_loads_nothing_from_outside(name: str) -> None:
    assert outside_in(source(name)) == []


def test_every_template_is_used() -> None:
    used = names_in_python()
    for name in NAMES:
        used.update(_REFERENCE.findall(source(name)))
    assert [name for name in NAMES if name not in used and not name.startswith(CRISPY)] == []


def test_every_reference_leads_to_a_template() -> None:
    referred = {to for name in NAMES for to in _REFERENCE.findall(source(name))}
    from_crispy = {"bootstrap5/layout/attrs.html"}
    assert referred - set(NAMES) == from_crispy


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_opens_with_its_parameters(name: str) -> None:
    first = (TEMPLATES / name).read_text(encoding="utf-8").partition("\n")[0]
    assert re.fullmatch(r"\{# Parameters: .+\. #\}", first)


def test_components_get_the_parameters_they_name_and_nothing_else() -> None:
    wrong = []
    for name in NAMES:
        for component, rest in _INCLUDE.findall(source(name)):
            head = (TEMPLATES / component).read_text(encoding="utf-8").partition("\n")[0]
            given = re.findall(r"(\w+)=", re.sub(r"\"[^\"]*\"", '""', rest))
            unknown = [each for each in given if not re.search(rf"\b{each}\b", head)]
            if unknown or not rest.rstrip().endswith(" only"):
                wrong.append(f"{name}: {component}{rest}")
    assert wrong == []


def test_every_page_with_a_form_shows_the_error_summary() -> None:
    # crispy's own place for errors of the whole form is empty (bootstrap5/errors.html).
    forms = [name for name in NAMES if re.search(r"\|\s*crispy\b|\{%\s*crispy\b", source(name))]
    silent = [
        name
        for name in forms
        if 'method="post"' in source(name) and "components/error_summary.html" not in source(name)
    ]
    assert silent == []


def test_an_undefined_variable_fails() -> None:
    with pytest.raises(UndefinedVariable, match=r"components/empty\.html: title"):
        render_to_string("components/empty.html", {"text": "x"})


def test_an_undefined_variable_of_another_library_does_not() -> None:
    assert engines["django"].from_string("<p>{{ nothing }}</p>").render({}) == "<p></p>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<script>go()</script>", ["script"]),
        ('<script type="module" src="/a.js"></script>', []),
        ('<p style="color:red">', ["style attribute"]),
        ("<style>p{}</style>", ["style element"]),
        ('<a href="/" onclick="go()">', ["event attribute"]),
        ('<a href="javascript:go()">', ["script address"]),
        ('<p class="one-style" data-only="1">', []),
    ],
)
def test_what_runs_inline_is_seen(text: str, found: list[str]) -> None:
    assert inline_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<link rel="x" href="https://cdn.example/a.css">', ["https://cdn.example/a.css"]),
        ("<img src=//cdn.example/a.png>", ["//cdn.example/a.png"]),
        ('<a href="https://example.jp/">', []),
        ('<link rel="icon" href="{% static \'a.png\' %}">', []),
    ],
)
def test_what_comes_from_outside_is_seen(text: str, found: list[str]) -> None:
    assert outside_in(text) == found
