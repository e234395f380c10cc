"""Settings: one frozen Struct a section, every field with a title, a description and its bounds.

The dialog, its search and the file all come from these declarations. The file is JSON, written
atomically; a value that is unknown or out of bounds falls back to its default, with a sentence.
"""

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo, fields, replace

from terminal.runtime.atomic import replacing
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.worker import Worker

Quantity = Annotated[int, Meta(ge=1)]


def _say(title: str, description: str, **bounds: Any) -> Meta:
    return Meta(title=title, description=description, **bounds)


class Appearance(Struct, frozen=True, kw_only=True):
    """How it looks. Applies at once."""

    theme: Annotated[
        Literal["dark", "light"],
        _say("Theme", "Dark or light. Buy is blue and sell is orange-red in both."),
    ] = "dark"
    colours: Annotated[
        Literal["green_red", "red_green", "teal_magenta", "blue_orange"],
        _say(
            "Colours of gain and loss",
            "A sign or an arrow always says it too. Teal and magenta, and blue and orange, can be told "
            "apart by people who see no difference between red and green.",
        ),
    ] = "green_red"
    language: Annotated[
        Literal["system", "english", "hindi"],
        _say(
            "Language",
            "System: as this computer is set, where the language is known. Takes effect at the next start.",
        ),
    ] = "system"
    toast_seconds: Annotated[
        int,
        _say(
            "Notices stay for (seconds)",
            "How long a notice lies over the window. Errors stay twice as long; all are in the log.",
            ge=2,
            le=60,
        ),
    ] = 6
    pnl_net: Annotated[
        bool,
        _say(
            "Profit and loss after charges",
            "Positions and the top bar show what is left after the charges of today's orders, as the "
            "broker's calculator tells them. Either way the other figure is in the tooltip.",
        ),
    ] = False


class Safety(Struct, frozen=True, kw_only=True):
    """Before an order leaves. Applies at once."""

    arm_minutes: Annotated[
        int,
        _say(
            "Disarm after (minutes without input)",
            "Enter in the order ticket sends only while armed; arming ends by itself.",
            ge=1,
            le=240,
        ),
    ] = 15
    lock_minutes: Annotated[
        int,
        _say(
            "Lock after (minutes without input)",
            "Hides accounts and prices and takes no orders until the PIN is typed; cancel, close and the "
            "kill switch work all the time. 0 never locks by itself.",
            ge=0,
            le=240,
        ),
    ] = 0


class OrderLimits(Struct, frozen=True, kw_only=True):
    """Limits on orders that open or grow a position; cancels and exits always pass. Empty: no limit.

    The fields and defaults are those of `orders.guards.Limits`, held together by a test.
    """

    ask_quantity: Annotated[
        Quantity | None, _say("Ask above quantity", "Units in one order above which you are asked.")
    ] = 20_000
    max_quantity: Annotated[
        Quantity | None, _say("Never above quantity", "Units in one order that are never passed.")
    ] = 500_000
    ask_value: Annotated[
        Decimal | None, _say("Ask above value", "Rupees in one order above which you are asked.")
    ] = Decimal(1_000_000)
    max_value: Annotated[
        Decimal | None, _say("Never above value", "Rupees in one order that are never passed.")
    ] = Decimal(10_000_000)
    ask_percent_from_market: Annotated[
        Decimal | None,
        _say("Ask when off the market by %", "Distance of your price from the last price."),
    ] = Decimal(3)
    max_percent_from_market: Annotated[
        Decimal | None,
        _say("Never off the market by %", "Distance from the last price that is never passed."),
    ] = Decimal(20)
    ask_percent_from_market_options: Annotated[
        Decimal | None,
        _say("Ask when off the market by %, options", "The same for options, which move more."),
    ] = Decimal(10)
    max_percent_from_market_options: Annotated[
        Decimal | None,
        _say("Never off the market by %, options", "The same for options, never passed."),
    ] = Decimal(60)
    ask_orders_per_day: Annotated[
        Quantity | None,
        _say("Ask above orders a day", "Orders of one account since midnight, IST."),
    ] = 1_000
    max_orders_per_day: Annotated[
        Quantity | None,
        _say("Never above orders a day", "The same, never passed. Exits and cancels still go."),
    ] = 4_000
    ask_quantity_per_day: Annotated[
        Quantity | None, _say("Ask above quantity a day", "Units bought and sold in one day.")
    ] = None
    max_quantity_per_day: Annotated[
        Quantity | None, _say("Never above quantity a day", "Units in one day, never passed.")
    ] = None
    ask_value_per_day: Annotated[
        Decimal | None, _say("Ask above value a day", "Rupees bought and sold in one day.")
    ] = Decimal(20_000_000)
    max_value_per_day: Annotated[
        Decimal | None, _say("Never above value a day", "Rupees in one day, never passed.")
    ] = Decimal(200_000_000)
    stale_after_s: Annotated[
        float,
        _say(
            "A price is old after (seconds)",
            "An order on an older price asks first: a frozen feed looks like a calm market.",
            ge=1,
            le=3600,
        ),
    ] = 30.0
    duplicate_ms: Annotated[
        int,
        _say(
            "Same order again within (milliseconds)",
            "The same order twice within this time asks first. 0 never asks.",
            ge=0,
            le=60_000,
        ),
    ] = 500
    ask_marketable: Annotated[
        bool,
        _say(
            "Ask when a limit fills at once",
            "A buy limit above the best offer, or a sell limit below the best bid, is a market order.",
        ),
    ] = True
    confirm_above_value: Annotated[
        Decimal | None,
        _say(
            "Confirm every order above value",
            "A confirmation sheet for each order of at least this many rupees. Empty: none.",
        ),
    ] = None


