"""Pasting 500 x 20 cells into the grid, and 2,000 x 20: in a real Chromium, against a real server.

Beside it stands what the browser itself needs.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.measuring.processes import ROOT, clean_environment, free_port, served
from bench.measuring.promises import CannotMeasure
from bench.measuring.sheets import COLUMNS, COMMUNE, FORM, PASSWORD, ROWS, USER

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 5
LARGE_ROWS, LARGE_ROUNDS = 2000, 3
MONTHS = ("2026-01-01_2026-01-31", "2026-02-01_2026-02-28", "2026-03-01_2026-03-31", "2026-04-01_2026-04-30",
          "2026-05-01_2026-05-31")  # fmt: skip
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

# Seconds from the paste until the browser has painted it, and until the page says that it is saved; then the undo.
PASTE = """async ([rows, columns, extra]) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const saved = () => new Promise((done) => {
    const look = () => (document.getElementById("da-luu").textContent.startsWith("Đã lưu") ? done() : setTimeout(look, 5));
    look();
  });
  const block = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => String(1000 + ((r * columns + c + extra) % 8000))).join("\\t")).join("\\r\\n");
  const first = document.querySelector("#bieu input[name^='v:'][data-s]");
  first.focus();
  const board = new DataTransfer();
  board.setData("text/plain", block + "\\r\\n");
  const times = [performance.now()];
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true }));
  await painted();
  times.push(performance.now());
  await saved();
  times.push(performance.now());
  const last = [...document.querySelectorAll("#bieu input[name^='v:'][data-s]")].pop().value;
  const before = performance.now();
  first.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true, cancelable: true }));
  await painted();
  const undone = performance.now() - before;
  await saved();
  return { screen: (times[1] - times[0]) / 1000, stored: (times[2] - times[0]) / 1000, undone: undone / 1000, last };
}"""

# The least that a browser needs: the same number of bare inputs in a table, set by the shortest script, and painted.
BARE = """async ([rows, columns]) => {
  const table = document.createElement("table");
  table.innerHTML = Array(rows).fill(`<tr>${"<td><input></td>".repeat(columns)}</tr>`).join("");
  document.body.replaceChildren(table);
  const inputs = [...table.querySelectorAll("input")];
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const began = performance.now();
  inputs.forEach((input, n) => { input.value = 1000 + n; });
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return (performance.now() - began) / 1000;
}"""


def paste(rows: int = ROWS, columns: int = COLUMNS) -> dict[str, Any]:
    """Seconds, medians of ``ROUNDS`` months: ``paste_screen_s``, ``paste_stored_s``, ``paste_undone_s`` and what stands beside.

    ``paste_stored_s`` counts from the paste to "Đã lưu" on the page: sent, checked, stored, answered.
    Raises ``CannotMeasure`` where there is no Chromium.
    """
    rounds, bare = _rounds(rows, columns, ROUNDS)
    screen, stored, undone = (_median(rounds, name) for name in ("screen", "stored", "undone"))
    return {
        "paste_screen_s": screen, "paste_stored_s": stored, "paste_undone_s": undone, "cells": rows * columns,
        "bare_inputs_s": round(bare, 3), "times_the_bare_inputs": round(screen / bare, 1) if bare else None,
        "stored_worst_s": max(round(one["stored"], 3) for one in rounds), "rounds": len(rounds),
        **paste_large(),
    }  # fmt: skip


def paste_large(rows: int = LARGE_ROWS, columns: int = COLUMNS) -> dict[str, Any]:
    """The same with 40,000 cells, the largest sheet that is promised: until the page is open, painted, stored, undone."""
    rounds, _ = _rounds(rows, columns, LARGE_ROUNDS)
    said = {f"large_{name}_s": _median(rounds, name) for name in ("opened", "screen", "stored", "undone")}
    return {"large_cells": rows * columns, **said}


def _rounds(rows: int, columns: int, count: int) -> tuple[list[dict[str, Any]], float]:
    """The rounds, a month each, and the median of as many settings of bare inputs."""
    with tempfile.TemporaryDirectory(prefix="binhyen-grid-") as temporary:
        folder = Path(temporary) / "var"
        folder.mkdir()
        _make(folder, rows, columns)
        port = free_port()
        command = [sys.executable, "-m", "binhyen.config.serving", "--dir", str(folder), "--port", str(port)]
        with served(command, port, ROOT, clean_environment()) as server, browsing() as page:
            _sign_in(page, server.url)
            rounds = [_round(page, server.url, month, rows, columns, n) for n, month in enumerate(MONTHS[:count])]
            bare = statistics.median(float(page.evaluate(BARE, [rows, columns])) for _ in range(count))
    return rounds, bare


def _median(rounds: list[dict[str, Any]], name: str) -> float:
    return round(statistics.median(float(one[name]) for one in rounds), 3)


def _make(folder: Path, rows: int, columns: int) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "bench.measuring.sheets"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**clean_environment(BINHYEN_DATA_DIR=str(folder), SHEET_ROWS=str(rows), SHEET_COLUMNS=str(columns)),
             "DJANGO_SETTINGS_MODULE": "binhyen.config.settings"},
    )  # fmt: skip
    if made.returncode:
        raise CannotMeasure(f"the sheet was not made: {made.stderr[-600:]}")


@contextmanager
def browsing() -> Iterator[Page]:
    """A window of a real Chromium."""
    found = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise CannotMeasure("Chromium is not installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise CannotMeasure("playwright is not installed: requirements-dev.lock") from error
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=FLAGS)
        page = running.new_context(locale="vi-VN", viewport={"width": 1440, "height": 900}).new_page()
        page.set_default_timeout(60_000)
        yield page
        running.close()


def _sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(USER)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{url}/")


def _round(page: Page, url: str, month: str, rows: int, columns: int, n: int) -> dict[str, Any]:
    address = f"{url}/so-lieu/bieu/{FORM}/{COMMUNE}/{month}/"
    began = time.monotonic()
    page.goto(address)
    opened = time.monotonic() - began
    found: dict[str, Any] = page.evaluate(PASTE, [rows, columns, n])
    if not found["last"]:
        raise CannotMeasure("the paste did not reach the last cell")
    return {**found, "opened": opened}


if __name__ == "__main__":
    print(paste())
