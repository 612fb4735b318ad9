"""An environment for what is measured beside us, apart from the one that people and developers use."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from bench.measuring.processes import ROOT, plain_python
from bench.measuring.promises import CannotMeasure

FOLDER = ROOT / ".venv-bench"
"""One environment in it for each lock."""
TOLD = 600


def made_from(lock: Path) -> str:
    """The interpreter of an environment that holds what the lock names, made on the first use.

    Raises ``CannotMeasure`` where it cannot be made: no network, no package for this machine.
    """
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    folder = FOLDER / lock.stem
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    kept = folder / "binhyen-bench.stamp"
    if python.exists() and kept.exists() and kept.read_text() == wanted:
        return str(python)
    print(f"… {FOLDER.name} is made from {lock.name}", file=sys.stderr, flush=True)
    _run([plain_python(), "-m", "venv", "--clear", str(folder)])
    uv = shutil.which("uv")
    install = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
    _run([*install, "--quiet", "--require-hashes", "-r", str(lock)])
    kept.write_text(wanted)
    return str(python)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasure(f"{' '.join(command[:4])}: {done.stderr[-TOLD:]}")
