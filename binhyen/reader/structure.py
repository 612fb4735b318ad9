"""A paper as its parts: head, preamble with its basis, parts, clauses, points and paragraphs, recipients and signature.

Every node has an identifier made of its number and those of its parents in the manner of Akoma Ntoso ("phan-2__muc-3__diem-a").
Page furniture is left out before anything is numbered, so it changes no identifier.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from binhyen.reader import furniture, layout
from binhyen.reader.late import late
from binhyen.reader.numbering import (
    ARTICLE,
    BULLET,
    DECIMAL,
    DIGIT,
    LETTER,
    PART,
    ROMAN,
    Numbering,
    numbering_of,
)
from binhyen.reader.signing import ATTACHED, TO, closing, signs
from binhyen.reader.text import Span, Text, lines, prepare

_KINDS = {LETTER: "point", BULLET: "point", DECIMAL: "clause", DIGIT: "clause", ARTICLE: "clause"}
_ROOT = -1
_HEADING = ROMAN  # the level of a heading in capitals without a number
_LONGEST_HEADING = 200
_BASIS = late(
    r"(?:[-+*] ?)?(?:căn cứ|xét(?= (?:đề nghị|tờ trình|báo cáo))|theo đề nghị|(?:tiếp tục )?(?:thực hiện|triển khai(?: thực hiện)?)(?= (?:các )?(?:nghị quyết|chỉ thị|kết luận|quyết định|kế hoạch|chương trình|đề án|công văn|luật|thông tư|quy định|hướng dẫn|công điện))|(?:để|nhằm)(?: tiếp tục)? (?:thực hiện|triển khai|cụ thể hóa))(?!\w)"
)
_LAST_WORDS = late(
    r"(?:[^\W\d_]+ ){1,4}(?:này|trên) (?:được )?(?:phổ biến|quán triệt|có hiệu lực|thay thế|thực hiện từ|gửi|áp dụng)|trên đây là|căn cứ (?:nội dung )?(?:[^\W\d_]+ ){1,4}này|nhận được (?:[^\W\d_]+ ){1,4}này"
    r"|trong quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai)|(?:[^.;:]{3,60} )?yêu cầu (?:các|thủ trưởng|giám đốc|chủ tịch)[^.;]{0,160}nghiêm túc|(?:[^.;:]{3,60} )?đề nghị (?:các|thủ trưởng)[^.;]{0,160}nghiêm túc|[^.;:]{3,200} chịu trách nhiệm (?:thi hành|thực hiện|tổ chức thực hiện) (?:[^\W\d_]+ ){1,4}này"
)
_TITLED = late(
    r"(?:Chỉ thị|Kế hoạch|Công điện|Kết luận|Hướng dẫn|Chương trình phối hợp)(?: số \S+)?(?: của [^.]{3,60})? (?:về|V/v) [^.:;]{3,200}\.?$"
)
_WORD = late(r"\w")
_ENACTS = late(r"[^\W\d_ ]+(?: [^\W\d_ ]+){0,2} ?:")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a paper: ``start:end`` (with its children) and ``words`` (its own, after the number) count characters of
    the text as given.

    ``kind`` is "head", "preamble", "basis", "part", "clause", "point", "paragraph", "conclusions", "recipients" or
    "signature"; ``number`` is as written ("II", "3", "a", "-"), ``heading`` its words where they are one.
    """

    kind: str
    id: str
    number: str | None
    heading: str | None
    start: int
    end: int
    words: tuple[int, int]
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole paper: its nodes in text order."""

    nodes: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Every node, in text order."""
        for node in self.nodes:
            yield from node.walk()

    def node_at(self, place: int) -> Node | None:
        """The smallest node that holds the character at ``place`` of the text as given."""
        return next(reversed(self._holding(place)), None)

    def clause_of(self, place: int) -> str | None:
        """The identifier of the part, clause or point that holds ``place``; a plain paragraph answers for what it stands in."""
        held = [node for node in self._holding(place) if node.kind in ("part", "clause", "point")]
        return held[-1].id if held else None

    def _holding(self, place: int) -> list[Node]:
        """The nodes that hold ``place``, the largest first."""
        found: list[Node] = []
        level = self.nodes
        while level:
            before = bisect_right(level, place, key=lambda node: node.start)
            if not before or place >= level[before - 1].end:
                break
            found.append(level[before - 1])
            level = found[-1].children
        return found

    def by_id(self, wanted: str) -> Node | None:
        """The node with this identifier."""
        level, found = self.nodes, None
        while level:
            found = next((node for node in level if wanted == node.id or wanted.startswith(node.id + "__")), None)
            if found is None or found.id == wanted:
                return found
            level = found.children
        return None


