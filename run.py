#!/usr/bin/env python3
"""Sets Bình Yên up and runs it. Needs nothing but Python 3.11 or later; ``python3 run.py help`` lists the commands."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
DATA = ROOT / "var"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST = (3, 11)

HELP = """\
Cách dùng: python3 run.py [lệnh] [tùy chọn]

  demo               (mặc định) cài đặt, tạo dữ liệu minh họa nếu chưa có, mở trang
                     --port N      cổng, mặc định 8000
                     --no-serve    chuẩn bị xong thì dừng
                     --fresh       bỏ dữ liệu minh họa cũ, tạo lại
  test [ĐỐI SỐ…]     chạy kiểm thử (pytest) trên SQLite
                     --database postgresql   chạy trên một máy chủ PostgreSQL riêng
  check              định dạng, quy tắc mã, kiểu, hợp đồng giữa các phòng, tài liệu khớp mã
  bench TÊN          đo hiệu năng; --json in kết quả cho máy đọc
  docs               tạo lại tài liệu tham chiếu trong docs/reference
  help               in trang này
"""


class Refused(Exception):
    """Something is missing or wrong; the text says what and what to do."""


# Setting up


def need_python(version: Sequence[int]) -> None:
    """Refuse a Python older than 3.11."""
    if tuple(version[:2]) < OLDEST:
        raise Refused(
            f"Cần Python 3.11 trở lên; đây là Python {version[0]}.{version[1]}.\n"
            f"(Python 3.11 or later is needed; this is {version[0]}.{version[1]}.) Ví dụ: python3.11 run.py"
        )


def stamp(lock: Path) -> str:
    """What an installation was made from: the project file, the lock, this Python and this folder."""
    digest = hashlib.sha256()
    for part in ((ROOT / "pyproject.toml").read_bytes(), lock.read_bytes(), sys.version.encode(), str(ROOT).encode()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def set_up(dev: bool) -> None:
    """Make ``.venv`` hold what ``requirements.lock`` names (``requirements-dev.lock`` for developers' commands).

    Does nothing when the stamp of an earlier set-up still fits.
    """
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    kept = VENV / f"binhyen-{'dev' if dev else 'run'}.stamp"
    wanted = stamp(lock)
    if PYTHON.exists() and kept.exists() and kept.read_text() == wanted:
        return
    print("Đang cài đặt vào .venv (lần đầu mất khoảng một phút)…", flush=True)
    make_venv()
    kept.unlink(missing_ok=True)
    install("--require-hashes", "-r", str(lock))
    install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    kept.write_text(wanted)


def make_venv() -> None:
    """An environment of this Python in ``.venv``; one made by another Python version is made anew."""
    if PYTHON.exists() and venv_version() == list(sys.version_info[:2]):
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        raise Refused(
            "Python này thiếu ensurepip, nên không tạo được môi trường riêng.\n"
            "Trên Debian, Ubuntu: sudo apt-get install python3-venv   (install the package python3-venv)"
        ) from None
    try:
        venv.create(str(VENV), with_pip=True, clear=VENV.exists(), symlinks=not WINDOWS)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refused(f"Không tạo được .venv: {error}") from error


def venv_version() -> list[int]:
    """The Python version inside ``.venv``; empty when it does not run."""
    code = "import sys, json; print(json.dumps(sys.version_info[:2]))"
    done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    return list(json.loads(done.stdout)) if done.returncode == 0 else []


def install(*arguments: str) -> None:
    """Install into ``.venv``: with uv where it is at hand (much quicker), otherwise, or when uv fails, with pip."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(PYTHON.parent))
    if uv:
        done = subprocess.run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *arguments], check=False)
        if done.returncode == 0:
            return
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(pip, check=False, cwd=str(ROOT)).returncode:
        raise Refused(
            "Cài đặt không xong: xem lỗi của pip ở trên. (pip failed; see above.) Cần mạng ở lần cài đầu tiên."
        )


# Commands


def module(*arguments: str, env: dict[str, str] | None = None) -> int:
    """Run ``python -m …`` of the environment in the project folder; its exit status."""
    return run([str(PYTHON), "-m", *arguments], env)


def script(name: str, *arguments: str) -> int:
    """Run a program that a package has put into the environment; its exit status."""
    return run([str(PYTHON.with_name(name)), *arguments], None)


def run(command: list[str], env: dict[str, str] | None) -> int:
    """Run a command in the project folder; its exit status."""
    wanted = {**os.environ, "PYTHONUTF8": "1", **(env or {})}
    return subprocess.run(command, cwd=str(ROOT), env=wanted, check=False).returncode


