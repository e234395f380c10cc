"""A rig for each test, closed with it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.alerts.rig import Rig


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    rig = Rig(tmp_path)
    await rig.open()
    yield rig
    await rig.close()
