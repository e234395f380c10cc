"""A practice server for each test, without a socket."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.sandbox.shoonya.bench import Bench


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    await made.http.aclose()
