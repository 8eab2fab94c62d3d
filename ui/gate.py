"""What opens a store. Nothing heavy is imported until somebody asks for something."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from services.usecases.results import AuthorityView, Own


class Gate(Protocol):
    """What opens a store; the real one is `RealGate`."""

    def holds_store(self, folder: Path) -> bool: ...
    def authorities(self) -> tuple[AuthorityView, ...]: ...
    def passphrase_hint(self, text: str) -> tuple[int, str]: ...
    def create(self, folder: Path, passphrase: str, own: Own) -> tuple[Any, str]: ...
    def unlock(self, folder: Path, secret: str, recovery: bool) -> Any: ...


class RealGate:
    """Imports late, so that the window is on the screen first. `cost` of the key derivation is given by tests only."""

    def __init__(self, cost: Any = None) -> None:
        self._cost = cost

    def holds_store(self, folder: Path) -> bool:
        """Whether anything of a store is there, damaged or not: then it is never made anew."""
        return any((folder / name).exists() for name in ("daymark.db", "keys.json"))

    def authorities(self) -> tuple[AuthorityView, ...]:
        from services.usecases.standards import library

        return library().authorities()

    def passphrase_hint(self, text: str) -> tuple[int, str]:
        from services.usecases import access

        return access.passphrase_hint(text)

    def create(self, folder: Path, passphrase: str, own: Own) -> tuple[Any, str]:
        from services.usecases import access

        return access.create(folder, passphrase, own, cost=self._cost)

    def unlock(self, folder: Path, secret: str, recovery: bool) -> Any:
        from services.usecases import access

        return access.unlock(folder, secret, recovery=recovery, cost=self._cost)
