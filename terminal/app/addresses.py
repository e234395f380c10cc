"""Where a broker is, if not where its documentation says: one optional JSON file a broker, the user's.

`brokers/kite.json` and `brokers/shoonya.json` in the settings folder map an environment (`live`,
`hosted`, `classic`) to the fields of that broker's config that differ: hosts, path prefixes, limits.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from terminal.brokers.kite.config import HOSTED, LIVE, KiteConfig, hosted_config, live_config
from terminal.brokers.shoonya import config as shoonya
from terminal.brokers.shoonya.config import ShoonyaConfig

log = logging.getLogger(__name__)
C = TypeVar("C", KiteConfig, ShoonyaConfig)


def load_kite_addresses(file: Path, *, only_ipv4: bool) -> tuple[dict[str, KiteConfig], str]:
    """Return the environments that the file changes, and a sentence about what was wrong in it."""
    defaults = {LIVE: live_config(force_ipv4=only_ipv4), HOSTED: hosted_config()}
    return _load(file, defaults)


def load_shoonya_addresses(file: Path, *, only_ipv4: bool) -> tuple[dict[str, ShoonyaConfig], str]:
    """As `load_kite_addresses`, for Shoonya."""
    return _load(
        file,
        {
            shoonya.LIVE: shoonya.live_config(force_ipv4=only_ipv4),
            shoonya.LIVE_CLASSIC: shoonya.classic_config(force_ipv4=only_ipv4),
        },
    )


def _load(file: Path, defaults: Mapping[str, C]) -> tuple[dict[str, C], str]:
    """Return the changed environments and what was wrong.

    Certificates stay verified whatever the file says: an address of another machine without TLS is
    refused, because tokens travel there.
    """
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return (
            {},
            f"{file.name} could not be read ({error.strerror}); the usual addresses are in use.",
        )
    try:
        changes = msgspec.json.decode(text, type=dict[str, dict[str, Any]])
        found = {}
        for environment, fields in changes.items():
            if environment not in defaults:
                raise ValueError(f"there is no environment {environment!r}")
            found[environment] = _changed(defaults[environment], fields)
    except (msgspec.MsgspecError, ValueError) as error:
        return {}, f"{file.name} is not usable ({error}); the usual addresses are in use."
    return found, ""


def _changed(default: C, fields: dict[str, Any]) -> C:
    known = {info.name for info in msgspec.structs.fields(default)}
    unknown = sorted(set(fields) - known)
    if unknown:
        raise ValueError(f"unknown fields {', '.join(unknown)}")
    base: dict[str, Any] = msgspec.to_builtins(default)
    for name, value in fields.items():
        base[name] = {**base[name], **value} if isinstance(value, dict) else value
    config = msgspec.convert(base, type(default))
    for name in ("rest", "stream", "login", "masters"):
        url = getattr(config, name, "")
        scheme, _, rest = url.partition("://")
        local = rest.split("/")[0].rpartition(":")[0] in {"127.0.0.1", "localhost"}
        if url and scheme not in {"https", "wss"} and not local:
            raise ValueError(f"{url} is not encrypted")
    return config
