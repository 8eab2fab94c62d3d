"""Unlocking a store, against the derivation of its key alone."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from models import keys as keyfile
from models.opening import create, unlock
from tests.benchmarks.measure import Figure, rounds, told

NOW = datetime(2026, 3, 20, 9, 30)
PASSPHRASE = "calm rivers carry 7 boats"


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        create(folder, PASSPHRASE, NOW)[0].close()

        def whole() -> None:
            unlock(folder, PASSPHRASE, NOW).close()

        def alone() -> None:
            keyfile.load(folder).unwrap(PASSPHRASE)

        a, b = rounds(9, whole, alone)
    return [
        Figure(
            "unlocking",
            a / b,
            1.5,
            "×",
            f"{told(a)} with checks, opening and closing; the key alone {told(b)}",
        )
    ]