@dataclass(slots=True)
class _Draft:
    """A node in the making, in the matched text; ``names`` counts the identifiers its children already have."""

    kind: str
    level: int
    name: str
    value: str
    number: str | None
    start: int
    words: tuple[int, int]
    end: int
    sign: str = ""
    children: list[_Draft] = field(default_factory=list)


def outline(text: str) -> Outline:
    """The structure of ``text``; nothing is refused, an empty text has no nodes."""
    prepared = prepare(text)
    read, _ = furniture.body_and_furniture(prepared, lines(prepared))
    body = [line for line in read if _WORD.search(prepared.norm, line.start, line.end)]
    opening = _head_length(prepared, body)
    last_lines = closing(prepared, body, opening)
    root = _Draft("root", _ROOT, "", "", None, 0, (0, 0), 0)
    if opening:
        root.children.append(_plain("head", "dau", body[0].start, body[opening - 1].end))
    builder = _Builder(prepared, root)
    for line in body[opening : last_lines.start]:
        builder.add(line)
    last = builder.ending_paragraphs()
    if last_lines.start < last_lines.end or last:
        root.children.append(_conclusions(prepared, body[last_lines.start : last_lines.end], last))
    builder = _Builder(prepared, root, attached=True)
    for line in body[last_lines.end :]:
        builder.add(line)
    return Outline(_finished(prepared, _with_preamble(prepared, root), ""))


def _plain(kind: str, name: str, start: int, end: int) -> _Draft:
    return _Draft(kind, BULLET + 1, name, "", None, start, (start, end), end)


def _head_length(text: Text, body: list[Span]) -> int:
    """How many lines the head has: up to the subject below the kind, else the letterhead, else the headline."""
    official = layout.kind_line(text, body)
    official = layout.titled_line(text, body) if official is None else official
    if official is not None:
        end = layout.subject(text, body, official).end
        count = next((place for place, line in enumerate(body) if line.start >= end), len(body))
        while count < len(body) and layout.is_letterhead(text, body[count]):
            count += 1
        return count
    count = 0
    while count < min(len(body), layout.OPENING_LINES) and layout.is_letterhead(text, body[count]):
        count += 1
    if count < len(body) - 1:
        words = text.norm[body[count].start : body[count].end]
        if _TITLED.match(words) or (
            len(words) < _LONGEST_HEADING and words[-1] not in ".:;,…" and not numbering_of(text, body[count], {})
        ):
            count += 1
    return count


def _conclusions(text: Text, rows: list[Span], last: list[_Draft]) -> _Draft:
    start = last[0].start if last else rows[0].start
    end = rows[-1].end if rows else last[-1].end
    out = _Draft("conclusions", PART, "ket-thuc", "", None, start, (start, start), end, children=last)
    recipients = False
    for line in rows:
        to = bool(TO.match(text.low, line.start, line.end))
        recipients = to or (recipients and text.norm[line.start] in "-+*" and not signs(text, line))
        kind, name = ("recipients", "noi-nhan") if recipients else ("signature", "chu-ky")
        if out.children and out.children[-1].kind == kind:
            out.children[-1].end = line.end
            out.children[-1].words = (out.children[-1].start, line.end)
        else:
            out.children.append(_plain(kind, name, line.start, line.end))
    return out


