#!/usr/bin/env python3
"""Write the version resource of the program, as PyInstaller reads it, and its manifest.

python packaging/windows/version_info.py FOLDER    writes version_info.txt and app.manifest
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from terminal import __version__
from terminal.identity import APP_ID, EXECUTABLE, NAME, PUBLISHER

MANIFEST = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="{app_id}" version="{four}" processorArchitecture="amd64"/>
  <description>{name}</description>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
        processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
</assembly>
"""

RESOURCE = """VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers},
    prodvers={numbers},
    mask=0x3F,
    flags={flags},
    OS=0x40004,
    fileType=0x1,
    subtype=0x0,
    date=(0, 0),
  ),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', {publisher!r}),
      StringStruct('FileDescription', {name!r}),
      StringStruct('FileVersion', {version!r}),
      StringStruct('InternalName', {executable!r}),
      StringStruct('LegalCopyright', 'MIT licence'),
      StringStruct('OriginalFilename', {original!r}),
      StringStruct('ProductName', {name!r}),
      StringStruct('ProductVersion', {version!r}),
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),
  ],
)
"""
PRERELEASE = 0x2
"""VS_FF_PRERELEASE: what a version such as 1.2.0rc1 is marked with."""


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts: 1.2.3rc1 is (1, 2, 3, 0), since only numbers fit."""
    release = re.match(r"\d+(\.\d+)*", version)
    if release is None:
        raise ValueError(f"not a version: {version}")
    parts = [int(part) for part in release[0].split(".")]
    if len(parts) > 3 or max(parts) > 0xFFFF:
        raise ValueError(f"not three numbers below 65536: {version}")
    first, second, third = [*parts, 0, 0][:3]
    return first, second, third, 0


def dotted(version: str) -> str:
    return ".".join(map(str, four_numbers(version)))


def is_prerelease(version: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)*", version) is None


def resource(version: str = __version__) -> str:
    return RESOURCE.format(
        numbers=four_numbers(version),
        flags=hex(PRERELEASE if is_prerelease(version) else 0),
        version=version,
        name=NAME,
        publisher=PUBLISHER,
        executable=EXECUTABLE,
        original=f"{EXECUTABLE}.exe",
    )


def manifest(version: str = __version__) -> str:
    """Return the manifest: plain user's rights, sharp on every monitor, UTF-8, long paths."""
    return MANIFEST.format(app_id=APP_ID, four=dotted(version), name=NAME)


def write(into: Path) -> tuple[Path, Path]:
    """Write both into a folder; return the version resource's and the manifest's paths."""
    into.mkdir(parents=True, exist_ok=True)
    written = into / "version_info.txt", into / "app.manifest"
    written[0].write_text(resource(), encoding="utf-8")
    written[1].write_text(manifest(), encoding="utf-8")
    return written


if __name__ == "__main__":
    print(*write(Path(sys.argv[1])), sep="\n")
