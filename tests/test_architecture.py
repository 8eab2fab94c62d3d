"""The house rules, as sentences that are either true or not. What import-linter checks by arrows is checked here
by reading the files, and so also where an import hides inside a function."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ("main.py", "models", "services", "ui")
OFFLINE = {
    *(
        "socket",
        "ssl",
        "http",
        "ftplib",
        "smtplib",
        "imaplib",
        "poplib",
        "telnetlib",
        "xmlrpc",
        "socketserver",
    ),
    *("requests", "httpx", "aiohttp", "urllib3", "websockets", "pycurl", "asyncio", "webbrowser"),
}
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".json",
    ".svg",
    ".cfg",
    ".ini",
    ".yml",
    ".yaml",
    ".sh",
    ".html",
    ".css",
    "",
}
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js",
    "deb.debian" + ".org",
    "cran." + "r-project",
)
WORKPLACE = ("/work" + "/", "/tmp" + "/briefs", "/root" + "/")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps; without git (a copied tree), every file outside of what git ignores."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
        )
        names = [name for name in done.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        skip = {".git", ".venv", ".hypothesis", "__pycache__", "build", "dist", "demo"}
        names = [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if path.is_file()
            and not skip & set(path.parts)
            and not path.relative_to(ROOT).parts[0].endswith("_cache")
        ]
    return tuple(ROOT / name for name in sorted(names) if (ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """(name, text) of each tracked text file; the files of broken input are broken on purpose and left out."""
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in TEXT and not name.startswith("tests/fixtures/broken/"):
            yield name, path.read_text(encoding="utf-8")


def python_files(*rooms: str) -> list[Path]:
    found: list[Path] = []
    for room in rooms:
        path = ROOT / room
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of each import, wherever in the file it stands."""
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) + "." if node.level else ""
            yield node.lineno, base + (node.module or "")


def breaches(rooms: tuple[str, ...], allowed: tuple[str, ...]) -> list[str]:
    """Imports of our own rooms from `rooms` beyond `allowed` (prefixes)."""
    ours = ("main", "models", "services", "ui", "tests", "packaging")
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in python_files(*rooms)
        for line, name in imports(path)
        if name.split(".")[0] in ours and not any(name == a or name.startswith(a + ".") for a in allowed)
    ]


def test_the_engine_imports_nothing_but_the_standard_library_and_dateutil() -> None:
    allowed = set(sys.stdlib_module_names) | {"dateutil", "services"}
    strangers = [
        f"{path.name}:{line} imports {name}"
        for path in python_files("services/engine")
        for line, name in imports(path)
        if name.split(".")[0] not in allowed
    ]
    assert not strangers + breaches(("services/engine",), ("services.engine",))


def test_the_engine_reads_no_clock_and_opens_no_file() -> None:
    forbidden = re.compile(
        r"\b(open|input|print)\(|\.(now|today|utcnow|read_text|read_bytes|write_text|write_bytes)\("
    )
    found = [
        f"{path.name}:{number} {line.strip()}"
        for path in python_files("services/engine")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line)
    ]
    modules = {"time", "os", "io", "pathlib", "sqlite3", "subprocess", "threading", "logging", "random"}
    found += [
        f"{path.name}:{line} imports {name}"
        for path in python_files("services/engine")
        for line, name in imports(path)
        if name.split(".")[0] in modules
    ]
    assert not found


def test_the_store_imports_nothing_of_the_rest_of_the_program() -> None:
    assert not breaches(("models",), ("models",))


def test_the_use_cases_import_only_the_engine_and_the_store() -> None:
    assert not breaches(("services/usecases",), ("services.usecases", "services.engine", "models"))


def test_the_documents_import_only_the_plain_results() -> None:
    rooms = (ROOT / "services" / "usecases").glob("*results.py")
    plain = tuple(f"services.usecases.{path.stem}" for path in rooms)
    assert not breaches(("services/documents",), ("services.documents", *plain))


def test_the_command_line_imports_only_use_cases_and_documents() -> None:
    assert not breaches(("services/cli",), ("services.cli", "services.usecases", "services.documents"))


def test_the_window_imports_only_use_cases_and_documents() -> None:
    assert not breaches(("ui",), ("ui", "services.usecases", "services.documents"))


def test_the_view_models_know_no_widget() -> None:
    found = [
        f"{path.name}:{line} imports {name}"
        for path in python_files("ui/viewmodels")
        for line, name in imports(path)
        if name.startswith(("PySide6.QtWidgets", "PySide6.QtGui", "ui.screens", "ui.dialogs", "ui.widgets"))
    ]
    assert not found


def test_only_the_tasks_make_threads() -> None:
    maker = re.compile(
        r"\b(Thread|Timer|QThread|QThreadPool|QRunnable|ThreadPoolExecutor|ProcessPoolExecutor)\b|multiprocessing"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in python_files(*PROGRAM)
        if path.name != "tasks.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if maker.search(line)
    ]
    assert not found


def test_message_boxes_and_file_choosers_are_only_in_the_prompts() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in python_files("ui")
        if path.name != "prompts.py"
        and re.search(r"\b(QMessageBox|QFileDialog)\b", path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_no_colour_is_written_in_a_widget() -> None:
    colour = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']""")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files("ui/screens", "ui/dialogs", "ui/widgets", "ui/tables", "ui/viewmodels")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if colour.search(line)
    ]
    assert not found


def test_no_part_of_the_program_can_open_a_connection() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in python_files(*PROGRAM)
        for line, name in imports(path)
        if name.split(".")[0] in OFFLINE
        or name.startswith(("urllib.request", "PySide6.QtNetwork", "PySide6.QtWebEngine"))
    ]
    assert not found


def test_main_is_short_enough_to_be_read_at_once() -> None:
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) < 80


def test_files_of_the_program_stay_small() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in python_files(*PROGRAM)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 600
    }
    assert not long


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_the_host_of_a_registry(host: str) -> None:
    assert not [name for name, text in texts() if host in text]


@pytest.mark.parametrize("place", WORKPLACE)
def test_no_file_names_a_path_of_the_machine_it_was_written_on(place: str) -> None:
    assert not [name for name, text in texts() if place in text]


def test_no_file_is_marked_as_unfinished() -> None:
    marks = re.compile(
        r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")) + r")\b"
    )
    assert not [name for name, text in texts() if name.endswith(".py") and marks.search(text)]


def test_every_resource_and_fixture_in_toml_or_json_can_be_read() -> None:
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("tests/fixtures/broken/"):
            continue
        if path.suffix == ".toml":
            tomllib.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))


def test_every_room_is_a_package_except_the_one_that_would_hide_a_library() -> None:
    rooms = {path.parent for path in python_files("models", "services", "ui")}
    assert not [str(room.relative_to(ROOT)) for room in rooms if not (room / "__init__.py").exists()]
    assert not (ROOT / "packaging" / "__init__.py").exists(), "it would hide the library named packaging"


def test_every_public_module_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in python_files(*PROGRAM, "packaging")
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_the_version_is_the_same_wherever_it_is_written() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
