"""Making a store and unlocking one. Nothing heavy is imported before it is needed: the window paints first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.usecases.errors import AppError, InvalidInput
from services.usecases.results import Own, Problem
from services.usecases.strength import ENOUGH, hint

if TYPE_CHECKING:
    from services.usecases.desk import Desk

Clock = Callable[[], datetime]


def passphrase_hint(text: str) -> tuple[int, str]:
    """How hard a passphrase is to guess, 0 to 4, and what would make it harder."""
    return hint(text)


def checked_passphrase(text: str) -> None:
    """InvalidInput for a passphrase that is too easily guessed."""
    strength, advice = hint(text)
    if strength < ENOUGH:
        raise InvalidInput([Problem("passphrase", "is too easily guessed", advice)])


def warm_up() -> None:
    """Import what unlocking needs, while somebody is still typing (about a second; harmless when done twice)."""
    import services.usecases.desk  # noqa: F401


def create(
    folder: Path, passphrase: str, own: Own, *, clock: Clock = datetime.now, cost: Any = None
) -> tuple[Desk, str]:
    """Make a store in `folder` and open it; the text is the recovery code to print.

    `cost` (a `models.keys.Cost`) is given by tests only.
    """
    from models.opening import create as create_store
    from services.usecases.checking import Check
    from services.usecases.cleaning import folded
    from services.usecases.desk import Desk
    from services.usecases.office import write_own
    from services.usecases.settings import checked_own
    from services.usecases.troubles import known

    check = Check()
    own = checked_own(own, check)
    strength, advice = hint(passphrase)
    if strength < ENOUGH:
        check.wrong("passphrase", "is too easily guessed", advice)
    check.done()
    stamp = clock().replace(microsecond=0, tzinfo=None)
    with known():
        store, code = create_store(
            folder, passphrase, stamp, cost, lambda c: write_own(c, own, folded(own.name), stamp.isoformat())
        )
    return Desk(store, clock, cost), code


def unlock(
    folder: Path, secret: str, *, recovery: bool = False, clock: Clock = datetime.now, cost: Any = None
) -> Desk:
    """Open the store in `folder` with its passphrase or recovery code; raises the errors of `errors.py`."""
    from models.keys import PASSPHRASE, RECOVERY
    from models.opening import unlock as unlock_store
    from services.usecases.desk import Desk
    from services.usecases.troubles import known

    try:
        with known():
            store = unlock_store(
                folder, secret, clock().replace(tzinfo=None), RECOVERY if recovery else PASSPHRASE
            )
    except MemoryError as e:
        raise AppError(
            "There is not enough memory to open the store.", "Close other programs and try again."
        ) from e
    return Desk(store, clock, cost)
