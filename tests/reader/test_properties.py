"""What holds for every text, tried on the corpus and on random ones; seeds are fixed so that a failure comes back."""

import random
import time
import unicodedata

import pytest

from binhyen.foundation.errors import Invalid
from binhyen.reader import read
from binhyen.reader.encodings import decode
from binhyen.reader.guard import mask_personal, secrecy_mark
from binhyen.reader.output import as_json
from tests.reader.spans import corpus_texts, every_span

TEXTS = corpus_texts()
PIECES = [
    "1.234 ", "trên ", "vụ ", "Chỉ thị số 48-CT/TW ", "trong đó ", "%", "năm 2019 ", ", ", ". ", "\n", "“", '"', "(", ")", "từ 5 đến 7 ", "hàng trăm ",
    "tổ chức ", "của Bộ Công an ", "ngày 22/10/2010 ", "mười lăm ", "xã, phường ", "\u00a0", "\u200b", "e\u0302\u0301", "…", "- ", "/", "tặng bằng khen cho 3 tập thể ",
    "yêu cầu các cấp ủy phải ", "Nội dung chỉ thị như sau", "🙂", "\x00", "\ud7ff", "ﬁ", "İ", "\r\n", "0912 345 678",
]  # fmt: skip
HOSTILE = [
    "1 ",
    "1.",
    "Chỉ thị ",
    "của Bộ Công An ",
    "trong đó 1 vụ, ",
    "1%, ",
    ". ",
    "các cấp ủy, ",
    '"',
    "\u0301",
    "từ năm 2014 đến ",
    "tặng bằng khen ",
    "MẬT  ",
]


def random_text(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(200)))


@pytest.mark.parametrize("seed", range(150))
def test_every_quote_is_its_span_of_the_text(seed: int) -> None:
    text = random_text(seed)
    for start, end, quote in every_span(read(text)):
        assert text[start:end] == quote
        assert quote.strip()


@pytest.mark.parametrize("number", TEXTS)
def test_decomposed_letters_are_read_alike_with_their_own_spans(number: str) -> None:
    composed, decomposed = TEXTS[number], unicodedata.normalize("NFD", TEXTS[number])
    plain, other = read(composed), read(decomposed)
    assert other.document == plain.document
    assert [(f.value, f.qualifier, f.unit, f.part_of, f.codes) for f in other.figures] == [
        (f.value, f.qualifier, f.unit, f.part_of, f.codes) for f in plain.figures
    ]
    assert [r.canonical for r in other.references] == [r.canonical for r in plain.references]
    assert [t.lead for t in other.tasks] == [t.lead for t in plain.tasks]
    for start, end, quote in every_span(other):
        assert decomposed[start:end] == quote
    assert [unicodedata.normalize("NFC", q) for _, _, q in every_span(other)] == [q for _, _, q in every_span(plain)]


@pytest.mark.parametrize("number", TEXTS)
def test_reading_twice_gives_the_same(number: str) -> None:
    assert as_json(read(TEXTS[number]), number) == as_json(read(TEXTS[number]), number)


@pytest.mark.parametrize("number", TEXTS)
def test_furniture_at_the_end_changes_no_figure(number: str) -> None:
    text = TEXTS[number].rstrip("\n") + "\n"
    more = read(
        text
        + "Tin cùng chuyên mục\n- 12 vụ cháy trong tháng 28.09.2024 | 18:27 PM\n- Chỉ thị 99-CT/TW được ban hành\nLượt xem: 3.456\n"
    )
    plain = read(text)
    assert (more.figures, more.references, more.document) == (plain.figures, plain.references, plain.document)


@pytest.mark.parametrize("number", TEXTS)
def test_no_break_spaces_and_other_dashes_read_alike(number: str) -> None:
    text = TEXTS[number]
    other = read(text.replace(" vụ", "\u00a0vụ").replace("-", "\u2013"))
    assert [f.value for f in other.figures] == [f.value for f in read(text).figures]


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


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        read(text)
        return time.process_time() - begin

    short = max(seconds(10_000), 0.01)
    assert seconds(80_000) < 8 * short * 3
