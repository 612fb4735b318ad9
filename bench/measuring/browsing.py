"""A visitor without a screen: signs in, opens every page that links lead to, sends a form."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from bench.measuring.promises import CannotMeasure

EACH_KIND = 3


@dataclass
class Form:
    """A form of a page: where it goes, how, and what its fields hold before anything is typed."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in has:
            self.links.append(has["href"])
        elif tag == "form":
            self.forms.append(Form(has.get("action", ""), has.get("method", "get").lower()))
        elif self.forms:
            self._field(tag, has)

    def _field(self, tag: str, has: dict[str, str]) -> None:
        form = self.forms[-1]
        name = has.get("name", "")
        if tag == "input" and name and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            form.fields[name] = has.get("value", "")
        elif tag == "textarea" and name:
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "option" and self._select:
            value = has.get("value", "")
            form.choices[self._select].append(value)
            if "selected" in has or self._select not in form.fields:
                form.fields[self._select] = value


def kind_of(path: str) -> tuple[object, ...]:
    """What pages of one kind share: the first two parts of the address, their number, and what is asked for."""
    parts = urlsplit(path)
    names = parts.path.strip("/").split("/")
    return (*names[:2], len(names), tuple(sorted(parse_qs(parts.query, keep_blank_values=True))))


class Visitor:
    """One signed-in session."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        form = self.forms("/dang-nhap/")[0]
        landed = self.send(form, "/dang-nhap/", username=user, password=password)
        if "dang-nhap" in landed:
            raise CannotMeasure(f"{user} could not sign in")

    def get(self, path: str) -> tuple[str, str]:
        """The address arrived at and the text of the page ("" for anything but HTML)."""
        with self._opener.open(urljoin(self.url, path), timeout=60) as answer:
            body = answer.read()
            is_page = answer.headers.get_content_type() == "text/html"
            return str(answer.url), body.decode() if is_page else ""

    def forms(self, path: str) -> list[Form]:
        """The forms of a page."""
        return _Page(self.get(path)[1]).forms

    def send(self, form: Form, page: str, **given: str) -> str:
        """Send the form of a page with some fields filled in; the address arrived at."""
        target = urljoin(urljoin(self.url, page), form.action)
        request = Request(target, data=urlencode({**form.fields, **given}).encode(), headers={"Referer": target})
        try:
            with self._opener.open(request, timeout=120) as answer:
                answer.read()
                return str(answer.url)
        except HTTPError as error:
            raise CannotMeasure(f"{urlsplit(target).path} answers {error.code}") from error

    def visit_all(self, most: int = 200) -> list[str]:
        """Open every page that links lead to from the first one; of pages of one kind, a few."""
        waiting, seen = ["/"], {"/"}
        opened: list[str] = []
        kinds: dict[tuple[object, ...], int] = {}
        while waiting and len(opened) < most:
            path = waiting.pop(0)
            kind = kind_of(path)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] > EACH_KIND:
                continue
            try:
                _, text = self.get(path)
            except HTTPError as error:
                if error.code >= 500:
                    raise CannotMeasure(f"{path} fails with {error.code}") from error
                continue
            opened.append(path)
            for link in _Page(text).links:
                parts = urlsplit(urljoin(urljoin(self.url, path), link))
                inside = f"{parts.path}?{parts.query}" if parts.query else parts.path
                if f"{parts.scheme}://{parts.netloc}" == self.url and inside not in seen and "dang-xuat" not in inside:
                    seen.add(inside)
                    waiting.append(inside)
        return opened
