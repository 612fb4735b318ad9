"""Someone at the server without a browser: cookies, sign-in, plain requests. Redirects are answers, not followed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from tests.cast import PASSWORD
from tests.processes import Server

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        """Do not follow: the redirect is the answer."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    kind: str
    goes_to: str
    body: bytes

    @property
    def text(self) -> str:
        """The body as text; "" for anything that is not a page."""
        return self.body.decode() if self.kind.startswith("text/html") else ""


class Visitor:
    """One session at a server; ``name`` signs that person in."""

    def __init__(self, server: Server, name: str = "") -> None:
        self._url = server.url
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()), _Stay)
        self._token = ""
        if name:
            answer = self.sign_in(name, PASSWORD)
            assert answer.status == 302, (name, answer.status)
            self._token = ""

    def sign_in(self, name: str, password: str) -> Answer:
        """Send the sign-in form."""
        return self.post("/dang-nhap/", username=name, password=password)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._send(Request(self._url + path))

    def post(self, path: str, **form: str) -> Answer:
        """Send a form with a valid token of this session."""
        if not self._token:
            found = _TOKEN.search(self.get("/" if "/dang-nhap/" not in path else path).text)
            self._token = found[1] if found else self._sign_in_token()
        data = urlencode({**form, "csrfmiddlewaretoken": self._token}).encode()
        return self._send(Request(self._url + path, data=data))

    def post_bare(self, path: str, **form: str) -> Answer:
        """Send a form as another site would: without the token."""
        return self._send(Request(self._url + path, data=urlencode(form).encode()))

    def _sign_in_token(self) -> str:
        found = _TOKEN.search(self.get("/dang-nhap/").text)
        assert found
        return found[1]

    def _send(self, request: Request) -> Answer:
        try:
            answer = self._opener.open(request, timeout=30)
        except HTTPError as refused:
            answer = refused
        with answer:
            headers = answer.headers
            return Answer(answer.status, headers.get("Content-Type", ""), headers.get("Location", ""), answer.read())
