"""The parts of the Windows setup that need no Wine: locks, version, gate, file list, shims, workflow."""

import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import icons
import product
import pytest
from windows import check_bundle, installer, runtime, version_info
from windows.wine import shims

from terminal.identity import EXECUTABLE

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "packaging" / "windows"


def pins(file: Path) -> dict[str, str]:
    """Name and version of every pin in a lock."""
    found = re.findall(
        r"^([A-Za-z0-9._-]+)==([^\s;]+)", file.read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(found)


# -- locks


def test_windows_packages_are_those_of_the_universal_lock():
    ours = pins(WINDOWS / "requirements.txt")
    universal = (ROOT / "packaging/requirements-bundle.txt").read_text(encoding="utf-8")
    assert {"pyinstaller", "pefile", "tzdata", "pywin32-ctypes", "cryptography"} <= set(ours)
    assert not {"secretstorage", "jeepney"} & set(ours)
    for name, version in ours.items():
        assert re.search(rf"^{re.escape(name)}=={re.escape(version)}\s", universal, re.MULTILINE), (
            name
        )


def test_every_windows_package_is_held_by_a_hash_and_needs_no_marker():
    # pip evaluates markers for the machine it runs on, which is not the one that this lock is for.
    text = (WINDOWS / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) == len(pins(WINDOWS / "requirements.txt"))
    for block in blocks:
        assert "--hash=sha256:" in block
        assert ";" not in block


def test_what_is_pinned_is_what_the_program_needs():
    ours = set(pins(WINDOWS / "requirements.txt"))
    wanted = re.findall(
        r"^([A-Za-z0-9._-]+)==[^\s;]+([^\n]*)",
        (ROOT / "packaging/requirements.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    for name, marker in wanted:
        if "sys_platform == 'linux'" not in marker and ">= '3.12'" not in marker:
            assert name in ours, name


# -- the runtime


def an_archive(path: Path, *names: str) -> Path:
    locked = runtime.lock()
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as data:
        for name in names:
            data.writestr(name, b"content of " + name.encode())
    with tarfile.open(path, "w:gz") as outer:
        entry = tarfile.TarInfo(str(locked["inside"]))
        entry.size = len(inner.getvalue())
        outer.addfile(entry, BytesIO(inner.getvalue()))
    return path


def test_the_runtime_is_laid_out_flat(tmp_path):
    archive = an_archive(tmp_path / "a.tar.gz", "cp311/python.exe", "cp312/python.exe")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("of an earlier runtime")
    runtime.unpack(archive, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["python.exe"]


@pytest.mark.parametrize("name", ["cp311/../python.exe", "cp311/a/b.dll", "cp311/a\\b.dll"])
def test_a_runtime_that_would_write_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(runtime.RuntimeRefused, match="unexpected path"):
        runtime.unpack(an_archive(tmp_path / "a.tar.gz", name), tmp_path / "out")


def test_an_unsigned_file_stops_the_build(tmp_path, monkeypatch):
    (tmp_path / "python.exe").write_bytes(b"MZ")
    monkeypatch.setattr(runtime, "signature_fault", lambda *_: "its signature does not verify")
    with pytest.raises(runtime.RuntimeRefused, match=r"python\.exe: its signature"):
        runtime.verify(tmp_path)


def test_a_file_that_is_missing_stops_the_build(tmp_path, monkeypatch):
    (tmp_path / "python.exe").write_bytes(b"MZ")
    monkeypatch.setattr(runtime, "signature_fault", lambda *_: "")
    with pytest.raises(runtime.RuntimeRefused, match="1 signed files, 28 expected"):
        runtime.verify(tmp_path)


def test_microsoft_s_files_are_compared_by_content(tmp_path, monkeypatch):
    (tmp_path / "vcruntime140.dll").write_bytes(b"MZ another")
    monkeypatch.setattr(runtime, "signature_fault", lambda *_: "")
    with pytest.raises(runtime.RuntimeRefused, match="not the file that was locked"):
        runtime.verify(tmp_path)


@pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="osslsigncode is not installed")
def test_a_signature_is_really_asked_for():
    launcher = next(Path(sys.prefix).rglob("distlib/t64.exe"), None)
    if launcher is None:
        pytest.skip("no unsigned Windows program is at hand")
    assert runtime.signature_fault(launcher, "Python Software Foundation")


# -- version, manifest, icon


@pytest.mark.parametrize(
    ("version", "four"),
    [
        ("1.2.3", (1, 2, 3, 0)),
        ("0.1.0", (0, 1, 0, 0)),
        ("2.0", (2, 0, 0, 0)),
        ("1.2.0rc1", (1, 2, 0, 0)),
    ],
)
def test_a_version_as_windows_counts(version, four):
    assert version_info.four_numbers(version) == four


@pytest.mark.parametrize("version", ["", "x", "1.2.3.4", "1.70000"])
def test_a_version_that_windows_cannot_hold_is_refused(version):
    with pytest.raises(ValueError, match="not "):
        version_info.four_numbers(version)


def test_only_a_prerelease_is_marked_as_one():
    assert "flags=0x0," in version_info.resource("1.2.0")
    assert "flags=0x2," in version_info.resource("1.2.0rc1")


def test_the_manifest_asks_for_sharp_text_and_no_rights():
    text = version_info.manifest("1.2.3")
    ElementTree.fromstring(text.encode())
    for phrase in check_bundle.MANIFEST_SAYS:
        assert phrase in text
    assert 'version="1.2.3.0"' in text
    assert "requireAdministrator" not in text


def test_the_icon_file_lists_what_it_holds():
    pictures = {16: b"small", 256: b"large one"}
    content = icons.ico(pictures)
    assert struct.unpack_from("<HHH", content) == (0, 1, 2)
    for index, (size, picture) in enumerate(sorted(pictures.items())):
        side, _, _, _, _, bits, length, offset = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * index
        )
        assert (side or 256, bits) == (size, 32)
        assert content[offset : offset + length] == picture


# -- the gate


@pytest.fixture
def launchers():
    """Small Windows programs that pip carries, for three machines."""
    pytest.importorskip("pefile", reason="pefile is not installed: packaging/dev.py setup")
    folder = next(Path(sys.prefix).rglob("pip/_vendor/distlib"), None)
    if folder is None or not (folder / "t64.exe").exists():
        pytest.skip("this pip carries no launchers")
    return folder


def test_a_good_binary_passes(launchers):
    assert list(check_bundle.faults_of(launchers / "t64.exe", frozenset())) == []


@pytest.mark.parametrize("name", ["t32.exe", "t64-arm.exe"])
def test_code_for_another_machine_is_refused(launchers, name):
    faults = list(check_bundle.faults_of(launchers / name, frozenset()))
    assert faults
    assert "another machine" in faults[0]


def test_a_library_that_nobody_brings_is_named(launchers, monkeypatch):
    monkeypatch.setattr(check_bundle, "WINDOWS", check_bundle.WINDOWS - {"kernel32.dll"})
    faults = list(check_bundle.faults_of(launchers / "t64.exe", frozenset()))
    assert "it needs kernel32.dll, which is neither here nor in Windows" in faults
    assert not list(check_bundle.faults_of(launchers / "t64.exe", frozenset({"kernel32.dll"})))


@pytest.mark.parametrize(
    "name", ["ucrtbase.dll", "ICUUC.dll", "api-ms-win-crt-math-l1-1-0.dll", "ucrtwine.dll"]
)
def test_windows_own_libraries_and_stand_ins_are_refused(launchers, tmp_path, name):
    shutil.copy2(launchers / "t64.exe", tmp_path / name)
    faults = list(check_bundle.faults_of(tmp_path / name, frozenset()))
    assert any("Windows brings this library itself" in fault for fault in faults)


def test_a_file_of_wine_is_refused(launchers, tmp_path):
    content = bytearray((launchers / "t64.exe").read_bytes())
    content[0x40:0x50] = b"Wine builtin DLL"
    (tmp_path / "shell.dll").write_bytes(content)
    faults = list(check_bundle.faults_of(tmp_path / "shell.dll", frozenset()))
    assert "this is a file of Wine's" in faults


def test_a_broken_binary_is_refused(launchers, tmp_path):
    (tmp_path / "half.dll").write_bytes((launchers / "t64.exe").read_bytes()[:100])
    faults = list(check_bundle.faults_of(tmp_path / "half.dll", frozenset()))
    assert "begins like a Windows binary and is none" in faults[0]


def test_binaries_are_found_by_content(tmp_path):
    (tmp_path / "library.dat").write_bytes(b"MZ and more")
    (tmp_path / "fake.dll").write_bytes(b"text")
    assert [p.name for p in check_bundle.binaries(tmp_path)] == ["library.dat"]


def test_a_program_without_our_manifest_is_refused(launchers, tmp_path):
    shutil.copy2(launchers / "t64.exe", tmp_path / f"{EXECUTABLE}.exe")
    count, faults = check_bundle.check(tmp_path)
    assert count == 1
    assert any("manifest" in fault for fault in faults)
    assert any("open a console" in fault for fault in faults)


def test_a_bundle_without_the_program_is_refused(launchers, tmp_path):
    shutil.copy2(launchers / "t64.exe", tmp_path / "other.exe")
    assert check_bundle.check(tmp_path)[1] == [f"{EXECUTABLE}.exe: missing"]


# -- the installer's script and list


def test_the_file_list_is_sorted_and_whole(tmp_path):
    for name in ("b.dll", "_internal/x/c.txt", "_internal/$a.txt", "a.dll"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    lines = installer.file_commands(tmp_path).splitlines()
    files = [line for line in lines if line.startswith("File ")]
    assert len(files) == 4
    assert [Path(line.split('"')[1]).name for line in files] == [
        "a.dll",
        "b.dll",
        "$$a.txt",
        "c.txt",
    ]
    assert lines[0] == 'SetOutPath "$INSTDIR\\_incoming"'
    assert 'SetOutPath "$INSTDIR\\_incoming\\_internal\\x"' in lines


def test_the_setup_writes_where_the_user_may_and_never_deletes_a_chosen_folder():
    script = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in re.sub(r"ReadRegStr [^\n]*", "", script)
    for target in re.findall(r'RMDir /r "([^"]+)"', script):
        assert target.startswith("$INSTDIR\\_") or target == "${USER_DATA}"


def test_the_installed_identity_is_the_program_s():
    source = (ROOT / "packaging/windows/installer.py").read_text(encoding="utf-8")
    for name in ("product.NAME", "product.APP_ID", "product.EXECUTABLE", "product.PUBLISHER"):
        assert name in source
    script = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert product.NAME not in script
    assert product.EXECUTABLE not in script


def test_purging_means_the_folder_and_the_keyring_that_the_program_uses():
    from terminal.app.late import SERVICE
    from terminal.runtime.paths import APP

    script = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert f'!define USER_DATA "$LOCALAPPDATA\\{APP.lower()}"' in script
    assert '!define SECRETS "${APP_ID}"' in script
    assert product.APP_ID == SERVICE


TOOLS = ("makensis", "osslsigncode", "openssl")


@pytest.mark.skipif(
    sys.platform == "win32" or any(shutil.which(tool) is None for tool in TOOLS),
    reason=f"one of {', '.join(TOOLS)} is not installed",
)
@pytest.mark.parametrize("key", [False, True])
def test_a_setup_is_signed_where_there_is_a_key_and_labelled_where_not(
    launchers, tmp_path, monkeypatch, key
):
    import pefile

    monkeypatch.setattr(product, "BUILD", tmp_path)
    payload = tmp_path / "payload"
    payload.mkdir()
    shutil.copy2(launchers / "t64.exe", payload / f"{EXECUTABLE}.exe")
    if key:
        monkeypatch.setenv(installer.SIGN, str(signer(tmp_path)))
    else:
        monkeypatch.delenv(installer.SIGN, raising=False)
    setup = installer.make(payload, icons.render(tmp_path / "icons"), tmp_path)
    verify = ["osslsigncode", "verify", "-CAfile", str(tmp_path / "certificate.pem"), str(setup)]
    if key:
        said = subprocess.run(verify, capture_output=True, text=True).stdout
        assert "Signature verification: ok" in said
    with pefile.PE(str(setup)) as image:
        table = image.FileInfo[0][0].StringTable[0].entries
        assert bool(image.OPTIONAL_HEADER.DATA_DIRECTORY[4].Size) is key
    assert table[b"Comments"].startswith(b"signed" if key else b"unsigned")
    assert table[b"ProductVersion"] == product.version().encode()


def signer(folder: Path) -> Path:
    """A command that signs the file named after it, with a key made for this test."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test",
         "-addext", "extendedKeyUsage=codeSigning", "-keyout", "key.pem", "-out", "certificate.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    command = folder / "sign"
    command.write_text(
        "#!/bin/sh\nset -e\n"
        f"osslsigncode sign -certs {folder}/certificate.pem -key {folder}/key.pem -h sha256 "
        '-in "$1" -out "$1.signed"\n'
        'mv "$1.signed" "$1"\n'
    )
    command.chmod(0o755)
    return command


# -- Wine's shims


def test_the_shim_forwards_all_but_the_complex_functions():
    table = shims.definitions(["printf", "csinf", "cpow", "_Cbuild"])
    assert '"printf" = "ucrtwine.printf"' in table
    assert '"_Cbuild" = "ucrtwine._Cbuild"' in table
    assert '"csinf" = "msc_csinf"' in table
    assert '"cpow" = "msc_cpow"' in table


def test_every_function_that_the_shim_names_is_in_its_source():
    source = shims.complex_source()
    assert len(shims.complex_names()) == 66
    for name in shims.complex_names():
        assert f" msc_{name}(" in source


# -- the workflow


def test_the_workflow_names_no_host_and_pins_its_actions():
    text = (ROOT / ".github/workflows/windows.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
    assert "://" not in text
    assert "packaging/build.py windows" in text
    assert "packaging/build.py test-windows" in text


# -- all of it


@pytest.mark.package
@pytest.mark.skipif(shutil.which("wine") is None, reason="Wine is not installed")
def test_a_person_installs_uses_upgrades_and_removes_it():
    setups = sorted((ROOT / "dist").glob("*-setup.exe"))
    if not setups:
        pytest.skip("there is no setup in dist/: run packaging/build.py windows first")
    from windows import build

    assert build.test(setups[-1]) == 0
