"""What the documents say of the repository itself."""

import re
import unicodedata

import pytest

from tests.architecture.source import ROOT, files, name

TEXTS = files(".md", under=ROOT / "docs") + [
    ROOT / page for page in ("README.md", "README.vi.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "NOTICE")
]


def test_the_locks_hold_hashes_and_no_address_of_a_registry() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert re.findall(r"^\s*--(?:extra-)?index-url|://", text, re.MULTILINE) == []


def test_each_package_of_the_runtime_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = re.findall(r'"([a-z-]+)(?:\[\w+\])?>=', project.partition("dependencies = [")[2].partition("]\n")[0])
    reasons = (ROOT / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8").lower()
    assert len(asked) > 5
    assert [package for package in asked if package.removesuffix("-python") not in reasons] == []


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_a_readme_is_short_and_shows_pictures(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120
    assert "python3 run.py test" in text
    assert len(re.findall(r"!\[[^\]]+\]\(docs/pictures/", text)) >= 3


def test_pictures_are_light_and_each_is_shown_somewhere() -> None:
    pictures = files(".png", under=ROOT / "docs" / "pictures")
    shown = "".join(path.read_text(encoding="utf-8") for path in TEXTS)
    assert pictures
    assert [name(picture) for picture in pictures if picture.stat().st_size > 200_000] == []
    assert [name(picture) for picture in pictures if picture.name not in shown] == []


def test_documents_are_in_one_form_of_unicode() -> None:
    assert [name(p) for p in TEXTS if not unicodedata.is_normalized("NFC", p.read_text(encoding="utf-8"))] == []


def test_files_that_documents_name_exist() -> None:
    """Paths in backticks: below the root, or below docs."""
    broken = []
    for page in TEXTS:
        for path in re.findall(r"`((?:binhyen|tests|scripts|bench|docs)/[\w./-]+)`", page.read_text(encoding="utf-8")):
            if "NNN" not in path and not (ROOT / path).exists():
                broken.append(f"{name(page)}: {path}")
    assert broken == []
