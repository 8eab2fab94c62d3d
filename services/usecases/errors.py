"""Errors that a person can do something about. Anything else is a fault of the program.

Messages are calm, say what to do next, and never carry the contents of a record.
"""

from __future__ import annotations

from collections.abc import Sequence

from services.usecases.results import Problem


class AppError(Exception):
    """A known trouble: `message` says what happened, `advice` what to do next."""

    message = "Something could not be done."
    advice = ""

    def __init__(self, message: str = "", advice: str = "") -> None:
        self.message = message or type(self).message
        self.advice = advice or type(self).advice
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class WrongPassphrase(AppError):
    message = "That passphrase does not open this store."
    advice = "Check Caps Lock and try again, or use your recovery code."


class StoreMissing(AppError):
    message = "There is no Daymark store in this folder."
    advice = "Choose another folder, or make a new store."


class StoreEmpty(AppError):
    message = "The store's file is empty."
    advice = "Nothing has been changed. Restore the newest backup into a new folder."


class StoreDamaged(AppError):
    message = "The store's file is damaged."
    advice = "Nothing has been changed. Restore the newest backup into a new folder."


class KeysDamaged(AppError):
    message = "The key file of this store is damaged or missing."
    advice = "Nothing has been changed. Put keys.json back from a backup; every backup holds a copy."


class StoreNewer(AppError):
    message = "This store was written by a newer version of Daymark."
    advice = "Nothing has been changed. Install the newer version to open it."


class StoreInUse(AppError):
    message = "This store is already open."
    advice = "Close the other window first."


class StoreExists(AppError):
    message = "This folder already holds a store."
    advice = "Unlock it, or choose an empty folder."


class DiskTrouble(AppError):
    message = "The disk could not be written."
    advice = "Free some space or choose another folder, then try again. Nothing was half-written."


class NotFound(AppError):
    message = "That record is not in this store any more."


class InvalidInput(AppError):
    """Something entered cannot be right; `problems` names each place."""

    message = "Some of this cannot be right."

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.what}" for p in problems) or type(self).message)


class ChangedMeanwhile(AppError):
    """A record says something else by now than when the form was opened; `now` is its version number."""

    message = "This was changed after you began."

    def __init__(self, now: int, author: str, when: str) -> None:
        self.now = now
        super().__init__(
            f"This was changed by {author}, {when}, after you began.",
            "Save again to put yours in its place; what it says now can still be read among its earlier wordings.",
        )


class StillNeeded(AppError):
    """Something cannot be taken back while other records hang on it."""

    message = "This cannot be undone yet, because something else depends on it."


class Cancelled(AppError):
    """The person stopped it; nothing has changed."""

    message = "Stopped."


class StoreClosed(AppError):
    message = "This store has been closed."
    advice = "Unlock it again to go on."


class NotMigrated(AppError):
    message = "This store comes from an older version and could not be brought up to date."
    advice = "It is as it was, and a backup of it lies in its folder under “backups”. Ask for help before you go on."