class _Builder:
    """Puts line after line below the node that it belongs to."""

    def __init__(self, text: Text, root: _Draft, attached: bool = False) -> None:
        self._text = text
        self._stack = [root]
        self._root = root
        self._attached = attached

    def add(self, line: Span) -> None:
        """A further line: a numbered node, a heading in capitals, the rest of the paragraph above, or a paragraph."""
        numbering = numbering_of(self._text, line, self._open_values())
        if numbering:
            self._open(line, numbering)
        elif self._continues(line):
            for draft in (*self._stack, self._stack[-1].children[-1] if self._stack[-1].children else self._stack[-1]):
                draft.end = max(draft.end, line.end)
            target = self._stack[-1].children[-1] if self._stack[-1].children else self._stack[-1]
            target.words = (target.words[0], line.end)
        elif self._heads(line):
            self._heading(line)
        else:
            self._paragraph(line)

    def ending_paragraphs(self) -> list[_Draft]:
        """The last plain paragraphs that speak of the paper itself ("Chỉ thị này phổ biến đến chi bộ"), taken off."""
        holder = self._root
        while holder.children and holder.children[-1].level < BULLET:
            holder = holder.children[-1]
        if holder is self._root:
            return []
        keep = len(holder.children)
        while keep and holder.children[keep - 1].kind == "paragraph":
            keep -= 1
        for place in range(keep, len(holder.children)):
            draft = holder.children[place]
            if _LAST_WORDS.match(self._text.low, draft.start, draft.end):
                taken = holder.children[place:]
                del holder.children[place:]
                self._shorten()
                return taken
        return []

    def _shorten(self) -> None:
        for draft in reversed(self._stack[1:]):
            draft.end = draft.children[-1].end if draft.children else draft.words[1]

    def _open_values(self) -> dict[int, str]:
        """The value last seen on each level that may go on."""
        values: dict[int, str] = {}
        for draft in self._stack:
            if draft.level >= 0 and draft.value:
                values[draft.level] = draft.value
        return values

    def _open(self, line: Span, numbering: Numbering) -> None:
        if numbering.level == BULLET:
            signs = [draft.sign for draft in self._stack]
            depth = signs.index(numbering.shown) if numbering.shown in signs else len(self._stack)
        else:
            depth = next((d for d, draft in enumerate(self._stack) if draft.level >= numbering.level), len(self._stack))
        del self._stack[depth:]
        name = numbering.name
        if numbering.level == DIGIT and any(draft.level == ARTICLE for draft in self._stack):
            name = "khoan"
        self._push(
            _Draft(
                _KINDS.get(numbering.level, "part"), numbering.level, name, numbering.value, numbering.shown, line.start,
                (numbering.words, line.end), line.end, numbering.shown if numbering.level == BULLET else "",
            )
        )  # fmt: skip

    def _push(self, draft: _Draft) -> None:
        self._stack[-1].children.append(draft)
        self._stack.append(draft)
        for above in self._stack:
            above.end = max(above.end, draft.end)

    def _continues(self, line: Span) -> bool:
        """A line cut in the middle of a sentence, or the second line of a heading in capitals."""
        holder = self._stack[-1]
        above = holder.children[-1] if holder.children else holder
        if above.level == _ROOT or above.kind == "head":
            return False
        before = self._text.norm[above.end - 1]
        if before in ".;:!?…" or "|" in self._text.norm[line.start : line.end]:
            return False
        if self._text.norm[line.start].islower() or self._text.norm[line.start] in ",;)":
            return True
        words = self._text.norm[above.words[0] : above.words[1]]
        here = self._text.norm[line.start : line.end]
        return above.kind == "part" and words.isupper() and here.isupper() and len(words + here) < _LONGEST_HEADING

    def _heads(self, line: Span) -> bool:
        """A heading in capitals without a number."""
        words = self._text.norm[line.start : line.end]
        if not words.isupper() or len(words) > _LONGEST_HEADING or " " not in words or "|" in words or "\t" in words:
            return False
        if sum(c.isalpha() for c in words) < 8 or words.endswith((".", ";", ",")):
            return False
        holder = self._stack[-1]
        if holder.kind == "part" and not holder.children and holder.words[0] >= holder.words[1]:
            return True
        started = any(child.level <= DECIMAL for child in self._root.children)
        return started or not _ENACTS.fullmatch(words)

    def _heading(self, line: Span) -> None:
        holder = self._stack[-1]
        if holder.kind in ("part", "clause") and not holder.children and holder.words[0] >= holder.words[1]:
            self._give_words(holder, line)
            return
        depth = next((d for d, draft in enumerate(self._stack) if draft.level >= _HEADING), len(self._stack))
        del self._stack[depth:]
        name = "phu-luc" if self._attached and ATTACHED.match(self._text.low, line.start, line.end) else "de-muc"
        self._push(_Draft("part", _HEADING, name, "", None, line.start, (line.start, line.end), line.end))

    def _give_words(self, holder: _Draft, line: Span) -> None:
        """A number that stood alone gets the words of the line below."""
        holder.words = (line.start, line.end)
        for draft in self._stack:
            draft.end = max(draft.end, line.end)

    def _paragraph(self, line: Span) -> None:
        holder = self._stack[-1]
        if holder.kind in ("part", "clause") and not holder.children and holder.words[0] >= holder.words[1]:
            self._give_words(holder, line)
            return
        while self._stack[-1].level == BULLET:
            self._stack.pop()
        start, end = line.start, line.end
        self._stack[-1].children.append(_plain("paragraph", "doan", start, end))
        for draft in self._stack:
            draft.end = max(draft.end, end)


