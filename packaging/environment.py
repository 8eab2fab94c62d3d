"""The environment of Daymark: `.venv/` at the root, made from a locked list and known to be whole by a stamp."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import systemlibs

STAMP = "daymark.json"  # inside .venv: which lists are installed; written last
MAKING = "daymark-making"  # inside .venv while it is being made; found at the start, it was left half-made
LOG = Path("build") / "install.log"
_QUIET = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PYTHONIOENCODING": "utf-8",
}
# What pip says, what it means, what to do.
_TROUBLES = (
    (("DO NOT MATCH THE HASHES",), "A package was not the one that the list names, so nothing was installed.",
     "Try again; if it stays so, the source of packages set up on this machine hands out altered files."),
    (("No space left on device",), "The disk is full.", "Free about 1 GB and run this again."),
    (("CERTIFICATE_VERIFY_FAILED",), "The source of packages could not be trusted (its certificate is unknown here).",
     "Ask whoever runs your network for its certificate and set PIP_CERT to that file."),
    (("Permission denied",), "A folder could not be written.", "Run this as the owner of the folder."),
    (("NewConnectionError", "ConnectTimeout", "name resolution", "ReadTimeout", "Network is unreachable",
      "getaddrinfo", "ProxyError", "Connection refused", "RemoteDisconnected", "(from versions: none)"),
     "The packages could not be fetched: this machine does not reach the source of packages.",
     "Check the network (Daymark needs it only now, never afterwards) and run this again."),
    (("No matching distribution", "not a supported wheel"),
     "A package has no ready-made file for this computer and this Python.",
     "Use Python 3.11 to 3.14 (64 bit) on Linux with glibc 2.28 or newer, Windows 10 or newer, or macOS 13 or newer."),
)  # fmt: skip


def say(line: str = "") -> None:
    print(line, flush=True)


def clean() -> dict[str, str]:
    """This process's environment without what would lead another Python astray."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    env["PYTHONNOUSERSITE"] = "1"
    return env


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(lock: Path) -> str:
    """Hash of a list of packages, the same whatever its line ends are."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def stamp_of(venv: Path) -> dict[str, str]:
    """What the environment says of itself; {} where it says nothing that can be read."""
    try:
        found = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_ready(root: Path, kind: str) -> bool:
    """Whether `.venv` holds what the list `kind` ("run" or "dev") names, for a Python that still works."""
    venv = root / ".venv"
    if (venv / MAKING).exists() or not python_of(venv).exists():
        return False
    stamp = stamp_of(venv)
    wanted = digest(root / "packaging" / "locks" / f"{kind}.txt")
    return stamp.get("machine") == _machine() and stamp.get(kind) == wanted


def ready(root: Path, kind: str) -> Path | None:
    """The environment's Python, made or brought up to date first where needed; None once a trouble has been told."""
    venv = root / ".venv"
    if is_ready(root, kind):
        return python_of(venv)
    if not _can_make():
        return None
    if (venv / MAKING).exists() or (venv.exists() and not _works(python_of(venv))):
        say("The environment in .venv is half-made or of another Python: making it anew.")
        shutil.rmtree(venv, ignore_errors=True)
    if not venv.exists() and not _make(venv):
        return None
    return _fill(root, venv, kind)


def explain(output: str) -> tuple[str, str]:
    """Pip's output in two calm lines: what happened, what to do."""
    for marks, what, advice in _TROUBLES:
        if any(mark in output for mark in marks):
            return what, advice
    return "The packages could not be installed.", "Run this again; what pip said is in the file named below."


def _machine() -> str:
    return (
        f"{platform.python_implementation()} {sys.version_info[0]}.{sys.version_info[1]} {platform.machine()}"
    )


def _works(python: Path) -> bool:
    """Whether this Python starts, is of our own version, and has pip."""
    probe = f"import sys, pip; print(sys.version_info[:2] == {tuple(sys.version_info[:2])!r})"
    try:
        done = subprocess.run(
            [str(python), "-c", probe], capture_output=True, text=True, timeout=60, env=clean()
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.stdout.strip() == "True"


def _can_make() -> bool:
    """Debian keeps venv's other half in a package of its own: fetch it where we may, else say the one command."""
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return True
    package = f"python3.{sys.version_info[1]}-venv"
    if shutil.which("apt-get") is None:
        say("This Python cannot make environments: its modules venv and ensurepip are missing.")
        say("Install your system's package for Python's venv, then run this again.")
        return False
    return systemlibs.install([package], "Python's own way to make environments")


def _make(venv: Path) -> bool:
    say("Making the environment in .venv …")
    venv.mkdir()
    (venv / MAKING).write_text("in the making\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True, env=clean(), check=False
    )
    if done.returncode or not _works(python_of(venv)):
        last = ((done.stderr or done.stdout).strip().splitlines() or ["no reason given"])[-1]
        say(f"The environment could not be made ({last}).")
        say("Check that the disk has 1 GB free and that the folder can be written, then run this again.")
        return False
    return True


def _fill(root: Path, venv: Path, kind: str) -> Path | None:
    """Install the locked list; the stamp comes last, so that an interrupted run is seen as such."""
    python, lock = python_of(venv), root / "packaging" / "locks" / f"{kind}.txt"
    (venv / STAMP).unlink(missing_ok=True)
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"Installing up to {count} packages; the first time this fetches about 300 MB …")
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    output = _logged([*command, "-r", str(lock)], root / LOG, _progress())
    if output is not None:
        what, advice = explain(output)
        say(f"{what}\n{advice}\nWhat pip said: {root / LOG}")
        return None
    stamp = {"machine": _machine(), kind: digest(lock)}
    if kind == "dev":  # the list for development holds the whole list for running
        stamp["run"] = digest(lock.with_name("run.txt"))
    (venv / MAKING).unlink(missing_ok=True)
    (venv / STAMP).write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    return python


def _progress() -> Callable[[str], None]:
    """On a terminal, one line that names what is being fetched; elsewhere nothing."""
    if not sys.stdout.isatty():
        return lambda line: None

    def show(line: str) -> None:
        if line.startswith(("Collecting ", "Installing ")):
            print(f"\r{line.split(' (', 1)[0][:78]:<79}", end="\r", flush=True)

    return show


def _logged(command: list[str], log: Path, show: Callable[[str], None]) -> str | None:
    """Run `command` into `log`; None when it went well, else all that it said."""
    log.parent.mkdir(parents=True, exist_ok=True)
    said: list[str] = []
    with log.open("w", encoding="utf-8") as file, subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        env={**clean(), **_QUIET},
    ) as job:  # fmt: skip
        for line in job.stdout or ():
            file.write(line)
            said.append(line)
            show(line)
    return None if job.returncode == 0 else "".join(said)
