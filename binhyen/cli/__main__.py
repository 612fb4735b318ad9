"""`binhyen COMMAND …`: finds the command and hands over. Reading texts needs no framework, so nothing is loaded before."""

from __future__ import annotations

import sys
from importlib import import_module

COMMANDS = {
    "read": ("binhyen.cli.read", "đọc văn bản, đề xuất số liệu (JSON)"),
    "units": ("binhyen.cli.units", "danh mục đơn vị hành chính: count, find"),
    "workbook": ("binhyen.cli.workbook", "bảng tính theo biểu mẫu: template"),
    "consolidate": ("binhyen.cli.consolidate", "tổng hợp thư mục bảng tính .xlsx vào một tệp SQLite"),
    "sdmx": ("binhyen.cli.sdmx", "xuất số liệu đã phê duyệt theo chuẩn SDMX"),
    "review": ("binhyen.cli.review", "lập báo cáo sơ kết, tổng kết (.docx)"),
    "trace": ("binhyen.cli.trace", "truy nguồn từng số trong báo cáo .docx"),
    "verify": ("binhyen.cli.verify", "đối chiếu sổ ghi, tổng hợp và chuỗi nhật ký"),
    "lessons": ("binhyen.cli.lessons", "gợi ý cho bộ quy tắc đọc, từ các lựa chọn của cán bộ"),
    "token": ("binhyen.cli.token", "khóa truy cập cho chương trình: make, revoke, list"),
    "remind": ("binhyen.cli.remind", "nhắc việc buổi sáng bằng thư: in ra, gửi, nạp hộp thư công vụ"),
    "demo": ("binhyen.cli.demo", "dựng dữ liệu minh họa: build, show"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit status (0 done, 2 refused)."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print("Cách dùng: binhyen LỆNH …\n")
        for name, (_, purpose) in COMMANDS.items():
            print(f"  {name:11} {purpose}")
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"Lỗi: không có lệnh “{name}”. Các lệnh: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    run = import_module(COMMANDS[name][0]).main
    return int(run(rest))


if __name__ == "__main__":
    sys.exit(main())
