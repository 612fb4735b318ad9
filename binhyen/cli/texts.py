"""The Vietnamese sentence for each code of the command line."""

SENTENCES: dict[str, str] = {
    "cli.no_data": "Thư mục {folder} chưa có dữ liệu. Dựng dữ liệu bằng: python3 run.py --no-serve",
    "cli.folder_missing": "Không ghi được tệp: không có thư mục {path}.",
    "cli.file_not_written": "Không ghi được tệp {path} ({why}).",
    "cli.file_missing": "Không có tệp {path}.",
    "cli.user_missing": "Chưa rõ ai lập báo cáo. Đề nghị thêm --as TÀI_KHOẢN.",
    "cli.user_unknown": "Không có tài khoản “{username}”.",
}
