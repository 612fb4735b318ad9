"""Texts made to break a reader: each a pattern's worst food, of any length. Used by the tests, the bench and the fuzz run."""

from __future__ import annotations

from collections.abc import Callable

Maker = Callable[[int], str]


def _over(unit: str, start: str = "", end: str = "") -> Maker:
    """``unit`` again and again between ``start`` and ``end``, up to the size asked for."""
    return lambda size: start + unit * (size // len(unit)) + end


def _digits(size: int) -> str:
    return "".join(str(place * 7919 % 10) for place in range(size))


def _column_table(size: int) -> str:
    columns = max(2, size // 24)
    head = " | ".join(["Đơn vị", *(f"Số vụ {n}" for n in range(columns))])
    row = " | ".join(["Xã An Bình", *(str(n % 97) for n in range(columns))])
    return f"{head}\n{row}\nTổng cộng{row[10:]}\n"


def _row_table(size: int) -> str:
    rows = "".join(f"Xã {n} | {n % 97} | {n % 89 + 1}.{n % 900 + 100} | {n % 100},5\n" for n in range(size // 24))
    return f"Đơn vị | Số vụ | Số người | Tỷ lệ (%)\n{rows}"


def _nested_points(size: int) -> str:
    return "Xử lý 900 vụ, trong đó:\n" + "".join(f"- Trộm cắp {n}: {n} vụ;\n" for n in range(size // 22))


HOSTILE: dict[str, Maker] = {
    "digits": _digits,
    "digit pairs": _over("1 "),
    "groups": _over("1.234.", "Có ", " vụ"),
    "dots": _over("."),
    "dots and blanks": _over(". "),
    "commas": _over(","),
    "decimal commas": _over("1,5, "),
    "blanks": _over(" ", "Có", "5 vụ"),
    "no-break blanks": _over("\u00a0", "Có", "5 vụ"),
    "tabs": _over("\t", "Có", "5 vụ"),
    "bars": _over("|"),
    "quotes": _over('"'),
    "curly quotes": _over("“x ", "Phong trào "),
    "brackets": _over("("),
    "closed brackets": _over("()"),
    "bracketed numbers": _over("(5) "),
    "colons": _over("Tổng số: "),
    "semicolons": _over("; "),
    "dashes": _over("-"),
    "slashes": _over("1/"),
    "stars": _over("* "),
    "percent": _over("1%, "),
    "and": _over("và "),
    "among": _over("trong đó "),
    "among counts": _over("trong đó 1 vụ, "),
    "number": _over("số "),
    "number words": _over("hai "),
    "tens": _over("mươi "),
    "hundreds": _over("hàng trăm "),
    "roman": _over("IV. "),
    "roman letters": _over("I"),
    "numbering": _over("1.1."),
    "letters": _over("a"),
    "capitals": _over("A"),
    "capital words": _over("An "),
    "one noun": _over("vụ "),
    "nouns": _over("xã, phường, "),
    "joined": _over("a-"),
    "kinds": _over("Chỉ thị "),
    "kinds and numbers": _over("Chỉ thị 48, "),
    "symbols": _over("48-CT/TW "),
    "broken symbols": _over("48-"),
    "bodies": _over("của Bộ Công An "),
    "bodies in a row": _over("Bộ Công an, "),
    "duties": _over("các cấp ủy, "),
    "duties done": _over("yêu cầu các cấp ủy phải chỉ đạo; ", "CHỈ THỊ\n"),
    "awards": _over("tặng bằng khen cho 3 tập thể "),
    "from to": _over("từ năm 2014 đến "),
    "dates": _over("22/10/2010 "),
    "halves of dates": _over("ngày 1, "),
    "years": _over("2014-"),
    "phones": _over("0912 345 67"),
    "secret": _over("MẬT  "),
    "marks": _over("\u0301", "e"),
    "letters with marks": _over("e\u0302\u0301"),
    "invisible": _over("\u200b", "5 v", "ụ"),
    "pictures": _over("\U0001f642 5 vụ "),
    "old tones": _over("hoà uỷ "),
    "sentence": _over("Xã có 5 tổ, ", "", "."),
    "sentences": _over("Xã có 5 tổ. "),
    "newlines": _over("\n"),
    "blank lines": _over(" \n"),
    "short lines": _over("5\n"),
    "carriage returns": _over("\r"),
    "headings": _over("Tin liên quan\n"),
    "menus": _over("Trang chủ | Tin tức | Liên hệ\n"),
    "ranks": _over("1 Bắt nhóm đối tượng trộm\n"),
    "comments": _over("Bình luận (2)\n"),
    "names of commenters": _over("Độc giả An: hay lắm\n"),
    "answers": _over("hay\nTrả lời - Thích - 2 giờ trước\n"),
    "rests of shares": _over("còn lại 17,5% ("),
    "shares of counts": _over("xử lý 96 vụ, đạt 92,3%; "),
    "more than the whole": _over("hòa giải thành 28/25 vụ, "),
    "demands": _over("yêu cầu Công an tỉnh, ", "KẾ HOẠCH\nvề việc\n"),
    "stamped": _over("- Tin mới 12/10/2022 | 08:15 AM\n"),
    "clock": _over("1:23 ", "Tin "),
    "columns": _column_table,
    "rows": _row_table,
    "points": _nested_points,
    "wide gaps": _over("Xã An Bình     12     15\n"),
    "mixed": _over('trong đó "1,5% (từ 5 đến 7; tăng 3 vụ: 2/3 tổ - Chỉ thị 48-CT/TW '),
}
