"""The practice exchange as a child: what is told when it ends by itself."""

import pytest

from terminal.app.practice import PracticeProcess, PracticeServer, ShoonyaServer
from terminal.domain.errors import TerminalError
from terminal.runtime.worker import Worker


@pytest.fixture
async def practice(tmp_path):
    practice = PracticeProcess(
        "kite",
        PracticeServer,
        seed=7,
        speed=1.0,
        log_file=tmp_path / "practice.log",
        worker=Worker("practice"),
    )
    yield practice
    await practice.aclose()


async def test_a_server_that_was_killed_is_told_once_and_replaced(practice):
    first = await practice.server()
    assert practice.died() is None
    process = practice._process
    process.kill()
    process.wait()
    assert practice.died() == process.returncode != 0
    assert practice.died() is None
    second = await practice.server()
    assert second.rest != first.rest
    assert practice.died() is None


async def test_a_server_that_cannot_start_says_so(practice, monkeypatch):
    monkeypatch.setattr(practice, "_command", lambda: ["true"])
    with pytest.raises(TerminalError, match="did not start"):
        await practice.server()


async def test_shoonyas_server_says_where_both_profiles_are_and_hides_its_keys(tmp_path):
    practice = PracticeProcess(
        "shoonya",
        ShoonyaServer,
        seed=7,
        speed=1.0,
        log_file=tmp_path / "practice.log",
        worker=Worker("practice"),
    )
    try:
        said = await practice.server()
        assert said.rest.endswith("/NorenWClientAPI")
        assert said.rest_classic.endswith("/NorenWClientTP")
        for secret in (said.credentials.password, said.credentials.access_token):
            assert secret
            assert secret not in repr(said)
        assert await practice.server() is said
    finally:
        await practice.aclose()
