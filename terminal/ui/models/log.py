"""Notices and log lines as one list, newest last, filtered by level and text. No widget in here."""

import logging

from msgspec import Struct

from terminal.runtime.log import LogLine, LogRing
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.notices import Entry, Notices

KEPT = 2_000
EVERYTHING, MESSAGES, WARNINGS, ERRORS = "everything", "messages", "warnings", "errors"
_LEVEL = {"info": logging.INFO, "good": logging.INFO, "warn": logging.WARNING, "bad": logging.ERROR}


class LogRow(Struct, frozen=True, kw_only=True):
    """One line. `notice`: it was shown to the user; `level` as in `logging`."""

    key: str
    time_ns: int
    level: int
    source: str
    text: str
    notice: bool = False
    good: bool = False


class LogModel(ColumnModel[LogRow]):
    """Time, level, source, text."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column(
                    key="time",
                    title="Time (IST)",
                    text=_time,
                    width=112,
                    align="left",
                    color=_muted,
                ),
                Column(
                    key="level", title="Level", text=_level, width=76, align="left", color=_tone
                ),
                Column(
                    key="source", title="From", text=_source, width=150, align="left", color=_muted
                ),
                Column(key="text", title="Text", text=_text, width=0, align="left", hint=_whole),
            ),
            key=_key,
        )


class LogLines:
    """Collects new lines from the ring and the notices since it was asked last."""

    def __init__(self, ring: LogRing, notices: Notices) -> None:
        self._ring = ring
        self._notices = notices
        self._number = 0
        self._version = -1
        self._lines: list[LogRow] = []

    def pull(self) -> bool:
        """Take what is new; True if anything is."""
        fresh = self._ring.number != self._number
        if fresh:
            lines = self._ring.lines(self._number)
            self._number = self._ring.number
            self._lines += [_of_line(line) for line in lines]
            del self._lines[:-KEPT]
        if self._notices.version != self._version:
            self._version = self._notices.version
            fresh = True
        return fresh

    def rows(self, level: str, text: str) -> list[LogRow]:
        """Return what passes the filter, oldest first. `messages` are the notices alone."""
        rows = [_of_entry(entry) for entry in self._notices.entries()]
        if level != MESSAGES:
            rows += self._lines
        least = {WARNINGS: logging.WARNING, ERRORS: logging.ERROR}.get(level, 0)
        words = text.lower().split()
        found = [
            row
            for row in rows
            if row.level >= least
            and all(word in f"{row.source} {row.text}".lower() for word in words)
        ]
        found.sort(key=lambda row: row.time_ns)
        return found[-KEPT:]

    def forget(self) -> None:
        """Empty the screen; files and ring keep their lines."""
        self._lines.clear()


def _of_line(line: LogLine) -> LogRow:
    return LogRow(
        key=f"line{line.number}",
        time_ns=line.time_ns,
        level=line.level,
        source=line.source,
        text=line.text,
    )


def _of_entry(entry: Entry) -> LogRow:
    times = f" (×{entry.count})" if entry.count > 1 else ""
    text = f"{entry.title}{times}" + (f": {entry.text}" if entry.text else "")
    return LogRow(
        key=f"notice{entry.number}",
        time_ns=entry.time_ns,
        level=_LEVEL.get(entry.level, logging.INFO),
        source="notice",
        text=text,
        notice=True,
        good=entry.level == "good",
    )


def _time(row: LogRow) -> str:
    return fmt.time_ist(row.time_ns, ms=True)


def _level(row: LogRow) -> str:
    if row.level >= logging.ERROR:
        return "Error"
    if row.level >= logging.WARNING:
        return "Warning"
    return "Info" if row.level >= logging.INFO else "Detail"


def _tone(row: LogRow) -> str:
    if row.level >= logging.ERROR:
        return "bad"
    if row.level >= logging.WARNING:
        return "amber"
    return "good" if row.good else "accent" if row.notice else "faint"


def _source(row: LogRow) -> str:
    return row.source


def _text(row: LogRow) -> str:
    return row.text.partition("\n")[0]


def _whole(row: LogRow) -> str:
    return row.text


def _muted(_: LogRow) -> str:
    return "muted"


def _key(row: LogRow) -> str:
    return row.key
