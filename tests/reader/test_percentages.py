"""What a percentage is a share of, where the words beside it name something else."""

import pytest

from binhyen.reader import read


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Điều tra đạt chỉ tiêu đề ra (năm 2016 đạt 70,75%, năm 2017 đạt 72%).", [None, None]),
        ("Có 26% vụ tai nạn do vi phạm làn đường, 8,77% vi phạm tốc độ, 8,86% do chuyển hướng.", ["vụ", "vụ", "vụ"]),
        ("Có 40 mô hình, 77,5% hoạt động tốt.", ["mô hình", "mô hình"]),
        ("Hoàn thành 9/11 chỉ tiêu (81,8%).", ["chỉ tiêu", "chỉ tiêu"]),
        ("Số chỉ tiêu hoàn thành đạt 90%.", ["chỉ tiêu"]),
    ],
)
def test_a_share_is_of_what_was_counted_not_of_what_it_did_or_was_to_reach(text: str, nouns: list[str | None]) -> None:
    assert [figure.unit for figure in read(text).figures] == nouns
