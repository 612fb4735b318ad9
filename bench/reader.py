"""The promises of the reader: its speed, memory and start, and how well it reads. ``python3 run.py bench reader [--json]``."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bench.measuring.environment import made_from
from bench.measuring.processes import ROOT, clean_environment
from bench.measuring.promises import CannotMeasure, Promise, measured, tell
from bench.measuring.prose import ORDINARY, text
from bench.measuring.scoring import LAYERS, Count, Linking, linking, score, total

Value = tuple[float, dict[str, Any]]
CORPUS = ROOT / "tests" / "reader" / "corpus"
TUNED = 207
"""Texts of the blind folder up to this number were seen while rules were written; its README says so of each."""
EXACT, SEEN, UNSEEN = (
    "tests/reader/corpus: exact answers, made with the reader",
    f"tests/reader/corpus/blind up to b{TUNED}: answers made without it, rules tuned since",
    f"tests/reader/corpus/blind after b{TUNED}: never seen while a rule was written",
)
SEED = 3
ROUNDS = 5
TOOLKIT_ROUNDS = 3
STARTS = 15


def main(arguments: list[str]) -> int:
    """Measure, print, and give 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(prog="run.py bench reader")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=["speed", "toolkit", "quality"], help="measure this part alone")
    given = parser.parse_args(arguments)
    promises: list[Promise] = []
    if given.only in (None, "quality"):
        promises += quality()
    if given.only in (None, "speed"):
        promises += speed()
    if given.only in (None, "toolkit"):
        promises.append(measured("vs_underthesea", 20, beside_toolkit, better="more"))
    print()
    return tell("reader", promises, as_json=given.json)


# Speed, memory, start


def speed() -> list[Promise]:
    """Long texts in processes of their own, short and long ones in turn; then the start of the command."""
    with tempfile.TemporaryDirectory(prefix="binhyen-bench-") as folder:
        return [
            measured("mb_per_s", 1, lambda: mb_per_s(readings(folder)), better="more"),
            measured("growth_10x", 11, lambda: growth(readings(folder))),
            measured("rss_mb", 150, lambda: memory(readings(folder), Path(folder))),
            measured("start_s", 0.3, lambda: start(Path(folder))),
        ]


@cache
def readings(folder: str) -> dict[int, list[dict[str, float]]]:
    """Each text read several times, by its size in MB."""
    found: dict[int, list[dict[str, float]]] = {1: [], 10: []}
    for size in found:
        (Path(folder) / f"{size}.txt").write_text(text(size * 1_000_000, SEED, ORDINARY), encoding="utf-8", newline="")
    for n in range(ROUNDS):
        for size in (1, 10) if n % 2 == 0 else (1,):
            found[size].append(json.loads(run(["bench.measuring.reading", f"{folder}/{size}.txt"])))
            print(f"… {size} MB: {found[size][-1]['processor_s']:.2f} s", file=sys.stderr, flush=True)
    for size, runs in found.items():
        _tell_readings(size, runs)
    return found


