"""Pages of the program's own that screens here print or save; the work of making them is done in a task."""

from __future__ import annotations

from datetime import date
from pathlib import Path


def recovery_page(code: str, folder: Path, made: date) -> bytes:
    """The recovery code as a PDF."""
    from services.documents import recovery_code_pdf

    return recovery_code_pdf(code, folder.name, made)
