"""The libraries that Qt expects of a Linux system: found by loading them, installed where we may, else named."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

# Library as the loader knows it -> Debian's package.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
WITHOUT_QT = ("schedule", "standards", "authorities", "check", "--version", "--help", "-h")


def say(line: str = "") -> None:
    print(line, flush=True)


def has_display(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can open: always on Windows and macOS; elsewhere where a display is named."""
    if not platform.startswith(("linux", "freebsd")):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def needs_window(words: Sequence[str]) -> bool:
    """Whether main.py, given these words, would open its window."""
    return not words or words[0] in ("--demo", "--store")


def for_words(words: Sequence[str]) -> bool:
    """See to what main.py needs for these words; False once the trouble has been told."""
    if words and words[0] in WITHOUT_QT:
        return True
    x11 = needs_window(words) and bool(os.environ.get("DISPLAY"))
    return _see_to({**OFFSCREEN, **X_WINDOW} if x11 else OFFSCREEN)


def for_offscreen() -> bool:
    return _see_to(OFFSCREEN)


def missing(libraries: Mapping[str, str]) -> list[str]:
    """The packages whose library does not load here."""
    return [package for library, package in libraries.items() if not _loads(library)]


def install(packages: Sequence[str], what: str) -> bool:
    """Install Debian packages as root; else say the one command. True when they are there afterwards."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        say(f"{what.capitalize()} is missing. Give this one command, then run this again:")
        say("  sudo " + " ".join(command))
        return False
    say(f"Installing {what}: {' '.join(packages)} …")
    output = ""
    for words in (command, ["apt-get", "update"], command):
        done = _quietly(words)
        output = done.stdout
        if words is command and done.returncode == 0:
            return True
    reason = ([line for line in output.splitlines() if line.startswith("E: ")] or ["no reason given"])[0]
    say(f"The system's packages could not be installed ({reason.removeprefix('E: ')}).")
    say("Give this command yourself, then run this again:\n  " + " ".join(command))
    return False


def _quietly(words: list[str]) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    return subprocess.run(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", env=env, check=False,
    )  # fmt: skip


def _see_to(libraries: Mapping[str, str]) -> bool:
    if not sys.platform.startswith("linux"):
        return True
    packages = missing(libraries)
    if not packages:
        return True
    if shutil.which("apt-get") is None:
        say("Libraries that the window needs are missing on this system:")
        say("  " + " ".join(library for library in libraries if not _loads(library)))
        say("Install them with your system's package manager, then run this again.")
        return False
    return install(packages, "the libraries that the window needs")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