class Alerts(Struct, frozen=True, kw_only=True):
    """When an alert fires. Applies at once."""

    sound: Annotated[
        bool,
        _say("Play a sound", "Two short notes when an alert fires. The notice comes either way."),
    ] = True


class Keys(Struct, frozen=True, kw_only=True):
    """Which keys do what. Applies at once; the menu under Help lists all of them."""

    map: Annotated[
        Literal["terminal", "dealer"],
        _say(
            "Key map",
            "Terminal: letters in lists, function keys for safety. Dealer: function keys as on dealers' "
            "desks, F1 buy, F2 sell, F3 orders, F6 depth, F8 trades.",
        ),
    ] = "terminal"


class Desktop(Struct, frozen=True, kw_only=True):
    """What this desktop is told while the window is not in front. Applies at once."""

    tray: Annotated[
        bool,
        _say(
            "Icon in the tray",
            "Connection and result of the day at a glance, kill switch, show and hide. Only where the "
            "desktop has a tray.",
        ),
    ] = True
    fills: Annotated[bool, _say("Tell of fills", "An order was filled, in full or in part.")] = True
    rejections: Annotated[
        bool, _say("Tell of rejections", "An order was refused, or nothing is known of it.")
    ] = True
    alerts: Annotated[bool, _say("Tell of alerts", "An alert has fired.")] = True
    connection: Annotated[
        bool, _say("Tell of disconnections", "A stream ended, or a broker wants a new log-in.")
    ] = True
    details: Annotated[
        bool,
        _say(
            "Say which instrument and how much",
            "Off: only what kind of thing happened. While the screen or the terminal is locked, and where "
            "that cannot be known, never more than that.",
        ),
    ] = True


class Network(Struct, frozen=True, kw_only=True):
    """How brokers are reached. Takes effect at the next log-in."""

    only_ipv4: Annotated[
        bool,
        _say(
            "Use IPv4 only",
            "Brokers take orders from the address that you registered. Switch this on if that is an "
            "IPv4 address and your line also has IPv6; then log in again.",
        ),
    ] = False


class Logging(Struct, frozen=True, kw_only=True):
    """The log on disk. Tokens, secrets and codes are taken out before a line is written."""

    level: Annotated[
        Literal["debug", "info", "warning"],
        _say("Detail", "Debug is large and slow; use it while looking for a fault."),
    ] = "info"
    keep_files: Annotated[
        int,
        _say(
            "Files kept",
            "Each file holds at most 5 MB. Takes effect at the next start.",
            ge=1,
            le=100,
        ),
    ] = 10


class Updates(Struct, frozen=True, kw_only=True):
    """Newer versions of this program. It never replaces itself; it only tells and offers the file."""

    check: Annotated[
        bool,
        _say(
            "Look for newer versions once a day",
            "Off as shipped. Outside market hours, with nothing in flight, the terminal reads one small "
            "signed list at the address below and says if there is a newer version. It sends nothing "
            "about you.",
        ),
    ] = False
    address: Annotated[
        str,
        _say(
            "Address of the update list",
            "As the makers of your copy publish it; begins with https://. None is built in.",
            max_length=500,
        ),
    ] = ""


class Remembered(Struct, frozen=True, kw_only=True):
    """What the login dialog was told last. Holds no secret. Not shown in the dialog."""

    broker: str = ""
    environment: str = ""
    welcomed: bool = False
    """The first steps were shown."""
    locked: bool = False
    """The terminal was locked when it was last seen."""
    values: dict[str, str] = {}


class Settings(Struct, frozen=True, kw_only=True):
    """All settings."""

    appearance: Annotated[Appearance, _say("Appearance", "")] = Appearance()
    safety: Annotated[Safety, _say("Safety", "")] = Safety()
    keys: Annotated[Keys, _say("Keys", "")] = Keys()
    limits: Annotated[OrderLimits, _say("Limits of orders", "")] = OrderLimits()
    alerts: Annotated[Alerts, _say("Alerts", "")] = Alerts()
    desktop: Annotated[Desktop, _say("Desktop", "")] = Desktop()
    network: Annotated[Network, _say("Network", "")] = Network()
    logging: Annotated[Logging, _say("Log", "")] = Logging()
    updates: Annotated[Updates, _say("Updates", "")] = Updates()
    remembered: Remembered = Remembered()


