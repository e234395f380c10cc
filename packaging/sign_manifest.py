#!/usr/bin/env python3
"""Make the makers' keys, and sign the list of the newest version.

    sign_manifest.py keys --private FILE [--force]
        write a new private key to FILE (keep it secret and safe: whoever has it can offer files to
        every user) and the public key into resources/updates/, from where it goes into each build
    sign_manifest.py sign --private FILE --notes NOTES.txt --days 90 --base https://... --out LIST
                          [--version 1.2.3] [--file deb=dist/x.deb] [--file run=dist/x.run] ...
        write the signed list: version, notes, last day, and address and SHA-256 of each file
    sign_manifest.py check LIST
        say what a list holds, and whether this source's program believes it

The private key may be protected by a passphrase: set SIGNING_PASSPHRASE. Nothing is uploaded.
"""

from __future__ import annotations

import argparse
import base64
import datetime
import hashlib
import json
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal import __version__
from terminal.runtime import manifest as lists

CHANNELS = ("deb", "rpm", "run", "nsis", "linux", "win32", "darwin", "any")
PASSPHRASE = "SIGNING_PASSPHRASE"  # the variable's name


class Mistake(Exception):
    """Something the caller can mend; its text is all they need."""


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    try:
        return int(options.verb(options))
    except (Mistake, OSError, lists.ManifestError) as error:
        print(f"sign_manifest: {error}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = root.add_subparsers(required=True)
    keys = verbs.add_parser("keys")
    keys.add_argument("--private", type=Path, required=True)
    keys.add_argument("--resources", type=Path, default=ROOT / "resources")
    keys.add_argument("--force", action="store_true", help="replace a public key that is there")
    keys.set_defaults(verb=make_keys)
    sign = verbs.add_parser("sign")
    sign.add_argument("--private", type=Path, required=True)
    sign.add_argument("--version", default=__version__)
    sign.add_argument("--notes", type=Path, required=True)
    sign.add_argument("--days", type=int, default=90, help="how long the list is good for")
    sign.add_argument("--base", required=True, help="address of the folder that holds the files")
    sign.add_argument("--file", action="append", default=[], metavar="CHANNEL=FILE")
    sign.add_argument("--out", type=Path, required=True)
    sign.add_argument("--resources", type=Path, default=ROOT / "resources")
    sign.set_defaults(verb=sign_list)
    check = verbs.add_parser("check")
    check.add_argument("list", type=Path)
    check.add_argument("--resources", type=Path, default=ROOT / "resources")
    check.set_defaults(verb=check_list)
    return root


def make_keys(options: argparse.Namespace) -> int:
    public = options.resources / lists.KEY_FILE
    if options.private.exists():
        raise Mistake(f"{options.private} exists: a private key is never overwritten")
    if public.exists() and not options.force:
        raise Mistake(
            f"{public} exists: programs in use believe that key alone. With --force it is replaced, "
            "and they take no update list any more"
        )
    word = os.environ.get(PASSPHRASE, "")
    private = Ed25519PrivateKey.generate()
    kind = (
        serialization.BestAvailableEncryption(word.encode())
        if word
        else serialization.NoEncryption()
    )
    content = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, kind
    )
    handle = os.open(options.private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    public.parent.mkdir(parents=True, exist_ok=True)
    public.write_text(_public(private) + "\n", encoding="ascii")
    protected = (
        "protected by the passphrase" if word else f"not protected: set {PASSPHRASE} next time"
    )
    print(f"private key: {options.private} ({protected})\npublic key:  {public}")
    return 0


def sign_list(options: argparse.Namespace) -> int:
    private = _load(options.private)
    key = lists.load_key(options.resources)
    if key is None or base64.b64encode(key).decode() != _public(private):
        raise Mistake("this private key does not belong to the public key in resources/updates")
    now = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
    if not 1 <= options.days <= 400:
        raise Mistake("--days takes 1 to 400: a list that is good forever can be replayed forever")
    expires = (now + datetime.timedelta(days=options.days)).replace(microsecond=0)
    text = json.dumps(
        {
            "schema": lists.SCHEMA,
            "version": options.version,
            "notes": options.notes.read_text(encoding="utf-8").strip(),
            "expires": expires.isoformat().replace("+00:00", "Z"),
            "downloads": dict(_offer(given, options.base) for given in options.file),
        },
        ensure_ascii=False,
        indent=1,
    )
    content = lists.encode_signed(text, private.sign(lists.PREFIX + text.encode()))
    lists.read(content, key=key, now_ns=time.time_ns(), running="0.0")  # as every program will
    options.out.write_bytes(content)
    print(f"{options.out}: version {options.version}, good until {expires:%d %b %Y}")
    return 0


def check_list(options: argparse.Namespace) -> int:
    key = lists.load_key(options.resources)
    if key is None:
        raise Mistake("there is no public key in resources/updates: make one with `keys`")
    content = options.list.read_bytes()
    found = lists.read(content, key=key, now_ns=time.time_ns(), running=__version__)
    print(f"version {found.version}, good until {found.expires:%d %b %Y}")
    for channel, offer in found.downloads.items():
        print(f"  {channel}: {offer.url} {offer.sha256} {offer.size}")
    return 0


def _offer(given: str, base: str) -> tuple[str, dict[str, str | int]]:
    channel, separator, name = given.partition("=")
    file = Path(name)
    if not separator or channel not in CHANNELS:
        raise Mistake(
            f"--file {given}: expected CHANNEL=FILE, channel one of {', '.join(CHANNELS)}"
        )
    content = file.read_bytes()
    url = f"{base.rstrip('/')}/{file.name}"
    sha256 = hashlib.sha256(content).hexdigest()
    return channel, {"url": url, "sha256": sha256, "size": len(content)}


def _load(file: Path) -> Ed25519PrivateKey:
    word = os.environ.get(PASSPHRASE, "")
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), word.encode() if word else None)
    except (ValueError, TypeError) as error:
        raise Mistake(f"{file} cannot be read ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Mistake(f"{file} is no Ed25519 key")
    return key


def _public(private: Ed25519PrivateKey) -> str:
    return base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
