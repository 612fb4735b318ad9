"""What holds for every text, tried on the corpus and on made ones; seeds are fixed so that a failure comes back."""

import gc
import random
import re
import unicodedata
from itertools import pairwise
from typing import Any

import pytest

from binhyen.foundation.errors import Invalid
from binhyen.reader import Reading, read
from binhyen.reader.encodings import decode
from binhyen.reader.guard import mask_personal, secrecy_mark
from binhyen.reader.output import as_json
from tests.reader.invariants import broken
from tests.reader.mutations import make
from tests.reader.spans import CORPUS, every_span

TEXTS = {path.stem: path.read_bytes().decode() for path in sorted(CORPUS.rglob("*.txt"))}
every_text = pytest.mark.parametrize("number", TEXTS)
every_third = pytest.mark.parametrize("number", sorted(TEXTS)[::3])  # where one text is read many times


def said(reading: Reading) -> dict[str, Any]:
    """All that a reading says, without where it stands and without the line ends of what it quotes."""
    return {
        "document": reading.document,
        "figures": [
            (f.value, f.value_max, f.qualifier, f.is_percent, f.unit, f.part_of, f.codes, f.change, f.period, f.place)
            for f in reading.figures
        ],
        "references": [(r.kind, r.number, r.canonical, r.date, r.issuer) for r in reading.references],
        "tasks": [(t.lead, t.coordinate, t.deadline, t.recurrence) for t in reading.tasks],
        "awards": [(a.form, a.conferred_by, a.collectives, a.individuals) for a in reading.awards],
        "findings": [(i.kind, i.figures) for i in reading.inconsistencies],
        "quotes": [" ".join(unicodedata.normalize("NFC", quote).split()) for _, _, quote in every_span(reading)],
    }


# Spans


@every_text
def test_a_text_of_the_corpus_keeps_the_rules(number: str) -> None:
    assert broken(TEXTS[number], read(TEXTS[number])) == []


@pytest.mark.parametrize("part", range(10))
def test_every_quote_is_its_span_of_a_made_text(part: int) -> None:
    for n in range(part * 15, part * 15 + 15):
        text = make(11, n, files=False).data
        assert isinstance(text, str)
        for start, end, quote in every_span(read(text)):
            assert text[start:end] == quote
            assert quote.strip()


# Spellings of one text


@every_text
def test_decomposed_letters_are_read_alike_with_their_own_spans(number: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, TEXTS[number]) for form in ("NFC", "NFD"))
    plain, other = read(composed), read(decomposed)
    assert said(other) == said(plain)
    for start, end, quote in every_span(other):
        assert decomposed[start:end] == quote


@every_text
def test_lines_may_end_as_they_do_on_windows(number: str) -> None:
    plain = TEXTS[number].replace("\r\n", "\n")
    text = plain.replace("\n", "\r\n")
    one, other = read(plain), read(text)
    assert said(other) == said(one)
    assert [start - text.count("\r", 0, start) for start, _, _ in every_span(other)] == [
        s for s, _, _ in every_span(one)
    ]


LATE_TONES = {
    early: late
    for pair in (
        "òa oà", "óa oá", "ỏa oả", "õa oã", "ọa oạ", "òe oè", "óe oé", "ỏe oẻ", "õe oẽ", "ọe oẹ", "ùy uỳ", "úy uý", "ủy uỷ", "ũy uỹ", "ụy uỵ",
    )
    for early, late in (pair.split(), pair.title().split(), pair.upper().split())
}  # fmt: skip
_EITHER_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join((*LATE_TONES, *LATE_TONES.values()))})(?!\w)")


@every_text
def test_where_in_a_syllable_the_tone_stands_does_not_matter(number: str) -> None:
    earlier = {late: early for early, late in LATE_TONES.items()}
    late, early = (
        _EITHER_TONE.sub(lambda match, tones=tones: tones.get(match.group(), match.group()), TEXTS[number])  # type: ignore[misc]
        for tones in (LATE_TONES, earlier)
    )
    one, other = read(early), read(late)
    assert [(f.value, f.qualifier, f.part_of, f.codes) for f in other.figures] == [
        (f.value, f.qualifier, f.part_of, f.codes) for f in one.figures
    ]
    assert [(start, end) for start, end, _ in every_span(other)] == [(start, end) for start, end, _ in every_span(one)]


