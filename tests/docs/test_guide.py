"""The user guide speaks the words of the screen: each one in bold is looked up in templates and code."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT, code, files, name

PAGES = files(".md", under=ROOT / "docs" / "huong-dan")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
# Words of the guide itself, in bold to be found quickly.
OWN = {
    "đậm", "Quyền theo chức danh.", "Người gửi không phê duyệt.", "Một số liệu nhập một lần.", "Không ghi đè.",
    "Chỉ quản lý số liệu và đơn vị.", "Ctrl C", "Ctrl V", "Ctrl D", "Ctrl Z", "Ctrl Enter", "Đã lưu 14:05", "Sổ: 12",
}  # fmt: skip


def words(text: str) -> str:
    return " ".join(text.split())


SCREEN = words(" ".join(path.read_text(encoding="utf-8") for path in [*files(".html", under=PACKAGE), *code()]))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_bold_words_stand_on_the_screen(page: Path) -> None:
    said = {words(found) for found in BOLD.findall(page.read_text(encoding="utf-8"))} - OWN
    assert sorted(word for word in said if word not in SCREEN) == []


def test_every_post_has_its_page() -> None:
    index = (ROOT / "docs/huong-dan/README.md").read_text(encoding="utf-8")
    assert [path.name for path in PAGES if path.name != "README.md" and f"({path.name})" not in index] == []
