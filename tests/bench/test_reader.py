import json
from pathlib import Path

import pytest

from bench.measuring.processes import peak_mb
from bench.measuring.promises import CannotMeasure
from bench.measuring.scoring import Count, Linking
from bench.measuring.segmenting import figures_of
from bench.reader import EXACT, SEEN, TUNED, UNSEEN, accuracy, annotated, f1, group, growth, run


def test_growth_is_that_of_the_readings_of_one_round() -> None:
    def taken(*seconds: float) -> list[dict[str, float]]:
        return [{"processor_s": one, "mb": 1.0} for one in seconds]

    value, beside = growth({1: taken(1.0, 9.0, 2.0, 9.0, 1.0), 10: taken(10.0, 22.0, 30.0)})
    assert value == 11
    assert beside["spread"] == "(10–30)"


def test_quality_without_anything_annotated_is_not_measured() -> None:
    with pytest.raises(CannotMeasure):
        f1(Count(0, 3, 0))
    with pytest.raises(CannotMeasure):
        accuracy(Linking())
    assert f1(Count(3, 4, 4))[0] == 0.75
    assert accuracy(Linking(figures=10, found=9, right=8, with_code=5, right_with_code=4))[0] == 0.8


def test_texts_are_told_apart_by_who_wrote_their_answers_and_who_saw_them() -> None:
    assert {group(file) for file in annotated()} >= {EXACT, SEEN}
    assert group(Path(f"corpus/blind/b{TUNED}.txt")) == SEEN
    assert group(Path(f"corpus/blind/b{TUNED + 1}.txt")) == UNSEEN


def test_numbers_and_nouns_are_taken_from_tagged_words() -> None:
    text = "Năm 2019 có 2.190 tổ, 98,5 % hộ và 12 vụ."
    words = [("Năm", "N"), ("2019", "M"), ("có", "V"), ("2.190 tổ", "N"), (",", "CH"), ("98,5", "M"), ("%", "N"), ("hộ", "N"), ("và", "C"), ("12", "M"), ("vụ", "N")]  # fmt: skip
    found = figures_of(text, words)
    assert [(one["value"], one["unit"], one["is_percent"]) for one in found] == [
        (2190, "tổ", False),
        (98.5, None, True),
        (12, "vụ", False),
    ]
    assert [text[one["start"] : one["end"]] for one in found] == ["2.190 tổ", "98,5", "12"]


def test_a_reading_in_a_process_of_its_own_tells_time_and_peak(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell the peak of a process")
    (tmp_path / "short.txt").write_text("Công an tỉnh bắt 12 đối tượng.\n" * 3, encoding="utf-8")
    told = json.loads(run(["bench.measuring.reading", str(tmp_path / "short.txt")]))
    assert told["numbers"] == 3
    assert told["processor_s"] > 0
    assert 5 < told["peak_mb"] < 100
    assert peak_mb() > 5