def run(arguments: Sequence[str]) -> str:
    """What a module of ours prints, run by this Python in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotMeasure(f"{arguments[0]}: {done.stderr[-400:]}")
    return done.stdout


def _tell_readings(size: int, runs: Sequence[dict[str, float]]) -> None:
    one = runs[0]
    held = ", ".join(
        f"{one[name]:.0f} {name}" for name in ("numbers", "figures", "references", "tasks", "contradictions")
    )
    print(f"\nA made text of {size} MB, seed {SEED}, read {len(runs)} times ({held}): medians")
    for name, words in (
        ("processor_s", "reading, one core"), ("wall_s", "reading, clock"), ("numbers_s", "decoding and one search for numbers"),
        ("bytes_s", "fetching the bytes"),
    ):  # fmt: skip
        print(f"  {words:38} {_median(runs, name):10.4f} s   {spread(one[name] for one in runs)}")
    print(f"  {'peak of the process':38} {max(one['peak_mb'] for one in runs):8.0f} MB")


def _median(runs: Iterable[dict[str, float]], name: str) -> float:
    return statistics.median(one[name] for one in runs)


def spread(values: Iterable[float]) -> str:
    """The smallest and the largest of several measurements."""
    held = sorted(values)
    return f"({held[0]:.3g}–{held[-1]:.3g})"


def mb_per_s(runs: dict[int, list[dict[str, float]]]) -> Value:
    """MB of UTF-8 in a second of one core, the text of 1 MB; beside it by the clock, and against what cannot be saved."""
    taken = _median(runs[1], "processor_s")
    size = runs[1][0]["mb"]
    return size / taken, {
        "spread": spread(one["mb"] / one["processor_s"] for one in runs[1]),
        "by_the_clock": round(size / _median(runs[1], "wall_s"), 3),
        "times_one_search_for_numbers": round(taken / _median(runs[1], "numbers_s")),
        "on_short_texts_kb_per_s": round(short_texts()),
        "as_a_directive": round(best_mb_per_s(DIRECTIVE + text(1_000_000, SEED, ORDINARY)), 3),
        "figures_a_kb": round(runs[1][0]["figures"] / size / 1000, 1),
        "packed_like_the_corpus": round(best_mb_per_s(text(1_000_000, SEED)), 3),
    }


def short_texts() -> float:
    """kB of UTF-8 in a second of one core over the corpus, each text by itself: the best of three."""
    from binhyen.reader import read

    texts = [one.read_bytes().decode() for one in annotated()]
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for one in texts:
            read(one)
        best = min(best, time.process_time() - began)
    return sum(len(one.encode()) for one in texts) / 1000 / best


DIRECTIVE = "TỈNH ỦY SƠN MINH\nSố 12-CT/TU\nSơn Minh, ngày 5 tháng 3 năm 2024\nCHỈ THỊ\nvề tăng cường bảo đảm an ninh, trật tự\n"


def best_mb_per_s(made: str) -> float:
    """MB of UTF-8 in a second of one core, the best of three: a text with the head of a directive, or one full of figures."""
    from binhyen.reader import read

    if made.startswith(DIRECTIVE) and not read(made).tasks:
        raise CannotMeasure("the made directive was not read as one")
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        read(made)
        best = min(best, time.process_time() - began)
    return len(made.encode()) / 1e6 / best


def growth(runs: dict[int, list[dict[str, float]]]) -> Value:
    """How many times longer the text of 10 MB takes than the one of 1 MB: the median of the pairs of one round."""
    pairs = [ten["processor_s"] / one["processor_s"] for one, ten in zip(runs[1][::2], runs[10], strict=True)]
    size = runs[10][0]["mb"] / runs[1][0]["mb"]
    return statistics.median(pairs), {"spread": spread(pairs), "times_as_long": round(size, 2)}


def memory(runs: dict[int, list[dict[str, float]]], folder: Path) -> Value:
    """The peak of ``binhyen read FILE --json`` on the 10 MB text; beside it that of a process that keeps the whole reading."""
    kept = {
        "keeping_the_reading_mb": max(one["peak_mb"] for one in runs[10]),
        "of_1_mb": max(one["peak_mb"] for one in runs[1]),
    }
    return peak_of_command(folder / "10.txt"), {name: round(value) for name, value in kept.items()}


PEAK = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == 'darwin' else 1024) / 1e6)\n"
)
"""Run by a small process, because the peak of a child counts from what its parent held when it began."""


def peak_of_command(file: Path) -> float:
    """The peak of ``binhyen read FILE --json`` in MB."""
    command = [sys.executable, "-c", PEAK, sys.executable, "-m", "binhyen.cli", "read", str(file), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasure(f"binhyen read: {done.stderr[-400:]}")
    return float(done.stdout)


def start(folder: Path) -> Value:
    """Seconds of ``binhyen read`` on a short text, from the command to its end: the median of several."""
    file = folder / "short.txt"
    file.write_text("Công an tỉnh bắt 12 đối tượng.\n", encoding="utf-8")
    commands = {"read": ["-m", "binhyen.cli", "read", str(file)], "python": ["-c", "pass"]}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    worked: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, arguments in commands.items():
            began, before = time.perf_counter(), os.times()
            subprocess.run(
                [sys.executable, *arguments], cwd=ROOT, env=clean_environment(), check=True, capture_output=True
            )
            taken[name].append(time.perf_counter() - began)
            after = os.times()
            worked[name].append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
    return statistics.median(taken["read"]), {
        "spread": spread(taken["read"]),
        "processor_s": round(statistics.median(worked["read"]), 3),
        "python_alone_s": round(statistics.median(taken["python"]), 3),
    }


# Beside what a person would use instead


def beside_toolkit() -> Value:
    """How many times faster the reader is than a toolkit that finds numbers, nouns and names: same texts, same process."""
    python = made_from(ROOT / "bench" / "requirements-reader.lock")
    files = annotated()
    texts = [one.read_bytes().decode() for one in files]
    done = subprocess.run(
        [python, "-m", "bench.measuring.segmenting", str(TOOLKIT_ROUNDS)],
        cwd=ROOT, env=clean_environment(), input=json.dumps(texts), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CannotMeasure(f"the toolkit did not run: {done.stderr[-400:]}")
    told = json.loads(done.stdout)
    kb = sum(len(one.encode()) for one in texts) / 1000
    taken = {step: statistics.median(values) for step, values in told["seconds"].items()}
    print(
        f"\nunderthesea {told['version']} and the reader, {len(texts)} texts, {kb:.0f} kB, {TOOLKIT_ROUNDS} rounds: medians"
    )
    for step, seconds in taken.items():
        rates = spread(kb / one for one in told["seconds"][step])
        print(f"  {step:10} {kb / seconds:9.0f} kB/s {rates:14} {seconds / taken['reader']:8.1f} × the reader")
    ratios = {f"by_{step}": round(taken[step] / taken["reader"], 1) for step in taken if step != "reader"}
    theirs = sum((_figures_alone(file, found) for file, found in zip(files, told["figures"], strict=True)), Count())
    return taken["names"] / taken["reader"], {
        "version": told["version"],
        **ratios,
        "figures_f1_of_its_numbers_and_nouns": round(theirs.f1, 3),
    }


def _figures_alone(file: Path, figures: list[dict[str, Any]]) -> Count:
    wanted = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    return score(wanted, {**wanted, "figures": figures, "inconsistencies": []})["figures_unit"]


# How well it reads


def annotated() -> list[Path]:
    """Every annotated text."""
    return sorted(one for one in CORPUS.rglob("*.txt") if one.with_suffix(".json").exists())


def group(file: Path) -> str:
    """Whether the answer of a text was made with the reader, or without it, and whether rules were tuned on it since."""
    if file.parent == CORPUS:
        return EXACT
    return SEEN if int(file.stem[1:]) <= TUNED else UNSEEN


def quality() -> list[Promise]:
    """Precision and recall of every layer, group by group; promised on the texts to which no answer was fitted."""
    counts: dict[str, list[dict[str, Count]]] = {}
    links: dict[str, list[Linking]] = {}
    for file in annotated():
        wanted, got = answers(file)
        counts.setdefault(group(file), []).append(score(wanted, got))
        links.setdefault(group(file), []).append(linking(wanted, got))
    for name, held in counts.items():
        _tell_layers(name, len(held), total(held), sum(links[name], Linking()))
    blind = [name for name in counts if name != EXACT]
    found = total(one for name in blind for one in counts[name])
    linked = sum((one for name in blind for one in links[name]), Linking())
    return [
        measured("corpus_references_f1", 0.97, lambda: f1(found["references"]), better="more"),
        measured("corpus_figures_f1", 0.95, lambda: f1(found["figures"]), better="more"),
        measured("corpus_figures_unit_f1", 0.92, lambda: f1(found["figures_unit"]), better="more"),
        measured("corpus_contradictions_f1", 0.85, lambda: f1(found["inconsistencies"]), better="more"),
        measured("corpus_indicator_accuracy", 0.85, lambda: accuracy(linked), better="more"),
    ]


def answers(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a careful clerk finds in a text, and what the reader finds."""
    from binhyen.reader import read
    from binhyen.reader.output import as_json

    wanted = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    return wanted, as_json(read(file.read_bytes().decode()), file.name)


