"""The sentences of what the reader refuses to read, and of what the user should know of a file that was read."""

from __future__ import annotations

SENTENCES = {
    "reader.empty": "Văn bản trống, không có nội dung để đọc.",
    "reader.too_large": "Văn bản lớn hơn {limit} MB, hệ thống không đọc. Đề nghị chia thành nhiều văn bản.",
    "reader.binary": "Đây là tệp nhị phân, không phải văn bản.",
    "reader.other_format": "Đây là tệp {format}, hệ thống không đọc được. Đề nghị mở tệp rồi lưu thành .docx, .pdf có chữ hoặc .txt.",
    "reader.encoding": "Văn bản dùng bảng mã {encoding} nhưng lẫn ký tự khác nên không chuyển chắc chắn được. Đề nghị chuyển sang Unicode (UTF-8) rồi đọc lại.",
    "reader.not_unicode": "Không phải văn bản Unicode (UTF-8), hoặc là tệp nhị phân. Đề nghị lưu lại thành .docx hoặc .txt (UTF-8).",
    "reader.damaged": "Tệp {format} bị hỏng hoặc không đúng định dạng. Đề nghị mở bằng chương trình đã tạo ra tệp rồi lưu lại.",
    "reader.encrypted": "Tệp {format} có mật khẩu. Đề nghị bỏ mật khẩu rồi tải lại.",
    "reader.old_word": "Đây là tệp Word cũ (.doc). Đề nghị mở bằng Word hoặc LibreOffice rồi lưu thành .docx.",
    "reader.scanned": "Tệp PDF này là ảnh quét, không có chữ để đọc. Đề nghị dùng bản .docx, hoặc nhận dạng chữ (OCR) rồi tải lại.",
    "reader.entities": "Tệp {format} chứa khai báo DTD, là cách làm quá tải máy; văn bản bình thường không có. Đề nghị lưu lại thành tệp mới.",
    "reader.too_heavy": "Tệp {format} quá nặng để xử lý (quá {seconds} giây hoặc {memory} MB bộ nhớ). Đề nghị chia nhỏ, hoặc lưu thành .txt (UTF-8).",
    "reader.bomb": "Tệp {format} khi giải nén lớn hơn {limit} MB, hệ thống không đọc. Đề nghị chia nhỏ, hoặc lưu thành .txt (UTF-8).",
    "reader.too_many_pages": "Tệp PDF có {pages} trang, nhiều hơn {limit} trang, hệ thống không đọc. Đề nghị chia thành nhiều tệp.",
    "reader.no_text": "Tệp {format} không có chữ nào để đọc.",
    "reader.converted_tcvn3": "Văn bản dùng bảng mã TCVN3 (ABC), đã chuyển sang Unicode. Chữ hoa có dấu có thể thành chữ thường.",
    "reader.converted_vni": "Văn bản dùng bảng mã VNI, đã chuyển sang Unicode.",
    "reader.converted_windows_1258": "Văn bản dùng bảng mã Windows-1258, đã chuyển sang Unicode.",
    "reader.named_otherwise": "Đuôi tên tệp không đúng với nội dung; hệ thống đọc theo nội dung.",
    "reader.tracked_changes": "Tệp còn ghi lại sửa đổi (Track Changes): phần chèn được đọc, phần xóa không được đọc.",
    "reader.pages_without_text": "Tệp PDF có trang là ảnh, không có chữ; các trang đó không được đọc.",
    "reader.missing": "Không có tệp này, hoặc không có quyền mở.",
    "reader.words_named": "{where}: từ ký tự thứ {at} (sau “{before}”) có tên người. Đề nghị ghi chức danh; hệ thống không lưu họ tên.",
    "reader.words_personal": "{where}: từ ký tự thứ {at} (sau “{before}”) có số giấy tờ, số điện thoại hoặc biển số. Đề nghị bỏ; hệ thống không lưu thông tin cá nhân.",
    "reader.is_folder": "Đây là thư mục, không phải tệp văn bản. Muốn đọc cả thư mục: thêm --out TỆP.jsonl.",
}
