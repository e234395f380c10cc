"""Where a broker is, if not where its documentation says: one optional JSON file of the user's.

`brokers/kite.json` in the settings folder maps an environment (`live`, `hosted`) to the fields of
`brokers.kite.config.KiteConfig` that differ: hosts, path prefixes, extra socket parameters, limits.
"""

import logging
from pathlib import Path
from typing import Any

import msgspec

from terminal.brokers.kite.config import HOSTED, LIVE, KiteConfig, hosted_config, live_config

log = logging.getLogger(__name__)


def load_kite_addresses(file: Path, *, only_ipv4: bool) -> tuple[dict[str, KiteConfig], str]:
    """Return the environments that the file changes, and a sentence about what was wrong in it.

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
    defaults = {LIVE: live_config(force_ipv4=only_ipv4), HOSTED: hosted_config()}
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


def _changed(default: KiteConfig, fields: dict[str, Any]) -> KiteConfig:
    known = {info.name for info in msgspec.structs.fields(KiteConfig)}
    unknown = sorted(set(fields) - known)
    if unknown:
        raise ValueError(f"unknown fields {', '.join(unknown)}")
    base: dict[str, Any] = msgspec.to_builtins(default)
    for name, value in fields.items():
        base[name] = {**base[name], **value} if isinstance(value, dict) else value
    config = msgspec.convert(base, KiteConfig)
    for url in (config.rest, config.stream, config.login):
        scheme, _, rest = url.partition("://")
        local = rest.split("/")[0].rpartition(":")[0] in {"127.0.0.1", "localhost"}
        if scheme not in {"https", "wss"} and not local:
            raise ValueError(f"{url} is not encrypted")
    return config
