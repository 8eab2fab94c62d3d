"""The one style sheet: resources/theme/style.qss, filled in from the tokens of a theme.

Widgets choose a role by a property (`ui.widgets.roles.set_role`), never a colour. Roles:
labels: title, heading, strong, quiet, small, error, warning, success, code;
buttons: primary, danger, flat, link, nav, chip;
frames: card, sunken, rail, bar, line, banner-info, banner-warning, banner-danger, banner-success.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.theme import Theme

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "theme"
_MARKS = ("down", "up", "left", "right", "check", "part", "dot")


def style_sheet(theme: Theme) -> str:
    """Fill in @colour, $space, *space less a pixel for a thicker border, %text size, ~length and #mark."""
    words = {f"@{token}": theme.color(token).name() for token in theme.tokens()}
    words |= {f"${step}px": f"{theme.space(step)}px" for step in range(1, 7)}
    words |= {f"*{step}px": f"{theme.space(step) - 1}px" for step in range(1, 7)}
    words |= {f"%{what}": f"{theme.points(what):.1f}pt" for what in ("small", "base", "heading", "title")}
    inner = max(1, theme.size("control") - 2 * theme.space(1) - 2)  # the box less its padding and border
    for what, length in (
        ("radius", theme.size("radius")),
        ("control", inner),
        ("chip", round(inner * 0.9)),
        ("round", round(inner * 0.9) // 2 + 1),
        ("dot", theme.space(4) // 2 + 1),
        ("head", theme.space(2) + 3),  # a cell's text stands three pixels in from its padding
        ("icon", theme.size("icon")),
        ("tool", theme.size("icon") + 2),
    ):
        words[f"~{what}px"] = f"{length}px"
    words |= {f"#{name}": _mark(name, theme.name) for name in _MARKS}
    return re.sub(r"[@$*%~#][\w-]+", lambda found: words.get(found[0], found[0]), _template())


@lru_cache
def _template() -> str:
    return (_FOLDER / "style.qss").read_text(encoding="utf-8")


def _mark(name: str, theme: str) -> str:
    return f'"{(_FOLDER / "marks" / f"{name}-{theme}.svg").as_posix()}"'
