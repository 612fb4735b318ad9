"""Page furniture: menus, lists of related news, counters, weather, comment boxes. Nothing in it is read."""

from __future__ import annotations

from binhyen.reader.late import late
from binhyen.reader.nouns import CLASS
from binhyen.reader.text import UPPER, Span, Text

# a heading after which a list of other articles or boxes follows
_LIST_HEAD = late(
    r"(?:[-+*•»>|#]+ ?)?(?:(?:top )?\d{1,2} (?=tin |bài |video |ảnh ))?(?:(?:mời )?(?:xem|đọc) thêm|(?:nên|mời) (?:xem|đọc)|đừng bỏ lỡ|gợi ý cho bạn|dành cho bạn|mới cập nhật|(?:bạn đọc|độc giả) quan tâm|(?:các )?(?:tin|bài|bài viết|tin bài|tin, bài|tin tức|chủ đề|video|ảnh|nội dung)(?: viết)? (?:cùng chuyên mục|liên quan|khác|cũ hơn|mới hơn|mới nhất|mới|nổi bật|đọc nhiều|"
    r"đã đưa|đã đăng|tiếp theo|xem nhiều|đọc nhiều nhất|xem nhiều nhất|trước|cùng chủ đề|quan tâm|cùng loại)(?: nhất)?|cùng chuyên mục|cùng chủ đề|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?|"
    r"(?:tin |bài )?(?:đọc|xem) nhiều (?:trong|hôm|tuần|tháng).{0,20}|được quan tâm(?: nhất)?|có thể bạn quan tâm|bạn có thể quan tâm|xem tin theo ngày|tin tức - sự kiện|sự kiện nổi bật|tiêu điểm|thông báo mới|văn bản mới|tin nổi bật|"
    r"liên kết website|liên kết web|liên kết|website liên kết|ý kiến bạn đọc|ý kiến của bạn|gửi ý kiến của bạn|bình luận(?: của bạn)?|gửi bình luận|viết bình luận(?: mới)?|trả lời|thông tin thời tiết|dự báo thời tiết|"
    r"thời tiết|tỉ giá ngoại tệ|tỷ giá ngoại tệ|tỷ giá|thông tin giá vàng|giá vàng|chứng khoán|thống kê truy cập|lượt truy cập|thư viện ảnh|thư viện video|multimedia|media|"
    r"chuyên mục|danh mục|menu|đường dây nóng|từ khóa|tags?|quảng cáo|hình ảnh nổi bật|video clip|podcast|emagazine|longform|infographics?)(?: \(\d+\))? ?:?"
)
# a line that is furniture by itself
_SINGLE = late(
    r"(?:(?:cỡ chữ ?:? ?)?a ?- ?(?:a ?)?a ?\+|cỡ chữ.{0,20}|a ?\+ ?a ?-|tìm kiếm|trang chủ|về trang trước|quay lại|in trang|in bài(?: viết)?|bản in|gửi (?:email|mail|bài viết)|chia sẻ(?: .{0,40})?|đăng nhập|đăng ký|đọc bài|nghe đọc bài|"
    r"nghe bài viết|facebook|twitter|zalo|youtube|tiktok|email|print|xem thêm.{0,160}|>>.{0,160}|(?:#+ ?)?tags? ?:.{0,200}|(?:#\w+[ ,;]*)+|từ khóa ?:.{0,200}|(?:số )?lượt (?:xem|đọc|truy cập|người xem|người đọc) ?:? ?[\d., ]*|"
    r"(?:tin|bài)(?: viết)? (?:cùng (?:chuyên )?mục|cùng chủ đề|liên quan|khác|đọc nhiều|xem nhiều|mới nhất|mới|nóng|nổi bật)(?: nhất)? ?: ?\S.{0,220}|"
    r"đánh giá(?: bài viết)? ?:.{0,60}|\d+ (?:bình luận|lượt thích|lượt xem|lượt chia sẻ|chia sẻ|likes?|comments?|shares?)|[\d.,]+ người (?:đã )?thích (?:bài|bình luận).{0,20}|"
    r".{0,60}[|,-] ?(?:số )?lượt (?:xem|đọc|truy cập)(?: bài)? ?:? ?[\d., ]+|"
    r"[^\d.;]{1,60}[|] ?\d+ (?:bình luận|lượt xem|lượt thích)|"
    r"đã xem ?:? ?[\d., ]*|(?:đang|tổng số người|tổng lượt|tổng số lượt)? ?(?:truy cập|online|trực tuyến)(?: hôm nay| tháng này)? ?:? ?[\d., ]*|"
    r"(?:hôm nay|hôm qua|tuần này|tuần trước|tháng này|tháng trước|tất cả|tổng cộng) ?:? ?[\d., ]{1,14}|"
    r"(?:copyright|©|bản quyền|giấy phép|cơ quan chủ quản|tổng biên tập|chịu trách nhiệm (?:nội dung|xuất bản)|tòa soạn|trụ sở ?:|địa chỉ ?:|điện thoại ?:|đt ?:|fax ?:|hotline|email ?:|website ?:|ghi rõ nguồn|designed by|phát triển bởi).{0,200}|"
    r"(?:cập nhật(?: ngày| lúc)?|đăng ngày|ngày đăng|ngày cập nhật|thời gian đăng|cập nhật lúc|xuất bản|đăng lúc) ?:? ?[\d/:.,\- |apmgt+()]{4,40}|"
    r"[\w ,.]{0,40}\d{1,2} ?(?:-|~) ?\d{1,2} ?°c?|.{0,60}\d{1,3} ?°\s?[cf]?(?: .{0,40})?|(?:usd|eur|jpy|sjc|vn-?index|hnx-?index|pnj)\b.{0,60}|[^\d|]{1,30}(?: [|»›] [^\d|]{1,40}){2,}|"
    r"(?:trang )?\d{1,3}|trang \d{1,3} ?/ ?\d{1,3}|- ?\d{1,3} ?-|"
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),? (?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}[\d :|,apmgt+()-]*)"
)
_COMMENTS = late(
    r"(?:\d+ )?phản hồi ?\(\d+\)|(?:\d+ )?(?:bình luận|ý kiến (?:của )?(?:bạn|bạn đọc|độc giả))(?: của bạn| bạn đọc| của bạn đọc| của độc giả)?(?: ?\(\d+\)| ?: ?\d+)? ?:?|(?:gửi|viết) bình luận.{0,20}"
)
# "Trả lời - Thích - 2 giờ trước", and "Nguyễn Văn A - 22/09 10:25:" or "Độc giả Hà Nội:" before the words
_ANSWERS = late(
    r"(?=.*(?:trả lời|phản hồi))(?=.*(?:thích|trước))(?:(?:trả lời|phản hồi|thích|chia sẻ|báo xấu|\d{1,3} (?:giây|phút|giờ|ngày|tuần|tháng) trước|\d{1,4})(?:[ ·|•(),-]+|$))+"
)
_WHEN = r"(?:\d{1,2}[:h]\d{2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?)"
_COMMENTER = late(
    rf"(?:Độc giả|Bạn đọc|Người đọc)(?: [^:]{{2,50}})?:"
    rf"|(?P<name>[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{1,3}})(?: [-–|,]|,| \()? ?(?:lúc )?{_WHEN}(?:[ ,-]+{_WHEN})?\)? ?:"
)
_NAME = late(r"[^\d.,;:!?]{2,30}")
_RANK = late(rf"(?P<rank>\d{{1,2}}) {{1,2}}[{UPPER}][^|\t]{{12,}}$")
_STAMPED = late(
    r"[-+*•»>].{3,220}?\(?\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\)?(?: ?[|,-]? ?\d{1,2}[:h]\d{2}(?: ?[ap]m)?)?\)?"
)
_CLOCKED = late(r".{3,220}?\d{1,2}[./-]\d{1,2}[./-]\d{2,4} ?[|,-]? ?\d{1,2}[:h]\d{2}(?: ?[ap]m)?\)?")
_BULLET = late(r"[-+*•»>]")
_PROSE = 140
_LONGEST_COMMENT = 300
_COMMENT_LINES = 30


