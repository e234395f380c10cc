"""Where the files of a store are: a folder, or an object store by its fsspec address.

Both put a file whole or not at all: the folder by a temporary file, fsync and rename, the object
store because an object appears when its upload ends. Nothing here knows what is in a file.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import fsspec
from typing_extensions import override

from terminal.history.errors import StoreError
from terminal.runtime.atomic import replacing

TEMPORARY = ".tmp"


class Files(Protocol):
    """Files by their path below the root, with `/` between the parts. OSError as the system has it."""

    @property
    def root(self) -> str: ...

    def read(self, path: str) -> bytes:
        """Return a file's bytes; FileNotFoundError if there is none."""
        ...

    def open(self, path: str) -> BinaryIO:
        """Return a file to read parts of; FileNotFoundError if there is none."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Make the file hold exactly this; on an error it is as it was."""
        ...

    def list(self, folder: str) -> Iterator[str]:
        """Return the paths of all files below a folder."""
        ...

    def remove(self, path: str) -> None: ...

    def address(self, path: str) -> str:
        """Return what DuckDB calls the file."""
        ...

    def register(self, connection: Any) -> None:
        """Let a DuckDB connection read from here."""
        ...


def is_address(root: str | Path) -> bool:
    """Return whether this names an object store: `s3://...`, not a folder."""
    return isinstance(root, str) and "://" in root


class LocalFiles(Files):
    """A folder."""

    def __init__(self, root: Path, tag: str = "") -> None:
        self._root = root.expanduser().absolute()
        self._ending = f"{tag}{TEMPORARY}"

    @property
    @override
    def root(self) -> str:
        return str(self._root)

    @override
    def read(self, path: str) -> bytes:
        return (self._root / path).read_bytes()

    @override
    def open(self, path: str) -> BinaryIO:
        return (self._root / path).open("rb")

    @override
    def write(self, path: str, content: bytes) -> None:
        file = self._root / path
        self._make(file.parent)
        # One name a file: what a killed process left behind is overwritten by the next attempt.
        temporary = file.with_name(f".{file.name}{self._ending}")
        with replacing(file, temporary=temporary) as out:
            out.write(content)
        _sync_folder(file.parent)

    @override
    def list(self, folder: str) -> Iterator[str]:
        for place, _, names in os.walk(self._root / folder):
            for name in names:
                yield (Path(place) / name).relative_to(self._root).as_posix()

    @override
    def remove(self, path: str) -> None:
        (self._root / path).unlink(missing_ok=True)

    @override
    def address(self, path: str) -> str:
        return (self._root / path).as_posix()

    @override
    def register(self, connection: Any) -> None:
        return

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


class RemoteFiles(Files):
    """An object store behind fsspec. Its own rules of access and retries apply."""

    def __init__(self, address: str) -> None:
        try:
            self._fs, self._base = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise StoreError(
                f"No history can be kept at {address}: {error}",
                hint="The address begins with the store's kind, such as s3:// or gs://.",
            ) from error
        self._address = address.rstrip("/")
        self._base = self._base.rstrip("/")

    @property
    @override
    def root(self) -> str:
        return self._address

    @override
    def read(self, path: str) -> bytes:
        return bytes(self._fs.cat_file(f"{self._base}/{path}"))

    @override
    def open(self, path: str) -> BinaryIO:
        file: BinaryIO = self._fs.open(f"{self._base}/{path}", "rb")
        return file

    @override
    def write(self, path: str, content: bytes) -> None:
        file = f"{self._base}/{path}"
        self._fs.makedirs(file.rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(file, content)

    @override
    def list(self, folder: str) -> Iterator[str]:
        self._fs.invalidate_cache()
        below = f"{self._base}/{folder}"
        for file in self._fs.find(below) if self._fs.exists(below) else ():
            yield str(file)[len(self._base) + 1 :]

    @override
    def remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self._fs.rm_file(f"{self._base}/{path}")

    @override
    def address(self, path: str) -> str:
        return f"{self._address}/{path}"

    @override
    def register(self, connection: Any) -> None:
        self._fs.invalidate_cache()
        connection.register_filesystem(self._fs)


def open_files(root: str | Path, *, tag: str = "") -> Files:
    """Return the files of a store by its root; `tag` keeps two processes' temporary files apart."""
    if isinstance(root, str) and is_address(root):
        return RemoteFiles(root)
    return LocalFiles(Path(root), tag)


def _sync_folder(folder: Path) -> None:
    """Make a rename last; only POSIX lets a folder be opened, elsewhere the rename is journalled."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