def f1(count: Count) -> Value:
    """F1 with precision and recall beside it."""
    if not count.wanted:
        raise CannotMeasure("no text with such a thing is annotated")
    both = {"precision": round(count.precision, 3), "recall": round(count.recall, 3)}
    return count.f1, {**both, "right": count.right, "proposed": count.proposed, "wanted": count.wanted}


def accuracy(link: Linking) -> Value:
    """Of the figures whose indicator is annotated, those linked to it; a figure that was not found counts as wrong."""
    if not link.figures:
        raise CannotMeasure("no figure is annotated with its indicator")
    return link.right / link.figures, {
        "figures": link.figures,
        "of_those_found": round(link.right / link.found, 3) if link.found else None,
        "of_those_with_an_indicator": round(link.right_with_code / link.with_code, 3) if link.with_code else None,
    }


def _tell_layers(name: str, texts: int, counts: dict[str, Count], link: Linking) -> None:
    print(f"\n{name}: {texts} texts")
    print(f"  {'layer':16} {'precision':>9} {'recall':>7} {'F1':>6} {'right':>7} {'proposed':>9} {'wanted':>7}")
    for layer in LAYERS:
        one = counts[layer]
        figures = f"{one.precision:9.3f} {one.recall:7.3f} {one.f1:6.3f} {one.right:7} {one.proposed:9} {one.wanted:7}"
        print(f"  {layer:16} {figures}")
    print(
        f"  indicators: {link.right} of {link.figures} right ({link.right_with_code} of {link.with_code} that have one)"
    )


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
