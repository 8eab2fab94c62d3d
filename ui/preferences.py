"""What this machine remembers outside the store: appearance, the window's place, the last store's folder.

No names and no contents of a record are ever among it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

VARIABLE = "DAYMARK_CONFIG"  # a folder to use in place of the user's own, for tests and portable copies


def default_folder() -> Path:
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_config_path("daymark", appauthor=False)


class Preferences:
    """A small JSON file; a missing, damaged or unwritable one never stops the program."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self.file = self.folder / "window.json"
        self._values: dict[str, Any] = {}
        try:
            read = json.loads(self.file.read_text(encoding="utf-8"))
            if isinstance(read, dict):
                self._values = read
        except (OSError, ValueError):
            pass

    def text(self, key: str, default: str = "") -> str:
        value = self._values.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        value = self._values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def set(self, **values: str | int) -> None:
        """Remember and write at once; what cannot be written is remembered until the program ends."""
        self._values.update(values)
        part = self.file.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            os.replace(part, self.file)
        except OSError:
            return

    @property
    def theme(self) -> str:
        return self.text("theme", "system")

    @property
    def text_size(self) -> int:
        return self.number("text_size", 100)

    @property
    def store(self) -> Path | None:
        text = self.text("store")
        return Path(text) if text else None
