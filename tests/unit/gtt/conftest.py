from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.gtt.desk import Desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A trigger service with one account whose list was read."""
    made = await Desk(tmp_path).open()
    yield made
    await made.close()
    assert made.failures == []
