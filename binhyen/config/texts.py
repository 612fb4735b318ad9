"""The sentences of the server process."""

SENTENCES = {
    "config.demo_own_machine_only": "Dữ liệu minh họa có mật khẩu in sẵn nên chỉ mở trên máy này (127.0.0.1), "
    "không mở ở địa chỉ {host}.",
    "config.address_not_free": "Không mở được địa chỉ {host}, cổng {port}: cổng đang bận hoặc không được phép dùng. "
    "Chọn cổng khác bằng --port.",
    "config.no_data": "Chưa có dữ liệu trong thư mục {folder}. Đề nghị tạo trước: python3 run.py demo.",
}