def body_and_furniture(text: Text, lines: list[Span]) -> tuple[list[Span], list[Span]]:
    """The lines to read and the lines to ignore. A list that follows a heading ends at the next line of prose."""
    body: list[Span] = []
    ignored: list[Span] = []
    in_list = in_comments = has_prose = False
    last_comment = 0
    ranked = _ranked(text, lines)
    for place, line in enumerate(lines):
        low = text.low[line.start : min(line.end, line.start + 260)]
        in_comments = in_comments and line.end - line.start < _LONGEST_COMMENT and place < last_comment
        if in_comments or place in ranked:
            ignored.append(line)
            continue
        if len(low) < 260 and line.end - line.start < 240:
            if has_prose and _begins_comments(text, line, body, ignored):
                in_comments = True  # nothing below the comments belongs to the article
                last_comment = place + _COMMENT_LINES
            if _LIST_HEAD.fullmatch(low) or in_comments:
                in_list = True
                ignored.append(line)
                continue
            single = _SINGLE.fullmatch(low) and not _heads_table(text, low, lines, place)
            if single or _STAMPED.fullmatch(low) or _CLOCKED.fullmatch(low):
                ignored.append(line)
                continue
        if in_list and not _is_prose(text, line):
            ignored.append(line)
            continue
        if in_list:
            in_list = False
            if not body:
                _rescue_headline(text, body, ignored)
        body.append(line)
        has_prose = has_prose or _is_prose(text, line)
    ignored.sort(key=lambda span: span.start)
    return body, ignored


