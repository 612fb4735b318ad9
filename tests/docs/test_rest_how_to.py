"""The worked example of docs/how-to/use-the-rest-interface.md, run by a shell against a real server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.architecture.source import ROOT
from tests.conftest import absent
from tests.processes import Server, environment

SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_worked_example_does_what_it_says(serve: Callable[[Path], Server], ready_data: Path) -> None:
    if shutil.which("curl") is None or shutil.which("bash") is None:
        absent("curl is not installed: sudo apt-get install curl")
    server = serve(ready_data)
    page = (ROOT / "docs" / "how-to" / "use-the-rest-interface.md").read_text(encoding="utf-8")
    make, begin, rehearse, save, present = SHELL.findall(page)
    env = {
        **environment(server.folder),
        "URL": server.url,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }

    def shell(program: str) -> str:
        done = subprocess.run(
            ["bash", "-euc", program], env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def told(program: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(shell(program))
        return found

    env["KEY"] = shell(make.replace("binhyen token", f"{sys.executable} -m binhyen.cli token")).split()[-1]
    report = told(begin)
    env["ID"] = str(report["id"])
    assert (report["stage"], report["version"]) == ("draft", 0)
    rehearsed = told(rehearse)
    assert (rehearsed["stored"], {cell["seen"] for cell in rehearsed["cells"]}) == (False, {1})
    saved = told(save)
    assert (saved["stored"], [cell["line"] for cell in saved["cells"]]) == (True, ["FRC04", "MED03"])
    assert told(save) == saved
    refused = told(present)
    assert (refused["type"], refused["status"]) == ("figures.checks_failed", 422)
    assert {one["cell"] for one in refused["findings"]}.isdisjoint({"FRC04", "MED03"})
