"""Whether a page as it is now can be read and used by everyone: what axe finds, after each kind of interaction."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def is_sound(page: Page) -> None:
    """No serious finding of axe in the page as it is now; the script is brought in once for each page."""
    if page.evaluate("window.axe === undefined"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(document, options)", RULES)["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == []


def is_sound_whole(page: Page) -> None:
    """The same with all of the form in view: a row half under the bar at the foot is no small target."""
    page.set_viewport_size({"width": 1440, "height": 2000})
    is_sound(page)
    page.set_viewport_size({"width": 1440, "height": 900})