@every_text
def test_no_break_spaces_and_other_dashes_read_alike(number: str) -> None:
    text = TEXTS[number]
    other = read(text.replace(" vụ", "\u00a0vụ").replace("-", "\u2013"))
    assert [f.value for f in other.figures] == [f.value for f in read(text).figures]


@every_text
def test_invisible_letters_change_nothing(number: str) -> None:
    text = TEXTS[number].replace(" ", " \u200b").replace("\n", "\n\ufeff")
    plain, other = read(TEXTS[number]), read(text)
    assert [(f.value, f.qualifier, f.part_of, f.codes) for f in other.figures] == [
        (f.value, f.qualifier, f.part_of, f.codes) for f in plain.figures
    ]
    for start, end, quote in every_span(other):
        assert text[start:end] == quote


# Reading again


@every_text
def test_reading_twice_gives_the_same(number: str) -> None:
    assert as_json(read(TEXTS[number]), number) == as_json(read(TEXTS[number]), number)


# Furniture

MENU = ["Trang chủ | Tin tức | Văn bản | Liên hệ", "Lượt xem: 2.345", "Trang chủ", "In bài viết"]
PAGES = ["3", "- 4 -", "Trang 5", "Trang 6/12"]
RELATED = ["Tin liên quan", "- Bắt 3 đối tượng trộm xe máy 11/10/2022 | 17:40 PM", "- Chỉ thị 99-CT/TW được ban hành"]


@every_text
def test_furniture_at_the_end_changes_nothing(number: str) -> None:
    text = TEXTS[number].rstrip("\n") + "\n"
    end = "Tin cùng chuyên mục\n- 12 vụ cháy trong tháng 28.09.2024 | 18:27 PM\n- Chỉ thị 99-CT/TW được ban hành\nLượt xem: 3.456\n"
    assert said(read(text + end)) == said(read(text))


@every_third
def test_menus_and_page_numbers_between_lines_change_nothing(number: str) -> None:
    plain = read(TEXTS[number])
    lines = TEXTS[number].replace("\r\n", "\n").split("\n")
    for n, furniture in enumerate((*MENU, *PAGES)):
        for place in borders(lines, plain)[n::7]:
            text = "\n".join((*lines[:place], furniture, *lines[place:]))
            assert figures_and_papers(read(text)) == figures_and_papers(plain), (furniture, place)


@every_third
def test_a_box_of_related_news_between_paragraphs_changes_nothing(number: str) -> None:
    plain = read(TEXTS[number])
    lines = TEXTS[number].replace("\r\n", "\n").split("\n")
    for place in borders(lines, plain)[1:]:  # not between the headline and the first paragraph
        if len(unicodedata.normalize("NFC", lines[place])) > 150 and lines[place].endswith("."):
            text = "\n".join((*lines[:place], *RELATED, *lines[place:]))
            assert figures_and_papers(read(text)) == figures_and_papers(plain), place


