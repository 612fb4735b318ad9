import re
from pathlib import Path

from binhyen.reader.cues import CUES, TOPICS
from binhyen.reader.triggers import Triggers

CORPUS = Path(__file__).parent / "corpus"


def test_no_pattern_of_a_cue_or_topic_is_hidden_from_a_text_that_it_matches() -> None:
    patterns = sorted({cue.words[0] for cue in CUES if cue.words} | set(TOPICS.values()))
    triggers = Triggers(patterns)
    stretches = [
        line[start : start + 90]
        for file in sorted(CORPUS.glob("*.txt"))
        for line in file.read_text(encoding="utf-8").lower().splitlines()
        for start in range(0, len(line), 90)
    ]
    told = {stretch: triggers.within(stretch) for stretch in stretches}
    found = 0
    for pattern in patterns:
        for stretch in filter(re.compile(pattern).search, stretches):
            found += 1
            assert triggers.bits[pattern] & told[stretch], (pattern, stretch)
    assert found > 1000


def test_only_patterns_that_may_begin_in_a_word_are_told() -> None:
    triggers = Triggers([r"hòa giải|tổ (?:viên|trưởng)", r"(?<!\w)(?:dự|nghe)(?!\w)", r"khẩu?", r"\d vụ"])
    of = triggers.bits
    always = of[r"\d vụ"]
    assert triggers.within("hòa giải") == of[r"hòa giải|tổ (?:viên|trưởng)"] | always
    assert (
        triggers.within("tổ viên dự họp")
        == of[r"hòa giải|tổ (?:viên|trưởng)"] | of[r"(?<!\w)(?:dự|nghe)(?!\w)"] | always
    )
    assert triggers.within("khẩ") == of["khẩu?"] | always
    assert triggers.within("tổng số") == always
