"""`binhyen read FOLDER --out FILE.jsonl`: complete, in order, once each, however often it is cut off."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from binhyen.cli.read import main
from tests.processes import ROOT
from tests.reader.spans import corpus_texts

TEXTS = dict(list(corpus_texts().items())[:50])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts in two folders, one file that is no text, and what is not read at all."""
    found = tmp_path / "vào"
    (found / "xã A").mkdir(parents=True)
    (found / ".git").mkdir()
    for place, (number, text) in enumerate(TEXTS.items()):
        (found / ("xã A" if place % 3 == 0 else ".") / f"{number}.txt").write_text(text, encoding="utf-8")
    (found / "hong.bin").write_bytes(b"\x00\xff" * 99)
    (found / ".git" / "x.txt").write_text("Bắt 12 vụ.")
    (found / "~$a.docx").write_bytes(b"x")
    return found


def lines(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_file_gives_a_line_in_the_order_of_names(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ra.jsonl"
    assert main([str(folder), "--out", str(out)]) == 1
    found = lines(out)
    names = [str(line["file"]) for line in found]
    assert names == sorted(names)
    assert len(names) == len(TEXTS) + 1
    refused = [line for line in found if "error" in line]
    assert [(line["file"], line["error"]) for line in refused] == [("hong.bin", "reader.binary")]
    assert "nhị phân" in str(refused[0]["sentence"])
    read = next(line for line in found if line["file"] == "xã A/001.txt")
    assert read["seed"] == "001.txt"
    assert read["kind"] == "txt"
    assert read["figures"]
    assert "trong đó 1 tệp không đọc được" in capsys.readouterr().err


def test_two_processes_write_the_same_as_one(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    main([str(folder), "--out", str(one)])
    main([str(folder), "--out", str(two), "--jobs", "2"])
    assert one.read_bytes() == two.read_bytes()


def test_an_output_inside_the_folder_is_not_read(folder: Path) -> None:
    out = folder / "ra.jsonl"
    for _ in range(2):
        assert main([str(folder), "--out", str(out)]) == 1
        assert len(lines(out)) == len(TEXTS) + 1


def test_what_was_read_is_kept_and_only_changes_are_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.jsonl"
    main([str(folder), "--out", str(out)])
    marked = [{**line, "marked": True} for line in lines(out)]
    out.write_text("".join(json.dumps(line) + "\n" for line in marked))
    (folder / "002.txt").write_text("Bắt 7 vụ.", encoding="utf-8")
    (folder / "003.txt").unlink()
    (folder / "000.txt").write_text("Bắt 5 vụ.", encoding="utf-8")
    main([str(folder), "--out", str(out)])
    found = lines(out)
    assert [line["file"] for line in found] == sorted(
        {str(line["file"]) for line in marked} - {"003.txt"} | {"000.txt"}
    )
    assert [line["file"] for line in found if "marked" not in line] == ["000.txt", "002.txt"]
    assert not out.with_name("ra.jsonl.part").exists()


@pytest.mark.parametrize("cut", [1, 40, 4000])
def test_a_half_line_at_the_end_is_repaired(folder: Path, tmp_path: Path, cut: int) -> None:
    out = tmp_path / "ra.jsonl"
    main([str(folder), "--out", str(out)])
    whole = out.read_bytes()
    out.write_bytes(whole[:-cut])
    main([str(folder), "--out", str(out)])
    assert out.read_bytes() == whole


def test_lines_of_another_kind_and_doubles_do_not_stay(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.jsonl"
    main([str(folder), "--out", str(out)])
    whole = out.read_bytes()
    first, rest = whole.split(b"\n", 1)
    out.write_bytes(first + b"\n[1]\nkh\xc3\xb4ng\n" + rest + first + b"\n")
    main([str(folder), "--out", str(out)])
    assert out.read_bytes() == whole


def test_a_file_of_other_content_is_not_written_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ghi-chep.txt"
    out.write_text("Ghi chép\ncủa tôi")
    assert main([str(folder), "--out", str(out)]) == 2
    assert out.read_text() == "Ghi chép\ncủa tôi"
    assert "không phải kết quả của lệnh này" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="cuts off a process by a signal")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_was_killed_goes_on_to_the_same_lines(folder: Path, tmp_path: Path, jobs: str) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "ra.jsonl"
    for copy in range(3):
        for number, text in TEXTS.items():
            (folder / f"{number}-{copy}.txt").write_text(text * 3, encoding="utf-8")
    main([str(folder), "--out", str(whole)])
    for least in (1, 60, 130):
        running = start(folder, out, jobs)
        wait_for_lines(out, least, running)
        running.kill()
        running.wait()
        assert whole.read_bytes().startswith(out.read_bytes()[: out.read_bytes().rfind(b"\n") + 1])
    assert start(folder, out, jobs).wait() == 1
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_an_interrupted_run_says_so_and_leaves_whole_lines(folder: Path, tmp_path: Path) -> None:
    for copy in range(8):
        for number, text in TEXTS.items():
            (folder / f"{number}-{copy}.txt").write_text(text * 3, encoding="utf-8")
    out = tmp_path / "ra.jsonl"
    running = start(folder, out, "2")
    wait_for_lines(out, 5, running)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate()
    assert running.returncode == 130
    assert "Traceback" not in err
    assert "Chạy lại lệnh này" in err
    assert out.read_bytes().endswith(b"\n")
    assert 5 <= len(lines(out)) < len(TEXTS) * 9


def start(folder: Path, out: Path, jobs: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "binhyen.cli", "read", str(folder), "--out", str(out), "--jobs", jobs],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def wait_for_lines(out: Path, least: int, running: "subprocess.Popen[str]") -> None:
    while (not out.exists() or out.read_bytes().count(b"\n") < least) and running.poll() is None:
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["khong-co", "--out", "ra.jsonl"], "cần đúng một thư mục"),
        (["vào", "vào", "--out", "ra.jsonl"], "cần đúng một thư mục"),
        (["vào", "--out", "khong-co/ra.jsonl"], "thư mục chứa tệp chưa có"),
        (["vào", "--out", "vào"], "đây là thư mục"),
        (["vào", "--out", "ra.jsonl", "--jobs", "0"], "từ 1 đến 64"),
        (["vào", "--json"], "--out"),
        (["vào/001.txt", "vào/002.txt", "--akn"], "chỉ một tệp"),
    ],
)
def test_wrong_input_is_one_sentence(
    arguments: list[str], words: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert words in err
    assert not (folder.parent / "ra.jsonl").exists()


def test_a_paper_is_printed_as_akoma_ntoso(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder / "002.txt"), "--akn"]) == 0
    assert "<akomaNtoso" in capsys.readouterr().out
