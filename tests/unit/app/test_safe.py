"""Safe mode below the window: nobody logs in by itself, nothing fires, and secrets are remembered."""

import pytest

from terminal.app.late import LateSecrets
from terminal.app.logins import Logins
from terminal.app.triggers import DeafFeed
from terminal.domain.ids import InstrumentId
from terminal.runtime import vault
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker


class Attempts:
    """Counts what a log-in would touch."""

    def __init__(self):
        self.asked, self.loaded = [], 0

    async def ask(self, account):
        self.asked.append(account)

    async def load(self):
        self.loaded += 1
        return []

    def first(self):
        return None


@pytest.mark.parametrize(("safe", "asked", "loaded"), [(True, [], 0), (False, [""], 1)])
async def test_in_safe_mode_nobody_is_logged_in_or_asked(safe, asked, loaded):
    attempts, failures = Attempts(), []
    scope = TaskScope("test", lambda *what: failures.append(what))
    logins = Logins(
        accounts=attempts,
        kinds=(),
        known=attempts,
        notices=None,
        scope=scope,
        ask=attempts.ask,
        attached=lambda: None,
    )
    await logins.first(practice=False, safe=safe)
    assert (attempts.asked, attempts.loaded) == (asked, loaded)
    await scope.aclose()
    assert not failures


def test_a_deaf_feed_tells_nothing_and_can_be_left():
    heard = []
    undo = DeafFeed().follow(InstrumentId("NSE", "INFY"), lambda *tick: heard.append(tick))
    undo()
    assert heard == []


async def test_what_went_through_the_keyring_is_known_to_reports(monkeypatch):
    monkeypatch.setattr(vault, "_find_backend", lambda: None)
    worker = Worker("keyring")
    secrets = LateSecrets(worker)
    await secrets.save("kite/token", "s3cr3tT0ken9")
    assert await secrets.load("kite/none") is None
    await secrets.load("kite/token")
    await secrets.forget("kite/token")
    assert secrets.seen() == ["s3cr3tT0ken9"]
    worker.close()
