import pytest

from binhyen.reader.guard import COVER, mask_personal, secrecy_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT\nCÔNG AN TỈNH", "MẬT"), ("Công an tỉnh\nTỐI MẬT\nSố: 12", "TỐI MẬT"), ("TUYỆT MẬT", "TUYỆT MẬT"), ("Độ mật: Tối mật\nBáo cáo", "TỐI MẬT"),
        ("BỘ CÔNG AN\t\tMẬT\nBáo cáo", "MẬT"), ("(Lưu hành nội bộ)\nTài liệu", "Lưu hành nội bộ"), ("TÀI LIỆU LƯU HÀNH NỘI BỘ", "Lưu hành nội bộ"),
        ("Văn bản số 12-BC/TU (Mật)", "MẬT"), ("Căn cứ Kế hoạch số 5-KH/TU [Tối mật];\nBáo cáo", "TỐI MẬT"),
        ("Số 7-BC/TU, ngày 03/4/2020 (Tuyệt mật).", "TUYỆT MẬT"), ("Báo cáo\n(Mật)\nSố 7", "MẬT"), ("Số 9 (Độ mật: Mật)", "MẬT"),
        ("Báo cáo sơ kết - Lưu hành nội bộ", "Lưu hành nội bộ"), ("MẬT\nTUYỆT MẬT", "TUYỆT MẬT"),
    ],
)  # fmt: skip
def test_a_mark_that_stands_alone_is_found(text: str, mark: str) -> None:
    assert secrecy_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "Giữ bí mật nhà nước.",
        "Mật độ dân cư cao.",
        "Tài liệu không lưu hành nội bộ được công khai.",
        "Tuyệt mật là một mức độ mật.",
        "Bảo mật thông tin",
        "Giữ bí mật (mật)",
        "Công tác bảo mật (Mật khẩu)",
        "Bảo mật (theo quy định)",
        "Dân cư đông (Mật độ 1.200 người/km2)",
        "Văn bản (bí mật)",
        "Mức (Mật) do người ký quyết định.",
    ],
)
def test_the_word_in_prose_is_no_mark(text: str) -> None:
    assert secrecy_mark(text) is None


@pytest.mark.parametrize(
    "secret",
    [
        "034187001234",
        "034 187 001 234",
        "0912345678",
        "0912.345.678",
        "(0227) 3.831.234",
        "+84 912 345 678",
        "17B1-234.56",
        "30A-123.45",
        "29H1 23456",
    ],
)
def test_identity_phone_and_plate_numbers_are_covered_in_place(secret: str) -> None:
    text = f"Anh A, số {secret}, cung cấp 12 nguồn tin."
    masked, count = mask_personal(text)
    assert count == 1
    assert masked == text.replace(secret, COVER * len(secret))
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    "secret",
    [
        "０９１２３４５６７８", "0912\u200b345678", "0912\u00a0345\u00a0678", "0912\u2013345\u2013678", "0912\u00ad345678",
        "0012\ufeff03004567", "٠٩١٢٣٤٥٦٧٨", "0012\u206003004567",
    ],
)  # fmt: skip
def test_a_number_is_covered_however_its_digits_and_gaps_are_written(secret: str) -> None:
    text = f"Chị\u00a0B, số {secret}, ngày 05\u201310\u20132025 đến\u200b 1.474 hộ."
    assert mask_personal(text) == (text.replace(secret, COVER * len(secret)), 1)


def test_nine_digits_are_an_identity_number_only_after_a_cue() -> None:
    assert mask_personal("CMND số 151234567 do công an cấp")[1] == 1
    assert mask_personal("kinh phí 151234567 đồng")[1] == 0


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 22/10/2010",
        "48-CT/TW năm 2010",
        "1.920 mô hình",
        "1.234.567.890 đồng",
        "giai đoạn 2014-2019",
        "Nghị định 30/2020/NĐ-CP",
        "19/8/2005 - 19/8/2015",
        "826/829",
        "15 m 2000",
    ],
)
def test_counts_dates_money_and_symbols_are_kept(text: str) -> None:
    assert mask_personal(text) == (text, 0)
