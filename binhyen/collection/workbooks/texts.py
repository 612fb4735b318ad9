"""Why a whole workbook or layout is refused. The faults of single cells are in ``problems``."""

SENTENCES: dict[str, str] = {
    "collection.workbook_large": "Tệp lớn hơn {limit} MB. Bảng tính theo mẫu chỉ vài chục KB; đề nghị kiểm tra lại tệp.",
    "collection.workbook_old": "Tệp theo định dạng Excel cũ (.xls). Đề nghị mở tệp, chọn Lưu thành (Save As), "
    "loại tệp “Excel Workbook (*.xlsx)”, rồi gửi tệp .xlsx đó.",
    "collection.workbook_locked": "Tệp có mật khẩu nên không mở được. Đề nghị bỏ mật khẩu mở tệp, lưu thành .xlsx rồi gửi lại.",
    "collection.workbook_damaged": "Tệp bảng tính bị hỏng. Đề nghị mở bằng Excel hoặc LibreOffice, lưu lại rồi gửi.",
    "collection.workbook_foreign": "Tệp không phải bảng tính .xlsx (có thể là .csv, .ods hoặc trang web đổi đuôi). "
    "Đề nghị mở tệp, chọn Lưu thành (Save As), loại tệp “Excel Workbook (*.xlsx)”, hoặc dùng mẫu tải từ hệ thống.",
    "collection.workbook_macros": "Tệp có macro (.xlsm). Đề nghị lưu thành .xlsx (không có macro) rồi gửi lại.",
    "collection.workbook_bomb": "Tệp giải nén quá {limit} MB nên không được mở. Đề nghị chép số liệu sang mẫu mới tải về.",
    "collection.workbook_entities": "Tệp có khai báo XML không được phép nên không được mở. Đề nghị dùng mẫu tải từ hệ thống.",
    "collection.workbook_heavy": "Tệp mở quá {seconds} giây hoặc quá {memory} MB bộ nhớ. "
    "Đề nghị xóa các trang, hàng, cột thừa hoặc chép sang mẫu mới.",
    "collection.workbook_no_table": "Không thấy chỉ tiêu nào của biểu {form} trong tệp. Đề nghị dùng mẫu tải từ hệ thống.",
    "collection.workbook_other_form": "Tệp làm theo biểu {other}, không phải biểu {form}.",
    "collection.workbook_other_unit": "Tệp lập cho đơn vị khác. Đề nghị tải đúng mẫu của đơn vị mình.",
    "collection.workbook_other_period": "Tệp lập cho kỳ từ {start} đến {last}, không phải {period}.",
    "collection.workbook_no_unit": "Tệp không ghi là của đơn vị nào. Đề nghị dùng mẫu tải từ hệ thống.",
    "collection.workbook_repeated": "Tệp này (“{name}”) đã được nhận ngày {at}. Số liệu không thay đổi.",
    "collection.workbook_missing": "Đề nghị chọn tệp bảng tính.",
    "collection.workbook_not_now": "Báo cáo không ở bước nhập số liệu hoặc chức danh này không nhập số liệu của đơn vị.",
    "collection.workbook_look_again": "Bản xem trước đã quá lâu hoặc không còn đúng. Đề nghị chọn tệp và xem lại.",
    "collection.layout_unnamed": "Đề nghị đặt tên cho mẫu xuất.",
    "collection.store_foreign": "Tệp {path} đã có và không phải kết quả tổng hợp của biểu, kỳ này. Đề nghị chọn tên khác.",
    "collection.store_busy": "Chưa ghi được vào {path} ({why}). Có thể một lần tổng hợp khác đang chạy; đề nghị chạy lại sau.",
    "collection.layout_empty": "Tệp không có ô nào ghi mã trong ngoặc nhọn. Cách ghi: xem hướng dẫn dưới ô chọn tệp.",
    "collection.layout_large": "Mẫu xuất có hơn {limit} ô cần điền. Đề nghị chia thành nhiều mẫu.",
    "collection.wide_no_units": "Không thấy cột “Mã đơn vị” hoặc “Tên đơn vị” ở bên trái các cột số liệu. "
    "Đề nghị dùng mẫu bảng rộng.",
    "collection.wide_too_large": "Bảng rộng nhiều hơn {rows} hàng hoặc {cells} ô. Đề nghị xóa các hàng, cột thừa hoặc chia tệp.",
}
