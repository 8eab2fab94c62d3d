"""The key file: one random data key, wrapped once for each secret that opens the store.

`keys.json` holds a slot for the passphrase and one for the printed recovery code. A slot's secret is
stretched with Argon2id and wraps the data key with AES-GCM. The file is treated as untrusted: its size,
shape and the cost it asks for are bounded before anything is computed, and a checksum tells a damaged file
from a wrong passphrase.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.exceptions import Argon2Error
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from models.errors import KeysDamaged, NotWritten, WrongSecret
from models.files import KEYS, write_atomic

PASSPHRASE, RECOVERY = "passphrase", "recovery"
KEY_BYTES, SALT_BYTES = 32, 16  # SQLCipher's raw key, then the salt that starts the store's file
_LARGEST = 65536  # bytes of a key file
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that is read for something else
_LOOKALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs: passes, memory in KiB, lanes (Argon2id)."""

    t: int = 3
    m: int = 131072
    p: int = 2

    def __post_init__(self) -> None:
        whole = all(type(n) is int for n in (self.t, self.m, self.p))
        if not (whole and 2 <= self.t <= 10 and 65536 <= self.m <= 1048576 and 1 <= self.p <= 8):
            raise ValueError("cost of the key derivation out of bounds")


LEAST = Cost(2, 65536, 1)  # enough for a recovery code: 125 random bits need no stretching


@dataclass(frozen=True, slots=True)
class Keys:
    """A key file as read and checked; `salt` is the first 16 bytes of the store that it belongs to."""

    id: str
    salt: bytes
    slots: tuple[Mapping[str, Any], ...]

    def unwrap(self, secret: str, kind: str = PASSPHRASE) -> bytes:
        """The data key (with its salt). Raises WrongSecret; KeysDamaged where there is no such slot."""
        slot = next((s for s in self.slots if s["kind"] == kind), None)
        if slot is None:
            raise KeysDamaged(f"no {kind} slot")
        cost = Cost(slot["t"], slot["m"], slot["p"])
        wrapping = AESGCM(_stretch(secret, kind, _bytes(slot["salt"]), cost))
        try:
            key = wrapping.decrypt(
                _bytes(slot["nonce"]), _bytes(slot["wrapped"]), _bound(self.id, kind, cost)
            )
        except InvalidTag:
            raise WrongSecret(kind) from None
        if len(key) != KEY_BYTES + SALT_BYTES or key[KEY_BYTES:] != self.salt:
            raise KeysDamaged("not this store's key")
        return key

    def with_slot(self, key: bytes, secret: str, kind: str, cost: Cost) -> Keys:
        """The same keys, with `secret` in place of whatever opened that kind of slot."""
        others = tuple(s for s in self.slots if s["kind"] != kind)
        return Keys(self.id, self.salt, (*others, _slot(self.id, kind, secret, key, cost)))

    def save(self, folder: Path) -> None:
        """Write `keys.json` whole or not at all."""
        body: dict[str, Any] = {
            "v": 1,
            "id": self.id,
            "file": _text(self.salt),
            "slots": [dict(s) for s in self.slots],
        }
        try:
            write_atomic(folder / KEYS, json.dumps({**body, "sum": _checksum(body)}, sort_keys=True).encode())
        except OSError as e:
            raise NotWritten(KEYS) from e


def make(passphrase: str, cost: Cost) -> tuple[Keys, bytes, str]:
    """New keys (not yet saved), the data key, and the recovery code to print."""
    key, code = secrets.token_bytes(KEY_BYTES + SALT_BYTES), new_code()
    keys = Keys(str(uuid.uuid4()), key[KEY_BYTES:], ())
    return keys.with_slot(key, passphrase, PASSPHRASE, cost).with_slot(key, code, RECOVERY, LEAST), key, code


def load(folder: Path) -> Keys:
    """Read and check `keys.json`; KeysDamaged names what is wrong, never a secret."""
    try:
        with open(folder / KEYS, "rb") as f:
            raw = f.read(_LARGEST + 1)
    except OSError as e:
        raise KeysDamaged("missing or unreadable") from e
    if len(raw) > _LARGEST:
        raise KeysDamaged("too large")
    try:
        body = json.loads(raw)
        found = body.pop("sum")
        if body["v"] != 1:
            raise KeysDamaged("unknown version")
        if found != _checksum(body):
            raise KeysDamaged("checksum")
        return Keys(str(body["id"]), _bytes(body["file"]), _checked(body["slots"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
        raise KeysDamaged("not a key file") from e


def _checked(slots: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    if not 1 <= len(slots) <= 16:
        raise ValueError("slots")
    for s in slots:
        Cost(s["t"], s["m"], s["p"])
        sizes = (len(_bytes(s["salt"])), len(_bytes(s["nonce"])), len(_bytes(s["wrapped"])))
        if not isinstance(s["kind"], str) or sizes != (16, 12, KEY_BYTES + SALT_BYTES + 16):
            raise ValueError("slot")
    return tuple(slots)


def new_code() -> str:
    """A recovery code: five groups of five letters and digits (125 bits)."""
    letters = [secrets.choice(_ALPHABET) for _ in range(25)]
    return "-".join("".join(letters[i : i + 5]) for i in range(0, 25, 5))


def _secret_bytes(secret: str, kind: str) -> bytes:
    if kind == RECOVERY:  # as typed from paper: case, spaces and dashes do not matter, nor O for 0
        secret = "".join(c for c in secret.upper().translate(_LOOKALIKES) if c in _ALPHABET)
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")


def _stretch(secret: str, kind: str, salt: bytes, cost: Cost) -> bytes:
    try:
        return hash_secret_raw(_secret_bytes(secret, kind), salt, cost.t, cost.m, cost.p, 32, Type.ID)
    except Argon2Error as e:
        raise MemoryError("not enough memory to stretch the secret") from e


def _slot(store: str, kind: str, secret: str, key: bytes, cost: Cost) -> Mapping[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(secret, kind, salt, cost)).encrypt(nonce, key, _bound(store, kind, cost))
    return {
        "kind": kind,
        "t": cost.t,
        "m": cost.m,
        "p": cost.p,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "wrapped": _text(wrapped),
    }


def _bound(store: str, kind: str, cost: Cost) -> bytes:
    """What a wrapped key is tied to: it opens in no other file, slot or cost."""
    return f"{store}|{kind}|{cost.t}|{cost.m}|{cost.p}".encode()


def _checksum(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as e:
        raise ValueError("base64") from e
