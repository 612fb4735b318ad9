"""docs/architecture.md names rooms, functions and tables that exist."""

import re

from tests.architecture.source import PACKAGE, ROOT, code

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_table_of_rooms_is_complete() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    table = PAGE.partition("## Rooms")[2].partition("Imports and foreign keys")[0]
    told = set(
        re.findall(r"`([a-z]+)`", "".join(line.split("|")[1] for line in table.splitlines() if line[:2] == "| "))
    )
    assert told == rooms


def test_words_of_the_code_exist() -> None:
    names: set[str] = set()
    for path in code():
        names |= set(re.findall(r"\w+", path.read_text(encoding="utf-8"))) | set(
            path.relative_to(PACKAGE).with_suffix("").parts
        )
    spoken = re.findall(r"`([A-Za-z_][\w.]*)(?:\(\w*\))?`", PAGE)
    missing = [word for word in spoken if not set(word.split(".")) <= names | {"docx", "binhyen", "tests"}]
    assert len(spoken) > 60
    assert missing == []
