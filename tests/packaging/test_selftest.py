"""`--selftest` finds what works, and says so of what does not."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from terminal.app import selftest, selftest_parts

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING = [
    name for name in selftest.CHECKS if name not in {"window", "login", "order", "history"}
]


def call(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--selftest", *arguments],
        capture_output=True, text=True, timeout=300, env={**os.environ, **env},
    )  # fmt: skip


def test_what_needs_no_window_works_from_source(tmp_path):
    wanted = [name for name in EVERYTHING if name not in {"fonts", "icons"}]
    report = tmp_path / "रिपोर्ट 1.json"
    done = call("--checks", ",".join(wanted), "--report", str(report))
    said = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert said["ok"]
    assert not said["frozen"]
    assert [check["name"] for check in said["checks"]] == wanted_in_order(wanted)
    assert json.loads(report.read_text(encoding="utf-8")) == said


def wanted_in_order(names: list[str]) -> list[str]:
    return [name for name in ("history", "keyring", "resources", "languages", "certificates", "time zones",
                              "dependencies", "modules", "libraries") if name in names]  # fmt: skip


def test_a_check_that_nobody_knows_is_one_line_and_exit_code_2():
    done = call("--checks", "weather")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("certificates", "only 3 certificate authorities"),
        ("resources", "themes/app.qss is missing"),
    ],
)
def test_a_part_that_is_missing_is_told(monkeypatch, tmp_path, part, words):
    class FewAuthorities:
        verify_mode = 2

        def cert_store_stats(self) -> dict[str, int]:
            return {"x509_ca": 3}

    monkeypatch.setattr("httpx.create_ssl_context", lambda **_: FewAuthorities())
    monkeypatch.setattr(selftest_parts, "resources_dir", lambda: tmp_path)
    with pytest.raises(selftest_parts.Failed, match=words):
        getattr(selftest_parts, part)()


def test_one_failure_fails_the_whole(monkeypatch, tmp_path):
    def broken() -> str:
        raise ImportError("no such library")

    monkeypatch.setattr(selftest_parts, "libraries", broken)
    run = selftest.SelfTest(("libraries", "resources"), tmp_path, picture=None)
    asyncio.run(run._without_window())
    assert [(check.name, check.ok) for check in run.checks] == [
        ("resources", True),
        ("libraries", False),
    ]
    assert run.checks[1].detail == "ImportError: no such library"
    assert not run.report("offscreen").ok


def test_a_launcher_without_streams_survives(tmp_path):
    code = (
        "import sys, runpy; sys.path.insert(0, sys.argv.pop(1)); launcher = sys.argv.pop(1);"
        "sys.stdout = sys.stderr = None; runpy.run_path(launcher, run_name='__main__')"
    )
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(ROOT / "packaging" / "bundle" / "launcher.py"),
         "--selftest", "--checks", "resources,certificates", "--report", str(report)],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(report.read_text())["ok"]


@pytest.mark.package
def test_everything_works_from_source_with_a_practice_order():
    done = call(QT_QPA_PLATFORM="offscreen")
    said = json.loads(done.stdout)
    assert said["ok"], [check for check in said["checks"] if not check["ok"]]
    order = next(check["detail"] for check in said["checks"] if check["name"] == "order")
    assert order["filled"] == 10
