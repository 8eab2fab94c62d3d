"""How hard a passphrase is to guess: a rough count of bits, never a rule about special characters."""

from __future__ import annotations

import math
import re

ENOUGH = 2  # the least strength with which a store is made
_BITS = (26, 38, 52, 68)  # up to each: strength 0, 1, 2, 3; above the last: 4
_WORD_BITS = 12.5  # of a word that a person chose at random: one of some six thousand
_COMMON = frozenset({
    "password", "passphrase", "passwort", "passw0rd", "letmein", "welcome", "qwerty", "qwertyuiop", "asdfgh",
    "asdfghjkl", "zxcvbnm", "iloveyou", "admin", "login", "secret", "changeme", "daymark", "social", "worker",
    "council", "children", "family", "winter", "spring", "summer", "autumn", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "london", "oldham", "stoke", "cumbria",
    "liverpool", "everton", "arsenal", "chelsea", "manchester", "united", "football", "dragon", "monkey",
    "princess", "sunshine", "charlie", "jessica", "computer", "england", "britain", "abc", "abcd", "abcdef",
    "test", "hello",
})  # fmt: skip
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ADVICE = (
    "Too easily guessed: use four or more words that do not belong together.",
    "Still easily guessed: add another word or two.",
    "Good. Another word would make it stronger.",
    "Strong.",
    "Very strong.",
)


def hint(text: str) -> tuple[int, str]:
    """Strength 0 to 4, and a plain word about it."""
    bits = _bits(text)
    strength = sum(bits > limit for limit in _BITS)
    if len(text.strip()) < 10:
        return min(strength, 1), "Too short: use at least ten characters, best four or more words."
    return strength, _ADVICE[strength]


def _bits(text: str) -> float:
    squeezed = _squeeze(text.strip())
    by_letters = len(squeezed) * math.log2(max(2, _alphabet(squeezed))) * 0.62
    words = [w for w in re.split(r"[\s\-_.,;/]+", text.casefold()) if w]
    if all(re.fullmatch(r"[^\W\d_]{2,14}[0-9!?.]{0,4}", w) for w in words):
        return min(by_letters, sum(_word_bits(w) for w in set(words)))
    return by_letters


def _word_bits(word: str) -> float:
    bare = word.rstrip("0123456789!?.")
    if bare in _COMMON:
        return 4.0 + (len(word) - len(bare))
    return min(_WORD_BITS, 4.2 * len(_squeeze(bare))) + 2 * (len(word) - len(bare))


def _squeeze(text: str) -> str:
    """Without repetitions and runs: `aaaa`, `1234` and `qwerty` count as two characters each."""
    low = text.casefold()
    kept = []
    for i, char in enumerate(low):
        pair = low[i - 1 : i + 1]
        run = i >= 2 and (low[i - 2] == low[i - 1] == char or any(low[i - 2 : i + 1] in r for r in _RUNS))
        twice = len(pair) == 2 and i >= 3 and pair in low[: i - 1] and low[i - 2 : i] in low[: i - 2]
        if not run and not twice:
            kept.append(text[i])
    return "".join(kept)


def _alphabet(text: str) -> int:
    sizes = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[ ]", 1), (r"[^A-Za-z0-9 ]", 30))
    return sum(size for pattern, size in sizes if re.search(pattern, text))