def _begins_comments(text: Text, line: Span, body: list[Span], ignored: list[Span]) -> bool:
    """Whether readers' comments begin with this line, below an article: their heading, the name and time of who wrote the
    first one, or the line of answers under it; then the line above it is the comment. ``body`` holds prose."""
    low = text.low[line.start : line.end]
    answers = _ANSWERS.fullmatch(low)
    if not (answers or _COMMENTS.fullmatch(low) or _is_commenter(text.norm[line.start : line.end])):
        return False
    if answers and not _is_prose(text, body[-1]):
        ignored.append(body.pop())
        if _NAME.fullmatch(text.norm, body[-1].start, body[-1].end):
            ignored.append(body.pop())
    return True


def _is_commenter(words: str) -> bool:
    match = _COMMENTER.match(words)
    name = match.group("name") if match else None
    return match is not None and (name is None or name.split(" ")[0].lower() not in CLASS)


def _heads_table(text: Text, low: str, lines: list[Span], place: int) -> bool:
    """Whether a line with bars is the head of a table and no trail of menus: the line below has as many bars."""
    below = lines[place + 1] if place + 1 < len(lines) else None
    return low.count("|") > 1 and below is not None and text.low.count("|", below.start, below.end) == low.count("|")


def _ranked(text: Text, lines: list[Span]) -> set[int]:
    """Lines of a list of headlines that a page numbers without a mark ("1 Bắt nhóm …", "2 Phạt 12 quán …"), by place."""
    found: set[int] = set()
    last = 0
    for place, line in enumerate(lines):
        match = _RANK.match(text.norm, line.start, line.end)
        rank = int(match.group("rank")) if match and text.norm[line.end - 1] not in ".;:," else 0
        if rank and rank == last + 1:
            found.add(place)
            if rank > 1:
                found.add(place - 1)
        elif rank == 1:
            found.add(place)
        last = rank
    return {p for p in found if p - 1 in found or p + 1 in found}


def _is_prose(text: Text, line: Span) -> bool:
    words = text.norm[line.start : line.end]
    if _BULLET.match(words):
        return False
    return len(words) >= _PROSE and (words[-1] in '.;:!?…"/' or len(words) >= 2 * _PROSE)


def _rescue_headline(text: Text, body: list[Span], ignored: list[Span]) -> None:
    """A menu above the article may run into the headline: the last plain line above the prose is taken back."""
    for place in reversed(range(len(ignored))):
        words = text.low[ignored[place].start : ignored[place].end]
        if _SINGLE.fullmatch(words[:260]):
            continue
        if len(words) >= 30 and not _BULLET.match(words):
            body.append(ignored.pop(place))
        return