def _with_preamble(text: Text, root: _Draft) -> list[_Draft]:
    """The children of ``root`` with all that stands before the first part or clause gathered as the preamble."""
    first = next((p for p, child in enumerate(root.children) if child.kind in ("part", "clause")), None)
    begin = 1 if root.children and root.children[0].kind == "head" else 0
    if first is None or first == begin:
        return root.children
    opening = root.children[begin:first]
    for draft in opening:
        if _BASIS.match(text.low, draft.start, draft.end):
            draft.kind, draft.name, draft.value = "basis", "can-cu", ""
    start, end = opening[0].start, opening[-1].end
    preamble = _Draft("preamble", PART, "mo-dau", "", None, start, (start, start), end, children=opening)
    return [*root.children[:begin], preamble, *root.children[first:]]


_ONCE = ("head", "preamble", "conclusions", "recipients", "signature")


def _finished(text: Text, drafts: list[_Draft], parent: str) -> tuple[Node, ...]:
    """The drafts as nodes with identifiers; a number that comes again in one parent is told apart by a dot and a count."""
    seen: dict[str, int] = {}
    out: list[Node] = []
    for draft in drafts:
        if draft.value:
            own = f"{draft.name}-{draft.value}"
            seen[own] = seen.get(own, 0) + 1
            own += f".{seen[own]}" if seen[own] > 1 else ""
        else:
            seen[draft.name] = seen.get(draft.name, 0) + 1
            own = draft.name if draft.kind in _ONCE and seen[draft.name] == 1 else f"{draft.name}-{seen[draft.name]}"
        identity = f"{parent}__{own}" if parent else own
        span, words = text.span(draft.start, draft.end), text.span(*draft.words)
        out.append(
            Node(
                draft.kind, identity, draft.number, _heading_words(text, draft), span.start, span.end,
                (words.start, words.end), _finished(text, draft.children, identity),
            )
        )  # fmt: skip
    return tuple(out)


def _heading_words(text: Text, draft: _Draft) -> str | None:
    """The words of a numbered node where they are its heading: short and no sentence."""
    if draft.kind not in ("part", "clause", "point") or draft.level == BULLET:
        return None
    words = text.norm[draft.words[0] : draft.words[1]].strip()
    if not words or len(words) > _LONGEST_HEADING or words.endswith((";", ",")):
        return None
    if words.endswith(".") and not (words.isupper() or (draft.level == ARTICLE and draft.children)):
        return None
    if draft.level >= DIGIT and not draft.children:
        return None
    return text.copy(*draft.words).rstrip(" .:")