def borders(lines: list[str], plain: Reading) -> list[int]:
    """Places between two lines of text that are neither rows of a table nor furniture themselves."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    ignored = [mark.start for mark in plain.ignored]
    bare = [not line.strip() or "|" in line or "\t" in line for line in lines]
    skipped = {n for n, (a, b) in enumerate(pairwise(starts)) if bare[n] or any(a <= at < b for at in ignored)}
    return [n for n in range(1, len(lines)) if not {n - 1, n} & skipped]


def figures_and_papers(reading: Reading) -> list[Any]:
    return [said(reading)[layer] for layer in ("figures", "references", "awards", "findings")]


# Numbers

ONES = "không một hai ba bốn năm sáu bảy tám chín".split()


def in_words(number: int) -> str:
    """A whole number below a billion as it is spoken, in the northern way."""
    for worth, name in ((1_000_000, "triệu"), (1_000, "nghìn")):
        if number >= worth:
            rest = number % worth
            told = f"{in_words(number // worth)} {name}"
            if not rest:
                return told
            return f"{told} {hundreds(rest, full=True) if rest < 1_000 else in_words(rest)}"
    return hundreds(number, full=False)


def hundreds(number: int, *, full: bool) -> str:
    most, rest = divmod(number, 100)
    words = [ONES[most], "trăm"] if most or full else []
    ten, one = divmod(rest, 10)
    if not rest:
        return " ".join(words)
    if ten == 0:
        words += ["linh"] if words else []
    elif ten == 1:
        words.append("mười")
    else:
        words += [ONES[ten], "mươi"]
    if one:
        words.append("mốt" if one == 1 and ten > 1 else "lăm" if one == 5 and ten else ONES[one])
    return " ".join(words)


def drawn(seed: int) -> list[int]:
    chance = random.Random(seed)
    return [chance.randrange(10 ** chance.randrange(1, 9)) for _ in range(60)]


@pytest.mark.parametrize("write", [
    str, lambda n: f"{n:,}".replace(",", "."), lambda n: f"{n:,}", lambda n: f"{n:,}".replace(",", " "), lambda n: f"{n:,}".replace(",", "\u00a0"), lambda n: f"{n:02}",
])  # fmt: skip
@pytest.mark.parametrize("seed", range(3))
def test_a_number_written_in_digits_is_read_as_written(seed: int, write: Any) -> None:
    for number in drawn(seed):
        text = f"Cả tỉnh đã tổ chức {write(number)} buổi tuyên truyền."
        assert [(f.value, f.qualifier, f.unit) for f in read(text).figures] == [(number, "exact", "buổi")], text


@pytest.mark.parametrize("seed", range(5))
def test_a_number_written_in_words_is_read_as_spoken(seed: int) -> None:
    for number in drawn(seed):
        if number > 1:  # "một buổi" may as well be "a session"
            text = f"Cả tỉnh đã tổ chức {in_words(number)} buổi tuyên truyền."
            assert [(f.value, f.qualifier, f.unit) for f in read(text).figures] == [(number, "exact", "buổi")], text


@pytest.mark.parametrize("seed", range(3))
def test_a_share_is_read_as_written(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        tenths = chance.randrange(1, 1000)
        written = f"{tenths // 10},{tenths % 10}"
        (figure,) = read(f"Tỷ lệ điều tra, khám phá án đạt {written}%.").figures
        assert (figure.value, figure.is_percent) == (tenths / 10, True)


@pytest.mark.parametrize("seed", range(3))
def test_a_scaled_amount_is_worth_its_scale(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        tenths, (scale, worth) = (
            chance.randrange(11, 9_990),
            chance.choice((("nghìn", 10**3), ("triệu", 10**6), ("tỷ", 10**9))),
        )
        if tenths % 10:
            (figure,) = read(f"Nhân dân đóng góp {tenths // 10},{tenths % 10} {scale} đồng.").figures
            assert (figure.value, figure.unit) == (tenths * worth // 10, "đồng")


# Order

ALONE = (
    "Nông dân cung cấp 136 nguồn tin có giá trị.", "Hội Phụ nữ cấp phát gần 9.500 tờ rơi.", "Ba xã lắp đặt 215 mắt camera.", "Đoàn Thanh niên ra quân 48 buổi.",
    "Các tổ hòa giải thành 312 vụ việc, đạt 92,5%.", "Quần chúng vây bắt 17 đối tượng.", "Khoảng 1,2 triệu lượt người dự tuyên truyền.", "Nhân dân giao nộp hàng trăm khẩu súng.",
    "Công an tỉnh duy trì 58 câu lạc bộ, trong đó có 12 câu lạc bộ mới.", "Mỗi tổ có từ 5 đến 7 thành viên.", "Quỹ vận động được 8,4 tỷ đồng.", "Hơn mười lăm dòng họ ký cam kết.",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_paragraphs_that_need_no_other_may_stand_in_any_order(seed: int) -> None:
    shuffled = random.Random(seed).sample(ALONE, len(ALONE))
    readings = [read("\n".join(order) + "\n") for order in (ALONE, shuffled)]
    one, other = (sorted(whole_and_part(reading), key=str) for reading in readings)
    assert len(one) == 15
    assert other == one


def whole_and_part(reading: Reading) -> list[tuple[Any, ...]]:
    figures = reading.figures
    return [
        (f.value, f.value_max, f.qualifier, f.unit, f.quote, f.part_of is not None and figures[f.part_of].quote)
        for f in figures
    ]


# Bytes


@pytest.mark.parametrize("seed", range(60))
def test_random_bytes_are_refused_or_read_but_never_crash(seed: int) -> None:
    data = random.Random(seed).randbytes(3000)
    try:
        text = decode(data)
    except Invalid:
        text = data.decode("latin-1")
    read(text)
    secrecy_mark(text)
    assert len(mask_personal(text)[0]) == len(text)


def test_a_reading_leaves_nothing_to_the_collector_and_the_collector_as_it_was() -> None:
    text = "\n".join(TEXTS.values())
    read(text)
    gc.collect()
    read(text)
    assert gc.isenabled()
    assert gc.collect() == 0
