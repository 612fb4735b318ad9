import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from binhyen.cli.read import main
from tests.reader.spans import CORPUS, corpus_texts

ROOT = Path(__file__).resolve().parents[2]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KEYS = ["seed", "document", "references", "figures", "tasks", "awards", "inconsistencies"]


def test_one_file_gives_one_object_in_the_annotated_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CORPUS / "001.txt"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == KEYS
    assert answer["seed"] == "001.txt"


def test_several_files_give_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CORPUS / "001.txt"), str(CORPUS / "002.txt"), "--json"]) == 0
    assert [json.loads(line)["seed"] for line in capsys.readouterr().out.splitlines()] == ["001.txt", "002.txt"]


def test_standard_input_is_a_dash(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Bắt 12 vụ.".encode()), encoding="utf-8"))
    assert main(["-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0]["value"] == 12


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("trong.txt", b"", "trống"), ("nhiphan.bin", b"\x00\x01" * 99, "nhị phân"), ("word.docx", b"PK\x03\x04", ".docx"),
        ("vni.txt", "Coâng an tænh ñaõ toå chöùc hoäi nghò sô keát, Đảng ủy dự".encode(), "VNI"), ("cu.doc", OLE + b"\0" * 900, "Word cũ"),
        ("gia.pdf", b"\x00\xff" * 99, "PDF"), ("anh.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 99, "ảnh"),
        ("lon.txt", b"a" * (20 * 1024 * 1024 + 1), "20 MB"), ("khongco.txt", None, "Không có tệp"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_nothing_is_half_printed(
    name: str, data: bytes | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    assert main([str(CORPUS / "001.txt"), str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert words in err
    assert name in err


def test_the_command_loads_no_framework_and_starts_at_once() -> None:
    code = "import sys; from binhyen.cli.read import main; main([sys.argv[1], '--json']); sys.exit(any(m.startswith('django') for m in sys.modules))"
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(CORPUS / "001.txt")], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert time.perf_counter() - begin < 3  # 0.3 s is measured by the benchmark, on a quiet machine


def test_a_pipe_that_closes_early_ends_without_a_word() -> None:
    code = "import sys; from binhyen.cli.read import main; sys.exit(main(sys.argv[1:]))"
    files = [str(CORPUS / f"{number}.txt") for number in corpus_texts()] * 2
    with subprocess.Popen(
        [sys.executable, "-c", code, *files, "--json"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=30) == 0
