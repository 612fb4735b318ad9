"""The reference documents that are written from the code: ``python -m binhyen.config.reference [--check]``."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import django
from django.apps import apps

from binhyen.config import options, texts
from binhyen.foundation.texts import register, registered

ROOT = Path(__file__).resolve().parents[2]
_MADE = "<!-- Written by `python3 run.py docs`; change the code, not this file. -->"


def sentences() -> Mapping[str, str]:
    """Every refusal code of every room, also of rooms that are no Django app, with its sentence."""
    if not apps.ready:
        django.setup()
    register(texts.SENTENCES)
    for path in sorted((ROOT / "binhyen").glob("*/texts.py")):
        register(getattr(importlib.import_module(f"binhyen.{path.parent.name}.texts"), "SENTENCES", {}))
    return registered()


def settings_page() -> str:
    """docs/reference/settings.md."""
    lines = [
        "# Cài đặt",
        "",
        _MADE,
        "",
        "Đặt bằng biến môi trường. Tên lạ hoặc giá trị sai làm chương trình dừng ngay khi khởi động. Cài đặt ghi "
        "“bí mật” có thể đọc từ tệp: thêm `_FILE` vào tên và ghi đường dẫn.",
        "",
        "| Tên | Kiểu | Mặc định | Ý nghĩa |",
        "|---|---|---|---|",
    ]
    for row in options.table():
        kind = row.kind.replace("|", "\\|") + (", bí mật" if row.secret else "")
        lines.append(f"| `{row.name}` | {kind} | {f'`{row.default}`' if row.default else '(trống)'} | {row.help} |")
    return "\n".join(lines) + "\n"


def example_environment() -> str:
    """.env.example."""
    lines = ["# Written by `python3 run.py docs`. What each means: docs/reference/settings.md"]
    for row in options.table():
        lines += ["", f"# {row.help}", f"#{row.name}={row.default}"]
    return "\n".join(lines) + "\n"


def refusals_page() -> str:
    """docs/reference/refusals.md."""
    lines = [
        "# Thông báo từ chối",
        "",
        _MADE,
        "",
        "Mỗi lần từ chối có một mã không đổi và một câu. Phần trong ngoặc nhọn được thay bằng giá trị thật.",
    ]
    room = ""
    for code, sentence in sorted(sentences().items()):
        if code.split(".")[0] != room:
            room = code.split(".")[0]
            lines += ["", f"## {room}", "", "| Mã | Câu |", "|---|---|"]
        lines.append(f"| `{code}` | {sentence.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def interface() -> str:
    """docs/reference/openapi.json."""
    if not apps.ready:
        django.setup()
    from binhyen.api.urls import description

    return json.dumps(description(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    ".env.example": example_environment,
    "docs/reference/settings.md": settings_page,
    "docs/reference/refusals.md": refusals_page,
    "docs/reference/openapi.json": interface,
}


def out_of_step() -> list[str]:
    """The pages that differ from what the code says now."""
    return [
        name
        for name, page in PAGES.items()
        if not (ROOT / name).is_file() or (ROOT / name).read_text(encoding="utf-8") != page()
    ]


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or with ``--check`` only compare; 1 when a page is out of step."""
    wrong = out_of_step()
    if "--check" in (sys.argv[1:] if arguments is None else arguments):
        for name in wrong:
            print(f"{name} không khớp mã nguồn: chạy python3 run.py docs")
        return 1 if wrong else 0
    for name in wrong:
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"đã ghi {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
