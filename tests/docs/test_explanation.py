"""Every worked number of docs/explanation is calculated again: the Python sessions of a page run as they stand."""

import doctest
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, files, name
from tests.docs.worked_province import WorkedProvince

PAGES = files(".md", under=ROOT / "docs" / "explanation")
SESSION = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def sessions(page: Path) -> str:
    """The page's Python blocks, with all else blanked so that a failure names the page's own line."""
    text = page.read_text(encoding="utf-8")
    kept = ["\n"] * text.count("\n")
    for block in SESSION.finditer(text):
        first = text.count("\n", 0, block.start(1))
        for place, line in enumerate(block[1].splitlines(keepends=True)):
            kept[first + place] = line
    return "".join(kept)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_numbers_of_a_page_are_what_the_code_gives(page: Path) -> None:
    examples = doctest.DocTestParser().get_doctest(
        sessions(page), {"WorkedProvince": WorkedProvince}, name(page), name(page), 0
    )
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS).run(examples, out=said.append)
    assert result.failed == 0, "".join(said)
    assert result.attempted > 0


def test_a_wrong_number_on_a_page_is_found(tmp_path: Path) -> None:
    page = tmp_path / "wrong.md"
    page.write_text("text\n\n```python\n>>> 5 + 7\n7\n```\n", encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(sessions(page), {}, "wrong", "wrong.md", 0)
    said: list[str] = []
    assert doctest.DocTestRunner(verbose=False).run(examples, out=said.append).failed == 1
    assert "line 4" in "".join(said)


def test_every_python_block_of_the_explanations_is_a_session() -> None:
    loose = [
        (name(page), block.splitlines()[0])
        for page in PAGES
        for block in SESSION.findall(page.read_text(encoding="utf-8"))
        if not block.startswith(">>> ")
    ]
    assert loose == []
