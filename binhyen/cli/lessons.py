"""`binhyen lessons`: what decisions on proposals suggest for the reader's rules, for its maintainer to review."""

from __future__ import annotations

from pathlib import Path

from binhyen.cli.door import Parser, answering, start
from binhyen.foundation.errors import Invalid


def main(argv: list[str]) -> int:
    """Print one line for each suggestion, or write them to a file; nothing changes by itself. Exit status 0, 2 when refused."""
    parser = Parser(prog="binhyen lessons", description="Gợi ý cho bộ quy tắc đọc, rút ra từ các lựa chọn của cán bộ")
    parser.add_argument("--times", type=int, default=3, help="ít nhất số lần (3)")
    parser.add_argument("--texts", type=int, default=2, help="trong ít nhất số văn bản (2)")
    parser.add_argument("--out", type=Path, help="ghi vào tệp văn bản thay vì in ra")
    given = parser.parse_args(argv)
    return answering(lambda: suggest(given.times, given.texts, given.out))


def suggest(times: int, texts: int, out: Path | None) -> int:
    """Write the suggestions of all texts of this server."""
    start()
    from binhyen.figures.queries.lessons import report

    lines = report(None, times=times, texts=texts)
    if out is None:
        print("\n".join(lines) if lines else "Chưa có gợi ý nào: chưa đủ số lần hoặc số văn bản.")
        return 0
    try:
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except FileNotFoundError:
        raise Invalid("cli.folder_missing", path=str(out.parent)) from None
    except OSError as error:
        raise Invalid("cli.file_not_written", path=str(out), why=error.strerror or "") from None
    print(f"Đã ghi {len(lines)} gợi ý vào {out}.")
    return 0
