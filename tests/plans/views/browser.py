"""The forms of a page as a browser sends them: parsed from the HTML, posted value for value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

NOT_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """A form with what it would send, in the order of the page."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def data(self, **changed: Any) -> dict[str, list[str]]:
        """Return what is sent; `changed` sets fields, None leaves one out."""
        sent: dict[str, list[str]] = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        for name, value in changed.items():
            if value is None:
                sent.pop(name, None)
            else:
                sent[name] = value if isinstance(value, list) else [str(value)]
        return sent

    def names(self) -> list[str]:
        """Return the names of the fields, each once."""
        return list(dict.fromkeys(name for name, _ in self.fields))


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url = url
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.disabled: list[bool] = []
        self.select: tuple[str, bool, list[tuple[str, bool]]] | None = None
        self.option: str | None = None
        self.textarea: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(given.get("action") or self.url, given.get("method", "get").lower())
            self.forms.append(self.open)
        elif tag == "fieldset":
            self.disabled.append("disabled" in given)
        if self.open is None or any(self.disabled) or "disabled" in given:
            return
        if tag == "input":
            self._input(given)
        elif tag == "textarea":
            self.textarea, self.text = given.get("name", ""), ""
        elif tag == "select":
            self.select = (given.get("name", ""), "multiple" in given, [])
        elif tag == "option" and self.select is not None:
            self.select[2].append((given.get("value", ""), "selected" in given))

    def _input(self, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in NOT_SENT or not given.get("name"):
            return
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                self._send(given["name"], given.get("value", "on"))
        else:
            self._send(given["name"], given.get("value", ""))

    def _send(self, name: str, value: str) -> None:
        if self.open is not None and name:
            self.open.fields.append((name, value))

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "fieldset":
            self.disabled.pop()
        elif tag == "textarea" and self.textarea is not None:
            # HTML drops a line feed right after the start tag; line ends are sent as CR LF.
            text = self.text.replace("\r\n", "\n").removeprefix("\n")
            self._send(self.textarea, text.replace("\n", "\r\n"))
            self.textarea = None
        elif tag == "select" and self.select is not None:
            name, multiple, options = self.select
            chosen = [value for value, selected in options if selected]
            if not multiple:
                chosen = chosen[-1:] or [value for value, _ in options[:1]]
            for value in chosen:
                self._send(name, value)
            self.select = None


def forms_of(response: Any) -> list[Form]:
    """Return the forms of a page."""
    reader = _Reader(response.request["PATH_INFO"])
    reader.feed(response.text)
    reader.close()
    return reader.forms


def main_form(response: Any, *, name: str = "version") -> Form:
    """Return the one form of a page that has a field `name`."""
    found = [form for form in forms_of(response) if name in form.names()]
    assert len(found) == 1, [(form.action, form.names()) for form in found]
    return found[0]


def send(client: Client, form: Form, **changed: Any) -> Any:
    """Post a form as it stands, with some fields changed."""
    return client.post(form.action, form.data(**changed))


def posts_on(response: Any) -> Iterator[Form]:
    """Yield the forms of a page that change something."""
    yield from (form for form in forms_of(response) if form.method == "post")
