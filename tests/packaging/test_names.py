"""Names, versions and times of packages come from one source each."""

import ast
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import product
import pytest

from terminal import __version__
from terminal.app import selftest_parts
from terminal.identity import APP_ID, EXECUTABLE
from terminal.runtime.executable import own_command

ROOT = Path(__file__).resolve().parents[2]


def test_the_version_is_the_program_s():
    assert product.version() == __version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize(
    ("pep440", "debian"),
    [
        ("1.2.0", "1.2.0"),
        ("1.2.0rc1", "1.2.0~rc1"),
        ("1.2.0a3", "1.2.0~a3"),
        ("2.0.dev4", "2.0~dev4"),
    ],
)
def test_a_release_candidate_comes_before_its_release(pep440, debian):
    assert product.debian_version(pep440) == debian
    dpkg = shutil.which("dpkg")
    if dpkg is not None and "~" in debian:
        release = debian.partition("~")[0]
        assert subprocess.run([dpkg, "--compare-versions", debian, "lt", release]).returncode == 0


def test_every_template_is_filled():
    for template in sorted((ROOT / "packaging" / "linux" / "share").iterdir()):
        text = product.fill(
            template,
            COMMAND=EXECUTABLE,
            LICENCE_TEXT=" text",
            RPM_VERSION="1",
            REQUIRES="",
            ROOT="/r",
        )
        assert not re.search(r"@[A-Z_]+@", text), template.name
        assert text.endswith("\n"), template.name


def test_a_mark_that_nobody_fills_stops_the_build(tmp_path):
    template = tmp_path / "x.in"
    template.write_text("@NAME@ @NOBODY@\n")
    with pytest.raises(SystemExit):
        product.fill(template)


def test_desktop_entry_metadata_and_window_agree():
    entry = (ROOT / "packaging" / "linux" / "share" / "desktop.in").read_text(encoding="utf-8")
    assert "Icon=@APP_ID@" in entry
    assert "StartupWMClass=@APP_ID@" in entry
    metainfo = product.fill(ROOT / "packaging" / "linux" / "share" / "metainfo.xml.in")
    assert f'<launchable type="desktop-id">{APP_ID}.desktop</launchable>' in metainfo


def test_the_self_test_imports_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[=<>;\s]", line)[0].lower() for line in project["dependencies"]}
    assert {name.lower() for name in selftest_parts.DEPENDENCIES} == named


def test_the_bundle_is_locked_to_the_versions_that_are_tested():
    def pins(name: str) -> set[str]:
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        return {line.split(";")[0].strip(" \\") for line in text.splitlines() if "==" in line}

    assert pins("requirements.txt") <= pins("requirements-bundle.txt")


def test_a_child_is_this_program(monkeypatch):
    assert own_command("sandbox", "kite") == [
        sys.executable, str(ROOT / "main.py"), "sandbox", "kite",
    ]  # fmt: skip
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", f"/opt/x/{EXECUTABLE}")
    assert own_command("download", "--help") == [f"/opt/x/{EXECUTABLE}", "download", "--help"]


def test_sums_are_what_sha256sum_checks(tmp_path, monkeypatch):
    monkeypatch.setattr(product, "DIST", tmp_path)
    (tmp_path / "a.deb").write_bytes(b"one")
    (tmp_path / "b c.run").write_bytes(b"two")
    product.write_sums()
    product.write_sums()  # a list does not list itself
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("sha256sum is not on this machine")
    done = subprocess.run([tool, "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_tree_s_digest_knows_names_rights_and_contents(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    first = product.tree_digest(tmp_path)
    (tmp_path / "a").chmod(0o755)
    second = product.tree_digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, product.tree_digest(tmp_path)}) == 3


def test_build_lists_its_verbs_and_refuses_others():
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "packaging" / "build.py"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    said = call("--help")
    assert said.returncode == 0
    for verb in ("linux", "windows", "all", "test-linux", "test-windows"):
        assert verb in said.stdout
    refused = call("android")
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "program", [file.name for file in sorted((ROOT / "packaging").glob("*.py"))]
)
def test_what_a_tool_imports_late_is_there(program):
    """A build step is imported when its verb is called: a wrong name would show on release day."""
    tree = ast.parse((ROOT / "packaging" / program).read_text(encoding="utf-8"))
    late = [
        (node.module, each.name)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.module
        for each in node.names
    ]
    for module, name in late:
        found = importlib.import_module(module)
        if not hasattr(found, name):
            importlib.import_module(f"{module}.{name}")
