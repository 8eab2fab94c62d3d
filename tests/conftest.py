"""What every test shares: no screen is needed, nothing is random in CI, and nobody's own store is in reach."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")

_SLOW_IS_FINE = [HealthCheck.too_slow]
settings.register_profile("quick", deadline=None, max_examples=40, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("ci", parent=settings.get_profile("quick"), derandomize=True, print_blob=True)
settings.register_profile("thorough", parent=settings.get_profile("quick"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick"))

ROOT = Path(__file__).resolve().parents[1]
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_XDG = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


@pytest.fixture(autouse=True)
def _a_home_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test has an empty home, so that the user's own store and settings are out of reach."""
    home = tmp_path_factory.mktemp("home")
    for name in (*_HOMES, *_XDG):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds main.py."""
    return ROOT
