"""Odd inputs: a few hundred made ones in every run, always the same, and those on which the reader once failed.

``python -m tests.reader.fuzz --seconds 600`` tries as many as the time allows, others each time.
"""

from pathlib import Path

import pytest

from tests.reader.fuzz import Reader, faults, kind, save
from tests.reader.mutations import NAME, Odd, make

KEPT = sorted(path for path in (Path(__file__).parent / "fuzzed").iterdir() if path.suffix != ".md")
SEED = 20_260_101


@pytest.mark.parametrize("part", range(10))
def test_no_made_text_breaks_the_reader(part: int) -> None:
    numbers = range(part * 26, part * 26 + 26)
    assert [(number, fault) for number in numbers for fault in faults(make(SEED, number, files=False))] == []


@pytest.mark.parametrize("part", range(4))
def test_no_made_file_breaks_the_way_in(part: int) -> None:
    numbers = range(part * 18 + 2, part * 18 + 20, 3)
    assert [(number, fault) for number in numbers for fault in faults(make(SEED, number, files=True))] == []


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_once_failed_is_read(path: Path) -> None:
    data = path.read_bytes()
    held = data.decode() if path.suffix == ".txt" else data
    assert faults(Odd(held, path.name, named=NAME in data.decode("utf-8", "replace"))) == []


def test_inputs_are_the_same_for_the_same_number_and_differ_otherwise() -> None:
    once = [make(7, number, files=True) for number in range(60)]
    assert once == [make(7, number, files=True) for number in range(60)]
    assert len({odd.data for odd in once}) == 60
    assert {odd.name for odd in once} >= {
        "pieces.txt",
        "endless.txt",
        "mutated.txt",
        "named.txt",
        "odd.html",
        "odd.docx",
        "odd.pdf",
    }


def test_an_error_is_a_fault_and_a_refusal_is_none() -> None:
    assert faults(Odd(b"PK\x03\x04 no archive", "odd.docx")) == []
    (fault,) = faults(Odd(None, "x.txt"))  # type: ignore[arg-type]
    assert kind(fault).startswith(("TypeError", "AttributeError"))


def test_a_process_that_reads_too_long_is_ended() -> None:
    reader = Reader(SEED, files=False)
    assert reader.take(0, patience=-1)[0] == ["took more than -1 s"]
    assert reader.process is None


def test_a_failing_input_is_kept_with_what_was_wrong(tmp_path: Path) -> None:
    path = save(Odd("12 vụ", "mutated.txt"), ["a fault"], tmp_path)
    assert path.read_text(encoding="utf-8") == "12 vụ"
    assert path.with_suffix(".why").read_text(encoding="utf-8") == "a fault"