def demo(arguments: list[str]) -> int:
    """Set up, build the demo where there is none, say how to sign in, and serve it."""
    parser = argparse.ArgumentParser(prog="run.py demo", add_help=False)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    given = parser.parse_args(arguments)
    set_up(dev=False)
    made = DATA / "demo.json"
    if given.fresh or not made.exists():
        build = ["binhyen.cli", "demo", "build", "--dir", str(DATA)]
        status = module(*build, *(["--fresh"] if given.fresh else []))
        if status:
            return status
    welcome(json.loads(made.read_text(encoding="utf-8")), given.port)
    if given.no_serve:
        return 0
    command = [str(PYTHON), "-m", "binhyen.config.serving", "--dir", str(DATA), "--port", str(given.port)]
    os.chdir(str(ROOT))
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 (no second process stays in memory)
    return subprocess.run(command, check=False).returncode


def welcome(about: dict[str, Any], port: int) -> None:
    """Print where the page is, who may sign in, and the review that was just made."""
    print("\nBình Yên, dữ liệu minh họa\n")
    print(f"  Trang:      http://127.0.0.1:{port}")
    for one in about.get("sign_ins", []):
        print(f"  Đăng nhập:  {one['user']:<10} {one['password']:<14} {one['role']}")
    if about.get("review"):
        print(f"  Báo cáo vừa lập: {about['review']}")
    print("\nDừng: Ctrl+C. Trợ giúp: python3 run.py help\n", flush=True)


def test(arguments: list[str]) -> int:
    """One pytest run, on SQLite or on a private PostgreSQL server."""
    parser = argparse.ArgumentParser(prog="run.py test", add_help=False)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    given, rest = parser.parse_known_args(arguments)
    set_up(dev=True)
    with ExitStack() as stack:
        env = {"BINHYEN_DATABASE": ""}
        if given.database == "postgresql":
            from scripts.private_postgresql import NotInstalled, running

            try:
                env["BINHYEN_DATABASE"] = stack.enter_context(running())
            except NotInstalled as missing:
                raise Refused(str(missing)) from missing
        return module("pytest", *rest, env=env)


def check(arguments: list[str]) -> int:
    """The cheap checks, each named; all run even when one fails."""
    set_up(dev=True)
    code = [name for name in ("run.py", "binhyen", "scripts", "bench", "tests") if (ROOT / name).exists()]
    django = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    templates = [str(path) for path in sorted((ROOT / "binhyen").glob("*/templates/**/*.html"))]
    steps: list[tuple[str, Callable[[], int]]] = [
        ("ruff format", lambda: module("ruff", "format", "--check", *code)),
        ("ruff check", lambda: module("ruff", "check", *code)),
        ("mypy", lambda: module("mypy")),
        ("lint-imports", lambda: script("lint-imports", "--no-logo")),
        ("djhtml", lambda: module("djhtml", "--check", *templates) if templates else 0),
        ("makemigrations", lambda: module("django", "makemigrations", "--check", "--dry-run", env=django)),
        ("docs", lambda: module("binhyen.config.reference", "--check", env=django)),
    ]
    failed = []
    for name, step in steps:
        print(f"== {name}", flush=True)
        if step():
            failed.append(name)
    print("check: " + ("hỏng ở " + ", ".join(failed) if failed else "tất cả đạt"))
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Run one benchmark of ``bench/``."""
    names = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in names:
        raise Refused(f"Cần tên một phép đo: python3 run.py bench TÊN [--json]. Có: {', '.join(names)}")
    set_up(dev=True)
    return module("bench." + arguments[0], *arguments[1:])


def docs(arguments: list[str]) -> int:
    """Write the reference documents anew."""
    set_up(dev=True)
    return module("binhyen.config.reference", env={"DJANGO_SETTINGS_MODULE": "tests.settings"})


def show_help(arguments: list[str]) -> int:
    """Print the commands."""
    print(HELP)
    return 0


COMMANDS = {"demo": demo, "test": test, "check": check, "bench": bench, "docs": docs, "help": show_help}


def main(arguments: list[str]) -> int:
    """Run one command; 0 when it went well, 2 when it was refused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a screen without Vietnamese letters shows ? instead of failing
    name, rest = (
        (arguments[0], arguments[1:]) if arguments and not arguments[0].startswith("-") else ("demo", arguments)
    )
    if name in ("demo", "help") and {"-h", "--help"} & set(rest):
        name = "help"
    try:
        if name not in COMMANDS:
            raise Refused(f"Không có lệnh “{name}”.\n\n{HELP}")
        need_python(sys.version_info[:2])
        return COMMANDS[name](rest)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
