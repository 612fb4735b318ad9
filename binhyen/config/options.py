"""The one table of settings. Read by settings.py, printed into .env.example and docs/reference/settings.md."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "BINHYEN_"


class BadSetting(Exception):
    """A setting that is unknown or unreadable; the text is the sentence for whoever starts the program."""


@dataclass(frozen=True)
class Options:
    """What whoever installs the system may set, one field each: name, default, kind and help.

    Deadlines, thresholds, signatories and quotas are not here: they are dated data.
    """

    data_dir: Path = field(
        default=Path("var"),
        metadata={"help": "Thư mục giữ cơ sở dữ liệu SQLite và khóa bí mật."},
    )
    database: str = field(
        default="",
        metadata={
            "help": "Để trống: SQLite trong thư mục dữ liệu. Hoặc địa chỉ PostgreSQL dạng "
            "postgresql://TÊN:MẬT_KHẨU@MÁY:CỔNG/CSDL; ổ cắm Unix: postgresql://TÊN@/CSDL?host=/thư/mục.",
            "secret": True,
        },
    )
    secret_key: str = field(
        default="",
        metadata={
            "help": "Khóa ký phiên làm việc, ít nhất 50 ký tự. Để trống: tự tạo một lần vào thư mục dữ liệu.",
            "secret": True,
            "at_least": 50,
        },
    )
    hosts: tuple[str, ...] = field(
        default=("localhost", "127.0.0.1"),
        metadata={"help": "Các tên máy mà trang được phép trả lời, cách nhau bằng dấu phẩy."},
    )
    https: bool = field(
        default=False,
        metadata={"help": "Đặt yes khi người dùng vào qua HTTPS: cookie chỉ gửi qua HTTPS, bật HSTS."},
    )
    workers: int = field(
        default=1,
        metadata={
            "help": "Số tiến trình máy chủ, từ 1 đến 32; dùng PostgreSQL thì đặt bằng số nhân của máy. "
            "Từ hai tiến trình trở lên, tiến trình hỏng được mở lại.",
            "range": (1, 32),
        },
    )
    threads: int = field(
        default=4,
        metadata={
            "help": "Số luồng xử lý yêu cầu cùng lúc của mỗi tiến trình máy chủ, từ 1 đến 64; "
            "yêu cầu chỉ vào luồng khi nội dung đã đến đủ, nên đường truyền chậm không giữ luồng nào.",
            "range": (1, 64),
        },
    )
    mail_server: str = field(
        default="",
        metadata={"help": "Máy chủ thư (SMTP) để gửi thư nhắc việc. Để trống: không gửi thư."},
    )
    mail_port: int = field(
        default=25,
        metadata={"help": "Cổng của máy chủ thư.", "range": (1, 65535)},
    )
    mail_tls: bool = field(
        default=False,
        metadata={"help": "Đặt yes để mã hóa khi nói với máy chủ thư (STARTTLS)."},
    )
    mail_from: str = field(
        default="",
        metadata={"help": "Hộp thư công vụ đứng tên gửi thư nhắc việc."},
    )
    mail_user: str = field(
        default="",
        metadata={"help": "Tên đăng nhập máy chủ thư; để trống nếu máy chủ không hỏi."},
    )
    mail_password: str = field(
        default="",
        metadata={"help": "Mật khẩu máy chủ thư.", "secret": True},
    )
    log_level: str = field(
        default="INFO",
        metadata={
            "help": "Mức ghi nhật ký ra màn hình.",
            "choices": ("DEBUG", "INFO", "WARNING", "ERROR"),
        },
    )


@dataclass(frozen=True)
class Row:
    """One line of the settings table as people read it."""

    name: str
    kind: str
    default: str
    help: str
    secret: bool


_KINDS = {
    "Path": "đường dẫn",
    "str": "chữ",
    "bool": "yes hoặc no",
    "int": "số nguyên",
    "tuple[str, ...]": "danh sách",
}


def table() -> list[Row]:
    """Every setting in the order of ``Options``."""
    rows = []
    for one in fields(Options):
        choices = one.metadata.get("choices")
        kind = " | ".join(choices) if choices else _KINDS[str(one.type)]
        rows.append(Row(_name(one.name), kind, _show(one.default), one.metadata["help"], "secret" in one.metadata))
    return rows


def read(environ: Mapping[str, str] | None = None) -> Options:
    """The settings from the environment (a mapping name → text).

    A secret may come from a file named by ``…_FILE``. Raises ``BadSetting`` on an unknown ``BINHYEN_`` name, a value
    that cannot be read, or a secret given both ways.
    """
    given = {k: v for k, v in (os.environ if environ is None else environ).items() if k.startswith(PREFIX)}
    known = {_name(one.name): one for one in fields(Options)}
    values: dict[str, Any] = {}
    for name, text in sorted(given.items()):
        if name in known:
            one = known[name]
            if f"{name}_FILE" in given:
                raise BadSetting(f"Chỉ đặt một trong hai: {name} hoặc {name}_FILE. (Set only one of the two.)")
        elif name.endswith("_FILE") and "secret" in getattr(known.get(name[:-5]), "metadata", {}):
            one, text = known[name[:-5]], _from_file(name, text)
        else:
            raise BadSetting(
                f"Không có cài đặt tên {name}. (Unknown setting.) Các tên có: {', '.join(known)}; "
                "bí mật có thể đọc từ tệp bằng tên kèm _FILE."
            )
        values[one.name] = _READERS[str(one.type)](name, text.strip(), one.metadata)
    return Options(**values)


def _read_path(name: str, text: str, rule: Mapping[str, Any]) -> Path:
    if not text:
        raise _bad(name, text, "cần một đường dẫn")
    return Path(text)


def _read_flag(name: str, text: str, rule: Mapping[str, Any]) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise _bad(name, text, "cần yes hoặc no")
    return text.lower() == "yes"


def _read_count(name: str, text: str, rule: Mapping[str, Any]) -> int:
    low, high = rule["range"]
    if not (text.isascii() and text.isdecimal() and low <= int(text) <= high):
        raise _bad(name, text, f"cần một số nguyên từ {low} đến {high}")
    return int(text)


def _read_names(name: str, text: str, rule: Mapping[str, Any]) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    if not parts or "*" in parts:
        raise _bad(name, text, "cần ít nhất một tên máy, không dùng dấu *")
    return parts


def _read_text(name: str, text: str, rule: Mapping[str, Any]) -> str:
    if text not in rule.get("choices", [text]):
        raise _bad(name, text, f"cần một trong: {', '.join(rule['choices'])}")
    if 0 < len(text) < rule.get("at_least", 0):
        raise _bad(name, "…", f"cần ít nhất {rule['at_least']} ký tự")
    return text


_READERS: dict[str, Callable[[str, str, Mapping[str, Any]], Any]] = {
    "Path": _read_path,
    "bool": _read_flag,
    "int": _read_count,
    "tuple[str, ...]": _read_names,
    "str": _read_text,
}


def _from_file(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{name}: không đọc được tệp {path}. (Cannot read the file.) {error}") from error


def _bad(name: str, text: str, need: str) -> BadSetting:
    return BadSetting(f"Cài đặt {name} có giá trị không hợp lệ “{text}”: {need}. (Bad value.)")


def _name(field_name: str) -> str:
    return PREFIX + field_name.upper()


def _show(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, tuple) else str(value)
