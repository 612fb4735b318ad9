import csv
import re
from pathlib import Path

from binhyen.reader import Place, Vocabulary, built_in, read

CATALOGUE = Path(__file__).resolve().parents[2] / "binhyen" / "figures" / "data"


def test_the_built_in_vocabulary_has_all_province_names() -> None:
    assert len({place.name for place in built_in().places}) == 64  # 63, and Huế in its new name


def test_places_come_from_the_vocabulary_that_is_given() -> None:
    mine = Vocabulary((Place("Tỉnh Mẫu", ("Mẫu",)),), (), ())
    reading = read("Công an Tỉnh Mẫu sơ kết công tác, mở 5 lớp tập huấn.", mine)
    assert reading.document.place == "Tỉnh Mẫu"
    assert reading.figures[0].codes == ()


def test_every_cue_names_indicators_of_the_catalogue() -> None:
    codes = set()
    for path in CATALOGUE.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            codes |= {row["code"] for row in csv.DictReader(file) if "code" in row}
    named = {code for cue in built_in().indicators for code in cue.codes}
    assert all(re.fullmatch(r"[A-Z]{3}\d{2}", code) for code in named)
    assert named - codes == set()
