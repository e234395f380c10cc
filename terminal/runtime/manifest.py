"""The signed list of the newest version: what it must hold, and when it is not believed.

Signed is the exact text, so nothing is parsed before the signature fits. A list that is expired, or
older than this program or than a list seen before, is refused: old lists must not bring back old faults.
"""

import base64
import binascii
import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from terminal.domain.errors import TerminalError

SCHEMA = 1
PREFIX = b"trading-terminal update list 1\n"
"""Signed together with the text: a signature made for something else never fits."""
KEY_FILE = "updates/public-key.txt"
LARGEST = 65_536
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SECOND_NS = 1_000_000_000


class ManifestError(TerminalError):
    """A list that is not believed; `code` says why in a word."""


class Offer(Struct, frozen=True, kw_only=True):
    """One file to download. `sha256` in hexadecimal; `size` in bytes."""

    url: str
    sha256: str
    size: int = 0


class Manifest(Struct, frozen=True, kw_only=True):
    """The newest version. `downloads` by channel: deb, rpm, run, nsis, or a system's name, or any."""

    schema: int
    version: str
    notes: str
    expires: datetime
    downloads: dict[str, Offer]

    def offer(self, *channels: str) -> Offer | None:
        """Return the file for the first of these channels that is offered."""
        found = (self.downloads.get(channel) for channel in (*channels, "any"))
        return next((offer for offer in found if offer is not None), None)


class Signed(Struct, frozen=True):
    """The file as it is published. `signature`: Ed25519 over PREFIX and `signed`, base64."""

    signed: str
    signature: str


def encode_signed(text: str, signature: bytes) -> bytes:
    """Return the file to publish."""
    sealed = Signed(text, base64.b64encode(signature).decode("ascii"))
    return msgspec.json.format(msgspec.json.encode(sealed), indent=2) + b"\n"


def load_key(resources: Path) -> bytes | None:
    """Return the makers' public key (32 bytes), None where this build carries none. Blocks."""
    try:
        key = base64.b64decode((resources / KEY_FILE).read_text("ascii").strip(), validate=True)
    except (OSError, binascii.Error, ValueError):
        return None
    return key if len(key) == 32 else None


def read(
    content: bytes, *, key: bytes, now_ns: int, running: str, newest_seen: str = ""
) -> Manifest:
    """Return the list if it is to be believed. Errors: ManifestError with a sentence."""
    try:
        sealed = msgspec.json.decode(content, type=Signed)
        signature = base64.b64decode(sealed.signature, validate=True)
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise ManifestError("The update list cannot be read.", code="unreadable") from error
    if not _fits(key, signature, PREFIX + sealed.signed.encode()):
        raise ManifestError(
            "The update list is not signed by the makers of this program: it is not used.",
            hint="Check its address in the settings.",
            code="signature",
        )
    try:
        manifest = msgspec.json.decode(sealed.signed, type=Manifest)
    except msgspec.MsgspecError as error:
        raise ManifestError("The update list cannot be read.", code="unreadable") from error
    _believe(manifest, now_ns=now_ns, running=running, newest_seen=newest_seen)
    return manifest


def is_newer(version: str, than: str) -> bool:
    """Say whether a version (1.2.3) is newer than another; ValueError for anything else."""
    return _numbers(version) > _numbers(than)


def _believe(manifest: Manifest, *, now_ns: int, running: str, newest_seen: str) -> None:
    if manifest.schema > SCHEMA:
        raise ManifestError(
            "The update list is in a form that this version does not know.",
            hint="Look for the newest version by hand.",
            code="schema",
        )
    zone = manifest.expires.tzinfo
    if zone is None or manifest.expires.astimezone(UTC).timestamp() * _SECOND_NS <= now_ns:
        raise ManifestError(
            f"The update list was good until {manifest.expires:%d %b %Y} only: it is not used.",
            hint="The makers publish a new one; or the clock of this computer is wrong.",
            code="expired",
        )
    offers_good = all(
        _SHA256.fullmatch(offer.sha256) and is_safe(offer.url)
        for offer in manifest.downloads.values()
    )
    if not _VERSION.fullmatch(manifest.version) or not offers_good:
        raise ManifestError("The update list cannot be read.", code="unreadable")
    for known, what in ((running, "this one"), (newest_seen, "one that was offered before")):
        if known and is_newer(known, manifest.version):
            raise ManifestError(
                f"The update list names version {manifest.version}, which is older than {what} "
                f"({known}): it is not used.",
                code="downgrade",
            )


def is_safe(address: str) -> bool:
    """Say whether an address may be asked: https, or this very computer."""
    local = ("http://127.0.0.1:", "http://localhost:", "http://[::1]:")
    return address.startswith(("https://", *local)) and not any(c.isspace() for c in address)


def _fits(key: bytes, signature: bytes, content: bytes) -> bool:
    # Imported here: most runs never check for an update.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    if not _VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is no version")
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))
