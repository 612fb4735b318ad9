"""Page furniture: menus, lists of related news, counters, weather, comment boxes. Nothing in it is read."""

from __future__ import annotations

import re

from binhyen.reader.text import Span, Text

# a heading after which a list of other articles or boxes follows
_LIST_HEAD = re.compile(
    r"(?:[-+*•»>|] ?)?(?:(?:các )?(?:tin|bài|bài viết|tin bài|tin, bài|tin tức|chủ đề|video|ảnh|nội dung)(?: viết)? (?:cùng chuyên mục|liên quan|khác|cũ hơn|mới hơn|mới nhất|mới|nổi bật|đọc nhiều|"
    r"đã đưa|đã đăng|tiếp theo|xem nhiều|đọc nhiều nhất|xem nhiều nhất|trước|cùng chủ đề|quan tâm|cùng loại)(?: nhất)?|cùng chuyên mục|cùng chủ đề|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?|"
    r"được quan tâm(?: nhất)?|có thể bạn quan tâm|bạn có thể quan tâm|xem tin theo ngày|tin tức - sự kiện|sự kiện nổi bật|tiêu điểm|thông báo mới|văn bản mới|tin nổi bật|"
    r"liên kết website|liên kết web|liên kết|website liên kết|ý kiến bạn đọc|ý kiến của bạn|gửi ý kiến của bạn|bình luận(?: của bạn)?|gửi bình luận|viết bình luận(?: mới)?|trả lời|thông tin thời tiết|dự báo thời tiết|"
    r"thời tiết|tỉ giá ngoại tệ|tỷ giá ngoại tệ|tỷ giá|thông tin giá vàng|giá vàng|chứng khoán|thống kê truy cập|lượt truy cập|thư viện ảnh|thư viện video|multimedia|media|"
    r"chuyên mục|danh mục|menu|đường dây nóng|từ khóa|tags?|quảng cáo|hình ảnh nổi bật|video clip|podcast|emagazine|longform|infographics?)(?: \(\d+\))? ?:?"
)
# a line that is furniture by itself
_SINGLE = re.compile(
    r"(?:a ?- ?a ?\+|a ?\+ ?a ?-|tìm kiếm|trang chủ|về trang trước|quay lại|in trang|in bài(?: viết)?|bản in|gửi (?:email|mail|bài viết)|chia sẻ(?: .{0,40})?|đăng nhập|đăng ký|đọc bài|nghe đọc bài|"
    r"nghe bài viết|facebook|twitter|zalo|youtube|tiktok|email|print|xem thêm.{0,160}|>>.{0,160}|tags? ?:.{0,200}|từ khóa ?:.{0,200}|(?:số )?lượt (?:xem|đọc|truy cập|người xem|người đọc) ?:? ?[\d., ]*|"
    r"đã xem ?:? ?[\d., ]*|(?:đang|tổng số người|tổng lượt|tổng số lượt)? ?(?:truy cập|online|trực tuyến)(?: hôm nay| tháng này)? ?:? ?[\d., ]*|"
    r"(?:hôm nay|hôm qua|tuần này|tuần trước|tháng này|tháng trước|tất cả|tổng cộng) ?:? ?[\d., ]{1,14}|"
    r"(?:copyright|©|bản quyền|giấy phép|cơ quan chủ quản|tổng biên tập|chịu trách nhiệm (?:nội dung|xuất bản)|tòa soạn|trụ sở ?:|địa chỉ ?:|điện thoại ?:|đt ?:|fax ?:|hotline|email ?:|website ?:|ghi rõ nguồn|designed by|phát triển bởi).{0,200}|"
    r"(?:cập nhật(?: ngày| lúc)?|đăng ngày|ngày đăng|ngày cập nhật|thời gian đăng|cập nhật lúc|xuất bản|đăng lúc) ?:? ?[\d/:.,\- |apmgt+()]{4,40}|"
    r"[\w ,.]{0,40}\d{1,2} ?(?:-|~) ?\d{1,2} ?°c?|.{0,60}\d{1,3} ?°\s?[cf]?(?: .{0,40})?|(?:usd|eur|jpy|sjc|vn-?index|hnx-?index|pnj)\b.{0,60}|[^\d|]{1,30}(?: [|»›] [^\d|]{1,40}){2,}|"
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),? (?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}[\d :|,apmgt+()-]*)"
)
_STAMPED = re.compile(
    r"[-+*•»>].{3,220}?\(?\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\)?(?: ?[|,-]? ?\d{1,2}[:h]\d{2}(?: ?[ap]m)?)?\)?"
)
_CLOCKED = re.compile(r".{3,220}?\d{1,2}[./-]\d{1,2}[./-]\d{2,4} ?[|,-]? ?\d{1,2}[:h]\d{2}(?: ?[ap]m)?\)?")
_BULLET = re.compile(r"[-+*•»>]")
_PROSE = 140


def body_and_furniture(text: Text, lines: list[Span]) -> tuple[list[Span], list[Span]]:
    """The lines to read and the lines to ignore. A list that follows a heading ends at the next line of prose."""
    body: list[Span] = []
    ignored: list[Span] = []
    in_list = False
    for place, line in enumerate(lines):
        low = text.low[line.start : min(line.end, line.start + 260)]
        if len(low) < 260 and line.end - line.start < 240:
            if _LIST_HEAD.fullmatch(low):
                in_list = True
                ignored.append(line)
                continue
            if _SINGLE.fullmatch(low) or _STAMPED.fullmatch(low) or _CLOCKED.fullmatch(low):
                ignored.append(line)
                continue
        if in_list and not _is_prose(text, line):
            ignored.append(line)
            continue
        if in_list:
            in_list = False
            if not body:
                _rescue_headline(text, body, ignored, lines[:place])
        body.append(line)
    return body, ignored


def _is_prose(text: Text, line: Span) -> bool:
    words = text.norm[line.start : line.end]
    if _BULLET.match(words):
        return False
    return len(words) >= _PROSE and (words[-1] in '.;:!?…"/' or len(words) >= 2 * _PROSE)


def _rescue_headline(text: Text, body: list[Span], ignored: list[Span], before: list[Span]) -> None:
    """A menu above the article may run into the headline: its last plain line is taken back."""
    last = before[-1]
    words = text.low[last.start : last.end]
    if (
        ignored
        and ignored[-1] == last
        and len(words) >= 30
        and not _BULLET.match(words)
        and not _SINGLE.fullmatch(words[:260])
    ):
        ignored.pop()
        body.append(last)