class Loaded(Struct, frozen=True):
    """Settings, and a sentence for each value that could not be used."""

    settings: Settings
    complaints: tuple[str, ...] = ()
    fresh: bool = False
    """There was no file: the first start of this user."""


def load(file: Path) -> Loaded:
    """Read settings; a missing file gives defaults, a broken value its own default. Blocks."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return Loaded(Settings(), fresh=True)
    except OSError as error:
        return Loaded(Settings(), (f"The settings could not be read ({error.strerror}).",))
    try:
        raw = msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        return Loaded(
            Settings(), (f"The settings file is not readable ({error}); defaults are in use.",)
        )
    complaints: list[str] = []
    sections: dict[str, Any] = {}
    for info in fields(Settings):
        values = raw.pop(info.name, {})
        kind = type(info.default)
        if not isinstance(values, dict):
            complaints.append(f"The section {info.name!r} of the settings does not hold settings.")
            continue
        sections[info.name] = _section(kind, info.name, values, complaints)
    complaints += [f"The settings have an unknown section {name!r}." for name in raw]
    return Loaded(Settings(**sections), tuple(complaints))


def save(file: Path, settings: Settings) -> None:
    """Write settings so that a crash leaves the old file or the new one, owner-only. Blocks."""
    write_atomically(file, msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")


def write_atomically(file: Path, content: bytes) -> None:
    """Replace a file as a whole, owner-only. OSError where that is impossible."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(file, mode=0o600) as out:
        out.write(content)


def check(kind: type[Struct], name: str, value: object) -> object:
    """Return a field's value in its own type; ValueError with a sentence if it does not fit."""
    info = next(info for info in fields(kind) if info.name == name)
    try:
        found: object = msgspec.convert(value, info.type, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"{title_of(info)}: {_reason(error)}") from error
    if isinstance(found, Decimal) and not (found.is_finite() and found >= 0):
        raise ValueError(f"{title_of(info)}: expected a number of at least 0.")
    return found


def check_together(section: Struct, changed: str = "") -> None:
    """Raise ValueError with a sentence where a section's values do not fit each other."""
    if isinstance(section, Updates) and section.check and not section.address.strip():
        raise ValueError(
            "Switch the daily look off first: without an address there is nowhere to look."
            if changed == "address"
            else "No address is set, and none is built in: enter the address of the update list first."
        )


def title_of(info: FieldInfo) -> str:
    """Return the title a field was declared with."""
    meta = meta_of(info)
    return (meta.title if meta is not None else None) or info.name.replace("_", " ").capitalize()


def meta_of(info: FieldInfo) -> Meta | None:
    """Return what was declared beside a field's type."""
    return next((m for m in getattr(info.type, "__metadata__", ()) if isinstance(m, Meta)), None)


def _section(
    kind: type[Struct], section: str, values: dict[str, Any], complaints: list[str]
) -> Struct:
    known = {info.name: info for info in fields(kind)}
    good: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            complaints.append(f"The settings have an unknown entry {section}.{name}.")
            continue
        try:
            good[name] = check(kind, name, value)
        except ValueError as error:
            complaints.append(f"{error} The default is in use.")
    found = kind(**good)
    try:
        check_together(found)
    except ValueError as error:
        complaints.append(f"{error} The defaults are in use.")
        return kind()
    return found


def _reason(error: msgspec.ValidationError) -> str:
    text = str(error).replace("`", "")
    return f"{text[0].lower()}{text[1:]}." if text else "does not fit."


class SettingsStore:
    """The settings in force. A change applies at once and is written in the background.

    Writes go through the worker in order; several changes in one turn of the loop become one write.
    """

    def __init__(
        self, file: Path, settings: Settings, *, worker: Worker, on_failure: OnFailure
    ) -> None:
        self.current = settings
        self.changed: Signal[Settings] = Signal(on_failure)
        self._file = file
        self._worker = worker
        self._scope = TaskScope("settings", on_failure)
        self._dirty = False

    def change(self, section: str, name: str, value: object) -> None:
        """Set one value; ValueError with a sentence if it does not fit."""
        old = getattr(self.current, section)
        fresh = replace(old, **{name: check(type(old), name, value)})
        check_together(fresh, name)
        self.use(replace(self.current, **{section: fresh}))

    def reset(self, section: str, name: str) -> None:
        """Set one value back to its default."""
        default = next(info.default for info in fields(Settings) if info.name == section)
        self.change(section, name, getattr(default, name))

    def use(self, settings: Settings) -> None:
        """Put settings in force, tell listeners and write them down."""
        if settings == self.current:
            return
        self.current = settings
        self.changed.emit(settings)
        if not self._dirty:
            self._dirty = True
            self._scope.spawn(self._write(), name="write")

    async def aclose(self) -> None:
        """Finish writing."""
        await self._scope.drain(5)
        await self._scope.aclose()

    async def _write(self) -> None:
        await asyncio.sleep(0)
        self._dirty = False
        await self._worker.run(save, self._file, self.current)
