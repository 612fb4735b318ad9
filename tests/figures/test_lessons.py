"""What decisions on proposals teach: grouped, counted, and a suggestion only where they all say the same."""

from __future__ import annotations

import pytest

from binhyen.figures.rules.lessons import Decided, counted_words, patterns, suggestions


def decided(n: int, measures: str, proposed: str, chosen: str = "", reason: str = "") -> list[Decided]:
    """The same decision on ``n`` texts."""
    return [Decided(text, measures, proposed, chosen, reason) for text in range(n)]


def said(*groups: list[Decided], times: int = 3, texts: int = 2) -> list[tuple[str, str, str]]:
    found = patterns(one for group in groups for one in group)
    return [(s.kind, s.pattern.measures, s.to) for s in suggestions(found, times=times, texts=texts)]


def test_words_that_are_always_set_aside_are_suggested_for_exclusion() -> None:
    rejected = decided(7, "tổ bầu cử", "SEC03", reason="not_a_figure")
    assert said(rejected) == [("exclude", "tổ bầu cử", "")]
    (pattern,) = patterns(rejected)
    assert (pattern.rejected, pattern.used, len(pattern.texts)) == (7, 0, 7)


def test_words_that_are_always_corrected_to_one_indicator_are_suggested_for_it() -> None:
    assert said(decided(3, "tổ tự quản", "MOD02", "MOD03")) == [("move", "tổ tự quản", "MOD03")]
    assert said(decided(3, "chốt gác", "", "FRC04")) == [("add", "chốt gác", "FRC04")]


def test_mixed_answers_suggest_nothing() -> None:
    rejected = decided(9, "tổ", "MOD03", reason="wrong_indicator")
    assert said(rejected, decided(1, "tổ", "MOD03", "MOD03")) == []
    assert said(decided(5, "tổ", "MOD03", "MOD02"), decided(1, "tổ", "MOD03", "MOD01")) == []
    assert said(rejected, decided(1, "tổ", "MOD03", "MOD02")) == []


def test_too_few_times_or_too_few_texts_suggest_nothing() -> None:
    assert said(decided(2, "tổ bầu cử", "SEC03")) == []
    assert said(decided(3, "tổ bầu cử", "SEC03"), times=4) == []
    one_text = [Decided(1, "tổ bầu cử", "SEC03", "", "") for _ in range(9)]
    assert said(one_text) == []
    assert said(one_text, texts=1) == [("exclude", "tổ bầu cử", "")]


def test_a_right_proposal_that_was_not_needed_teaches_nothing() -> None:
    assert patterns(decided(9, "tổ tự quản", "MOD03", reason="not_needed")) == []


@pytest.mark.parametrize(
    ("measures", "kept"),
    [
        ("tổ bầu cử", "tổ bầu cử"),
        ("buổi tuyên truyền tập trung tại", "buổi tuyên truyền tập"),
        ("đồng chí Nguyễn Văn", "đồng chí"),
        ("Nguyễn Văn An", ""),
        ("xã, phường", "xã, phường"),
        ("vụ 45", "vụ"),
        ("cơ sở tôn giáo", ""),
        ("vụ khiếu kiện đông", ""),
        ("", ""),
    ],
)
def test_only_words_of_the_genre_are_kept(measures: str, kept: str) -> None:
    assert counted_words(measures) == kept
