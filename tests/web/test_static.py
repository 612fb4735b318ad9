"""Templates and static files keep to the strict content security policy and to each other."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from binhyen.web.templatetags.binhyen import CHIPS

WEB = Path(__file__).resolve().parents[2] / "binhyen" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STATIC = WEB / "static" / "web"
STYLES = sorted(STATIC.glob("*.css"))
TEST_STRING = "Ắ ẵ ặ Ề ễ ộ Ợ ữ Ỵ đ Đ"

# A template tag may stand inside an attribute, so tags of the template language are taken out first.
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
START_TAG = re.compile(r"<([a-z][a-z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([a-z][a-z0-9:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?", re.IGNORECASE)


def tags_of(markup: str) -> list[tuple[str, dict[str, str]]]:
    """Every start tag with its attributes, template language left out."""
    found = []
    for name, rest in START_TAG.findall(TEMPLATE_TAG.sub("", markup)):
        attributes = {key.lower(): a or b or c for key, a, b, c in ATTRIBUTE.findall(rest)}
        found.append((name.lower(), attributes))
    return found


def violations(markup: str) -> list[str]:
    """What the strict policy would block or what would call another host."""
    found = []
    for name, attributes in tags_of(markup):
        if name == "style" or (name == "script" and "src" not in attributes):
            found.append(f"<{name}> with content of its own")
        for key, value in attributes.items():
            if key == "style" or key.startswith(("on", "hx-on")):
                found.append(f"{key} on <{name}>")
            if key in {"src", "href", "action", "hx-get", "hx-post"} and re.match(
                r"(https?:)?//|javascript:|data:", value
            ):
                found.append(f"{key}={value}")
    return found


def test_the_check_itself_sees_what_it_must_see() -> None:
    bad = (
        '<p style="a">', "<style>", "<script>x</script>", '<a onclick="x">', '<img src="//a.b/c">', "<a href='javascript:x'>",
        '<p {% if a > b %}class="x"{% endif %} style="y">', "<i hx-on:click='x'>",
    )  # fmt: skip
    assert all(violations(markup) for markup in bad)
    assert not violations('<script src="{% static "web/app.js" %}"></script><a href="/x" class="on">style=</a>')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_no_template_holds_inline_style_script_or_handler_or_calls_another_host(path: Path) -> None:
    assert violations(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_every_template_compiles_and_what_it_includes_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    get_template(str(path.relative_to(WEB / "templates")))
    for name in re.findall(r"\{%\s*(?:include|extends)\s+\"([^\"]+)\"", text):
        get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_every_form_that_posts_carries_the_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
        if 'method="post"' in form:
            assert "{% csrf_token %}" in form


def test_every_static_file_that_a_template_names_exists() -> None:
    names = {
        n for path in TEMPLATES for n in re.findall(r"\{%\s*static\s+['\"]([^'\"]+)", path.read_text(encoding="utf-8"))
    }
    assert names
    assert [name for name in sorted(names) if finders.find(name) is None] == []


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    sprite = {symbol.get("id") for symbol in ElementTree.parse(STATIC / "icons.svg").getroot()}
    named = {
        n for path in TEMPLATES for n in re.findall(r"\{%\s*icon\s+['\"]([\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    named |= {symbol for _, symbol in CHIPS.values()}
    assert {f"i-{name}" for name in named} <= sprite


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.name)
def test_styles_call_no_other_host_and_every_file_they_name_exists(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "@import" not in text
    for url in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
        assert (STATIC / url).is_file(), url


def test_styles_use_only_tokens_that_are_defined() -> None:
    css = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", css))


def test_both_dark_themes_are_the_same() -> None:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root(?::not\(\[data-theme=light\]\)|\[data-theme=dark\])\{(.*?)\}", css, re.DOTALL)
    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()


def test_our_script_is_short_and_neither_evaluates_text_nor_writes_markup() -> None:
    script = (STATIC / "app.js").read_text(encoding="utf-8")
    assert len(script.splitlines()) <= 200
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|\.style\b|https?://", script)


def test_the_fragment_library_may_neither_evaluate_nor_inject_styles() -> None:
    base = (WEB / "templates" / "web" / "base.html").read_text(encoding="utf-8")
    for setting in ('"includeIndicatorStyles": false', '"allowEval": false', '"allowScriptTags": false'):
        assert setting in base


def test_every_bundled_work_has_its_licence_beside_it() -> None:
    for folder in (STATIC / "fonts", STATIC / "vendor"):
        licences = {path.name.removesuffix(".LICENSE.txt") for path in folder.glob("*.LICENSE.txt")}
        works = [path for path in folder.iterdir() if not path.name.endswith(".LICENSE.txt")]
        assert works
        assert [path.name for path in works if not path.name.startswith(tuple(licences))] == []


@pytest.mark.parametrize("weight", ["400", "500", "600"])
def test_the_styles_fetch_a_font_for_every_letter_of_the_test_string(weight: str) -> None:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    faces = [
        face
        for face in re.findall(r"@font-face\{(.*?)\}", css)
        if '"Be Vietnam Pro"' in face and f"weight:{weight};" in face
    ]
    spans = [span for face in faces for span in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)]
    held = {code for first, last in spans for code in range(int(first, 16), int(last or first, 16) + 1)}
    assert {letter for letter in TEST_STRING if ord(letter) not in held} == set()
