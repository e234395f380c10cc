"""The lock's state: PIN, idle time, wrong tries, and where there is no keyring."""

import pytest

from terminal.runtime.worker import Worker
from terminal.ui import lock as lock_module
from terminal.ui.lock import SECRET, Lock, fits, hash_pin, too_weak
from tests.fakes.clock import FakeClock

MINUTE = 60.0


class Keyring:
    """A keyring that can be missing, or refuse what it is given."""

    def __init__(self, *, persistent: bool = True) -> None:
        self.persistent = persistent
        self.held: dict[str, str] = {}
        self.breaks_on_save = False

    async def load(self, name):
        return self.held.get(name)

    async def save(self, name, value):
        if self.breaks_on_save:
            self.persistent = False
            return
        self.held[name] = value

    async def forget(self, name):
        self.held.pop(name, None)


class Rig:
    def __init__(self, keyring: Keyring, minutes: int = 5) -> None:
        self.clock = FakeClock()
        self.keyring = keyring
        self.minutes = minutes
        self.noted: list[bool] = []
        self.told: list[bool] = []
        self.failures: list[object] = []
        self.worker = Worker("lock test")
        self.lock = self.another()

    def another(self) -> Lock:
        lock = Lock(
            secrets=self.keyring,
            worker=self.worker,
            clock=self.clock,
            minutes=lambda: self.minutes,
            note=self.noted.append,
            on_failure=lambda where, error: self.failures.append((where, error)),
        )
        lock.changed.connect(self.told.append)
        return lock


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """A weak hash: what is tested is who may pass, not how dear a guess is."""
    monkeypatch.setattr(lock_module, "_N", 16)


@pytest.fixture
async def rig():
    rig = Rig(Keyring())
    yield rig
    rig.worker.close()
    assert not rig.failures


async def test_only_a_salted_hash_is_kept(rig):
    assert await rig.lock.set_pin("4711") == ""
    kept = rig.keyring.held[SECRET]
    assert "4711" not in kept
    assert kept.startswith("scrypt$")
    assert kept != hash_pin("4711")
    assert fits("4711", kept)
    assert not fits("4712", kept)
    assert not fits("4711", "nonsense")
    assert not fits("4711", "scrypt$16$8$1$!$!")


@pytest.mark.parametrize(("pin", "words"), [("12", "at least 4"), ("0000", "repeated")])
async def test_a_weak_pin_is_refused_with_its_reason(rig, pin, words):
    assert words in await rig.lock.set_pin(pin)
    assert words in too_weak(pin)
    assert not rig.lock.has_pin


async def test_it_locks_after_the_idle_time_and_not_before(rig):
    await rig.lock.set_pin("4711")
    rig.lock.touch()
    await rig.clock.advance(5 * MINUTE - 1)
    rig.lock.check()
    assert not rig.lock.locked
    rig.lock.touch()
    await rig.clock.advance(5 * MINUTE - 1)
    rig.lock.check()
    assert not rig.lock.locked
    await rig.clock.advance(1)
    rig.lock.check()
    assert rig.lock.locked
    assert rig.told == [True]
    assert rig.noted == [True]


async def test_zero_minutes_never_lock_and_without_a_pin_there_is_no_lock(rig):
    await rig.clock.advance(600 * MINUTE)
    rig.lock.check()
    assert not rig.lock.lock()
    assert not rig.lock.locked
    await rig.lock.set_pin("4711")
    rig.minutes = 0
    await rig.clock.advance(600 * MINUTE)
    rig.lock.check()
    assert not rig.lock.locked


async def test_the_right_pin_opens_and_a_wrong_one_does_not(rig):
    await rig.lock.set_pin("4711")
    assert rig.lock.lock()
    assert await rig.lock.unlock("4712") == "That is not the PIN."
    assert rig.lock.locked
    assert await rig.lock.unlock("4711") == ""
    assert not rig.lock.locked
    assert rig.told == [True, False]
    rig.lock.check()
    assert not rig.lock.locked, "unlocking is input"


async def test_five_wrong_tries_cost_time_even_for_the_right_pin(rig):
    await rig.lock.set_pin("4711")
    rig.lock.lock()
    for _ in range(4):
        assert "not the PIN" in await rig.lock.unlock("9999")
    assert "30 s" in await rig.lock.unlock("9999")
    assert "Too many" in await rig.lock.unlock("4711")
    assert rig.lock.locked
    await rig.clock.advance(31)
    assert "60 s" in await rig.lock.unlock("9999"), "each round is longer"
    await rig.clock.advance(61)
    assert await rig.lock.unlock("4711") == ""


async def test_a_pin_outlives_the_program(rig):
    await rig.lock.set_pin("4711")
    again = rig.another()
    assert not again.has_pin
    assert await again.open()
    again.lock()
    assert await again.unlock("4711") == ""


async def test_without_a_keyring_it_is_not_offered_and_says_why():
    rig = Rig(Keyring(persistent=False))
    try:
        assert "no keyring" in await rig.lock.why_not()
        assert "no keyring" in await rig.lock.set_pin("4711")
        assert not rig.lock.lock()
    finally:
        rig.worker.close()


async def test_a_keyring_that_refuses_the_pin_leaves_no_lock(rig):
    rig.keyring.breaks_on_save = True
    assert "did not take" in await rig.lock.set_pin("4711")
    assert not rig.lock.has_pin


async def test_forgetting_the_pin_opens_the_lock(rig):
    await rig.lock.set_pin("4711")
    rig.lock.lock()
    await rig.lock.forget_pin()
    assert not rig.lock.locked
    assert SECRET not in rig.keyring.held
    assert not rig.lock.lock()
