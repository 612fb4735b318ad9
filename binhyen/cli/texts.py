"""The Vietnamese sentence for each code of the command line."""

SENTENCES: dict[str, str] = {
    "cli.no_data": "Thư mục {folder} chưa có dữ liệu. Dựng dữ liệu bằng: python3 run.py --no-serve",
    "cli.folder_missing": "Không ghi được tệp: không có thư mục {path}.",
    "cli.file_not_written": "Không ghi được tệp {path} ({why}).",
    "cli.period_unreadable": "Không đọc được kỳ “{text}”. Cách ghi: 2026-10, 2026-Q3, 2026-H1, 2026 hoặc 2026-01-01..2026-06-30.",
    "cli.errors_over_originals": "Thư mục {path} là nơi chứa tệp gốc. Đề nghị chọn thư mục khác để trả bảng tính.",
    "cli.jobs": "Số tiến trình đọc (--jobs) phải từ 1 đến {most}.",
    "cli.file_missing": "Không có tệp {path}.",
    "cli.user_missing": "Chưa rõ tài khoản thực hiện. Đề nghị thêm {option} TÀI_KHOẢN.",
    "cli.no_folder": "Không có thư mục {path}.",
    "cli.not_workbook": "Tên tệp {path} phải kết thúc bằng .xlsx.",
    "cli.not_folder_or_zip": "{path} là một tệp. Đề nghị ghi tên thư mục hoặc tên tệp kết thúc bằng .zip.",
    "cli.mailboxes_unreadable": "Không đọc được tệp {path}. Đề nghị lưu dạng CSV (UTF-8) có ba cột: unit, role, mailbox.",
    "cli.mail_not_set": "Chưa đặt máy chủ thư. Đặt BINHYEN_MAIL_SERVER và BINHYEN_MAIL_FROM.",
    "cli.mailbox_unit": "Dòng {line}: không có đơn vị {unit}.",
    "cli.user_unknown": "Không có tài khoản “{username}”.",
}
