"""What the desktop's buses tell, and what we tell them: on a real bus of the test's own."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-run-session") is None, reason="needs a bus daemon (Debian: dbus)"
)


@pytest.fixture(scope="module")
def desktop():
    """What a listener heard on a bus with logind, a screen saver and a notification service."""
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.fakes.desktop_bus"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_logind_says_before_and_after_a_sleep(desktop):
    assert desktop["heard"] == ["before", "after"]
    assert "sleep" in desktop["sources"]


def test_the_screen_saver_says_when_figures_must_not_be_told(desktop):
    assert desktop["private"] == [False, True, False]


def test_a_notice_reaches_the_service_in_its_own_signature_and_without_markup(desktop):
    assert desktop["told"]
    (notice,) = desktop["notices"]
    signature, body = notice
    assert signature == "susssasa{sv}i"
    assert body[3:5] == ["Buy INFY", "Filled &lt;5&gt; &amp; more"]
