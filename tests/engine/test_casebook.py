"""Every published worked example says what the schedule says."""

from typing import Any

import pytest

from tests.engine.casebook import books, differences


@pytest.mark.parametrize("case", [pytest.param(c, id=name) for name, c in books()])
def test_worked_example(case: dict[str, Any]) -> None:
    assert not differences(case), case["counting"]
