"""A browser without scripts: reads the form of a page, types into it, presses a button, follows the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.test import Client

from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.web.figures.addresses import sheet_url

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def signed_in(actor: Actor) -> Client:
    """A client in which the actor has signed in."""
    client = Client()
    client.force_login(actor.user)
    return client


@dataclass
class Form:
    """The fields of one form as a browser would send them, and the values of its buttons."""

    fields: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)

    def data(self, act: str) -> dict[str, Any]:
        """What pressing the button ``act`` sends."""
        return {**self.fields, **self.lists, "act": act}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "button" and name == "act":
            self.form.acts.add(value)
        elif tag == "input" and name and given.get("type") != "checkbox":
            self.form.fields[name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.form.fields):
            self.form.fields[self._select] = value
        elif tag == "textarea":
            self._textarea = name
            self.form.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.form.fields[self._textarea] += data


def form_of(response: Response) -> Form:
    """All fields of the page (its forms are few and their names differ)."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.form


@dataclass
class SheetPage:
    """One report, open in one person's browser."""

    client: Client
    url: str
    response: Response
    form: Form

    @classmethod
    def open(cls, actor: Actor, unit: Unit, span: Span, code: str = "BC-THANG") -> SheetPage:
        """Sign in and open the page."""
        client, url = signed_in(actor), sheet_url(code, unit, span)
        response = client.get(url)
        return cls(client, url, response, form_of(response))

    def type(self, key: str, text: str = "", kind: str | None = None, reason: str = "") -> None:
        """Answer one line."""
        assert f"v:{key}" in self.form.fields, f"{key} is not open"
        self.form.fields[f"v:{key}"] = text
        if kind is not None:
            self.form.fields[f"k:{key}"] = kind
        if reason:
            self.form.fields[f"r:{key}"] = reason

    def type_all(self, numbers: Mapping[str, int]) -> None:
        """Answer several lines with numbers, 0 as "không phát sinh"."""
        for key, number in numbers.items():
            self.type(key, str(number) if number else "", "reported" if number else "nothing_arose")

    def press(self, act: str) -> Response:
        """Press a button and follow where it leads; the page is then the new one."""
        assert act in self.form.acts, f"no button {act}: {sorted(self.form.acts)}"
        return self.send(self.form.data(act))

    def send(self, data: Mapping[str, Any]) -> Response:
        """Send any data, as a page that has grown old would."""
        self.response = self.client.post(self.url, data)
        if self.response.status_code == 302:
            self.response = self.client.get(self.response["Location"])
        self.form = form_of(self.response)
        return self.response

    @property
    def text(self) -> str:
        """The page."""
        return self.response.content.decode()
