"""Bodies that issue documents: where the name of one ends, and the short names that canonical symbols need."""

from __future__ import annotations

from binhyen.reader.late import late
from binhyen.reader.names import name_spans

_MINISTRIES = {
    "công an": "BCA", "quốc phòng": "BQP", "ngoại giao": "BNG", "nội vụ": "BNV", "tư pháp": "BTP", "tài chính": "BTC",
    "công thương": "BCT", "y tế": "BYT", "xây dựng": "BXD", "giao thông vận tải": "BGTVT", "giáo dục và đào tạo": "BGDĐT",
    "khoa học và công nghệ": "BKHCN", "kế hoạch và đầu tư": "BKHĐT", "tài nguyên và môi trường": "BTNMT",
    "thông tin và truyền thông": "BTTTT", "nông nghiệp và phát triển nông thôn": "BNNPTNT",
    "nông nghiệp và môi trường": "BNNMT", "văn hóa, thể thao và du lịch": "BVHTTDL", "dân tộc và tôn giáo": "BDTTG",
    "lao động - thương binh và xã hội": "BLĐTBXH", "lao động, thương binh và xã hội": "BLĐTBXH",
}  # fmt: skip
_MINISTRY = late(r"(?<!\w)bộ (?:trưởng bộ )?(" + "|".join(sorted(_MINISTRIES, key=len, reverse=True)) + r")(?!\w)")
_HEAD = late(
    r"(?:bộ chính trị|ban bí thư|ban chấp hành|ban thường vụ|ban thường trực|thường trực|thường vụ|thủ tướng|chính phủ|quốc hội|ủy ban|ubnd|ubtw|ubmttq|ubmt|hđnd|bch|btv"
    r"|hội đồng|bộ trưởng|bộ|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|đảng đoàn|đảng bộ|ban cán sự|công an|trung ương|chủ tịch|ban chỉ đạo|bcđ|mặt trận|mttq|hội"
    r"|tỉnh đoàn|đoàn|liên đoàn|tổng liên đoàn|tổng cục|cục|sở|ban|tòa án|viện|giám đốc|liên ngành|liên bộ|liên sở|đảng|tw|t\.ư|bộ đội|văn phòng|ngân hàng|tổng|tư lệnh|bộ tư lệnh|bca|bqp|nhà nước|trung tâm|tập đoàn|phòng)(?!\w)"
)
_INSIDE = frozenset(
    "an trị thư vụ ủy ban tướng phủ hội dân ương chiến binh hành trực đạo phòng tế pháp vận tải chính lao động thương xã giáo dục"
    " đào tạo thanh niên phụ nữ nông quốc trận tổ án sát kiểm tối cao tỉnh thành phố huyện thị cấp trưởng tịch đồng chỉ huy quân sự"
    " biên hiệp liên đoàn tổng cục sở đảng bộ nước nhân thường chấp đốc công việt nam viện tòa mttq văn trung tâm tra gia cựu tù"
    " minh cộng sản giao thông vận tải khoa học nghệ tài nguyên môi trường thể thao du lịch tuyên giáo nội bí phó khối cơ quan ngành cần".split()
)
_WORD = late(r"[^\W_]+(?:\.[^\W\d_]+)*")
_PAIRED = late(r" (?:và|với) |, ")
_JOINED_AFTER = ("giáo dục", "khoa học", "kế hoạch", "tài nguyên", "thông tin", "nông nghiệp", "văn hóa", "thể thao", "lao động", "thương binh",
                 "tuyên giáo", "dân tộc")  # fmt: skip
_SHOWN = {"bộ chính trị": "Bộ Chính trị", "ban bí thư": "Ban Bí thư"}


_LONGEST = 160


def issuer_at(norm: str, low: str, at: int, limit: int) -> int | None:
    """Where the name of a body that begins at ``at`` ends; ``None`` where none begins there."""
    if not _HEAD.match(low, at):
        return None
    ministry = _MINISTRY.match(low, at)
    if ministry:
        return ministry.end()
    place, end, capitals = at, at, False
    limit = min(limit, at + _LONGEST)
    while place < limit:
        word = _WORD.match(norm, place)
        if not word or not (word.group()[0].isupper() or word.group().lower() in _INSIDE):
            break
        capitals = capitals or word.group()[0].isupper()
        end = word.end()
        if norm.startswith(" ", end) and not norm.startswith(" - ", end):
            place = end + 1
            if low.startswith("và ", place) and low[max(at, end - 12) : end].endswith(_JOINED_AFTER):
                place += 3
            continue
        joined = low.startswith("liên ", at) or low[max(at, end - 12) : end].endswith(_JOINED_AFTER)
        if joined and norm.startswith(" - ", end):
            place = end + 3
            continue
        break
    return _before_name(norm, at, end) if capitals else None


_HELD = late(r"chính phủ|chủ tịch|thủ tướng|giám đốc|bộ trưởng|tư lệnh|ban thường|bí thư")


def _before_name(norm: str, at: int, end: int) -> int:
    """Where the post ends and the name of who holds it begins: "Chủ tịch Nguyễn …" is "Chủ tịch"."""
    if not _HELD.match(norm[at : at + 12].lower()):
        return end
    named = name_spans(norm[at:end])
    return at + len(norm[at : at + named[0][0]].rstrip(" :")) if named else end


def issuers_at(norm: str, low: str, at: int, limit: int) -> int | None:
    """As ``issuer_at`` for several bodies joined by "và", "với" or a comma ("giữa A với B")."""
    end = issuer_at(norm, low, at, limit)
    while end is not None:
        link = _PAIRED.match(low, end)
        more = issuer_at(norm, low, link.end(), limit) if link else None
        if more is None:
            break
        end = more
    return end


def shown_issuer(words: str) -> str:
    """The name as it is written officially where only its capitals differ ("Bộ chính trị")."""
    for wrong, right in _SHOWN.items():
        if words.lower().startswith(wrong):
            return right + words[len(wrong) :]
    return words


def ministry_code(issuer: str) -> str | None:
    """ "Bộ Công an" (or its minister) gives "BCA"; ``None`` for any other body."""
    match = _MINISTRY.fullmatch(issuer.lower())
    if match:
        return _MINISTRIES[match.group(1)]
    return issuer if issuer in _MINISTRIES.values() else None


def is_central_party(issuer: str) -> bool:
    """Whether the body is the Political Bureau or the Secretariat."""
    low = issuer.lower()
    return low.startswith(("bộ chính trị", "ban bí thư", "bct", "bbt"))
