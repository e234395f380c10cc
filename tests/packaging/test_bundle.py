"""What a bundle must hold: known libraries only, licences of all, times and rights settled."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import licences
import product
import pytest
from linux import bundle, deb, elf

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux packages")


def libraries(folder: Path, *names: str) -> Path:
    """Copy libraries of Qt, which want one another, into a folder."""
    import PySide6

    inside = Path(PySide6.__path__[0]) / "Qt" / "lib"
    folder.mkdir()
    for name in names:
        shutil.copy2(inside / name, folder / name)
    return folder


def need_objdump() -> None:
    if shutil.which("objdump") is None:
        pytest.skip("objdump is not on this machine (apt-get install binutils)")


@LINUX
def test_a_library_that_nobody_brings_stops_the_build(tmp_path, capfd):
    need_objdump()
    folder = libraries(tmp_path / "x", "libQt6Widgets.so.6")
    with pytest.raises(SystemExit):
        elf.examine(folder)
    said = capfd.readouterr().err
    assert "libQt6Gui.so.6, wanted by libQt6Widgets.so.6" in said


@LINUX
def test_dependencies_are_read_from_the_libraries(tmp_path):
    need_objdump()
    names = ("libQt6Core.so.6", "libicui18n.so.73", "libicuuc.so.73", "libicudata.so.73")
    folder = libraries(tmp_path / "x", *names)
    for name in ("libzstd.so.1", "libz.so.1"):
        (folder / name).write_bytes(b"not one, but ours by name")
    wants = elf.examine(folder)
    packages = wants.packages()
    assert "libglib2.0-0 | libglib2.0-0t64" in packages
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", next(p for p in packages if p.startswith("libc6")))
    assert any(name.startswith("libc.so.6(GLIBC_2.") for name in wants.sonames())
    assert "libglib-2.0.so.0()(64bit)" in wants.sonames()


def test_third_party_names_everything_and_keeps_qt_s_duties():
    site_packages = Path(pytest.__file__).parents[1]
    text = licences.compose(site_packages, "_internal/PySide6")
    listed = {work.key for work in licences.works(site_packages)}
    lock = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    for line in lock.splitlines():
        found = re.match(r"([A-Za-z0-9_.-]+)==\S+ ?(;.*)?", line)
        if found and "win32" not in line and "python_full_version >=" not in line:
            assert re.sub(r"[-_.]+", "-", found[1]).lower() in listed, found[1]
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE",
                  "Version 3, 29 June 2007",
                  "replace", "qt-everywhere-src-", "PYTHON SOFTWARE FOUNDATION LICENSE",
                  "SIL OPEN FONT LICENSE"):  # fmt: skip
        assert words in text, words


def test_a_licence_that_many_share_is_printed_once():
    text = licences.compose(Path(pytest.__file__).parents[1], "x")
    assert text.count("The same text as") > 0


@LINUX
def test_times_and_rights_are_settled(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    program = tmp_path / "x" / "program"
    program.parent.mkdir()
    program.write_bytes(b"#!")
    program.chmod(0o775)
    data = tmp_path / "x" / "data"
    data.write_bytes(b"")
    data.chmod(0o600)
    (tmp_path / "x" / "link").symlink_to("data")
    product.settle_times(tmp_path / "x")
    assert program.stat().st_mode & 0o777 == 0o755
    assert data.stat().st_mode & 0o777 == 0o644
    for path in (program, data, tmp_path / "x", tmp_path / "x" / "link"):
        assert path.lstat().st_mtime == 1700000000


def made() -> Path:
    if not (bundle.ONEDIR / product.EXECUTABLE).is_file():
        pytest.skip("there is no bundle (packaging/build.py bundle makes it)")
    return bundle.ONEDIR


@LINUX
def test_the_bundle_has_what_it_should_and_no_more():
    need_objdump()
    folder = made()
    elf.examine(folder)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert "_internal/THIRD-PARTY.txt" in names
    assert "_internal/resources/icons/app.svg" in names
    assert "_internal/certifi/cacert.pem" in names
    for word in (
        "Qt6Quick",
        "Qt6Pdf",
        "libgtk",
        "arrow_flight",
        "pyarrow/tests",
        "resources/docs/adr",
    ):
        assert not [name for name in names if word in name], word
    # Qt's libraries are files of their own: whoever wants may replace them.
    assert "_internal/PySide6/Qt/lib/libQt6Core.so.6" in names


@LINUX
@pytest.mark.package
def test_depends_agree_with_dpkg_shlibdeps():
    folder = made()
    if shutil.which("dpkg-shlibdeps") is None:
        pytest.skip("dpkg-shlibdeps is not on this machine (apt-get install dpkg-dev)")

    def names(lines: list[str]) -> set[str]:
        return {re.split(r"[ (|]", line)[0] for line in lines}

    inside = {file.name for file in elf.elves(folder)}

    def brought(package: str) -> bool:
        """True for a package whose libraries the bundle carries: dpkg-shlibdeps names it all the same."""
        listed = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True, check=True)
        return any(Path(line).name in inside for line in listed.stdout.splitlines())

    ours = names(deb.depends(folder)) - set(deb.BY_NAME)
    theirs = {name for name in names(deb.shlibdeps(folder)) if name in ours or not brought(name)}
    assert theirs - ours == set(), (
        "dpkg-shlibdeps knows dependencies that the package does not name"
    )
    assert ours - theirs == set(), "the package names dependencies that no library has"


@LINUX
@pytest.mark.package
def test_two_builds_of_one_commit_are_the_same_bytes():
    product.export()
    first = product.tree_digest(bundle.build(fresh=True))
    assert product.tree_digest(bundle.build(fresh=True)) == first


@LINUX
@pytest.mark.package
def test_the_package_lives_and_dies_on_a_bare_debian():
    if os.geteuid() != 0:
        pytest.skip("a Debian tree of its own needs root")
    if not list(product.DIST.glob("*.deb")):
        pytest.skip("there is no .deb (packaging/build.py deb makes it)")
    command = [sys.executable, str(ROOT / "packaging" / "build.py"), "test-linux"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr


@LINUX
@pytest.mark.package
def test_the_bundle_paints_nearly_as_soon_as_the_sources():
    made()
    command = [sys.executable, str(ROOT / "packaging" / "build.py"), "bench-linux"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
