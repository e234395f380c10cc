"""The list of downloads and the schedule on disk: one small JSON file, replaced as a whole.

It holds what was asked for and how it ended. What is still missing is not in it: that follows from
the manifest, so a file that is one crash too old costs nothing but a few counts.
"""

from pathlib import Path

import msgspec
from msgspec import Struct, field

from terminal.history.jobs import JobState, Request, Schedule
from terminal.runtime.config import write_atomically

KEPT = 50
"""Jobs that are over and still listed."""


class JobRecord(Struct, kw_only=True):
    """One job as it is kept. Counts as in `JobView`; `troubled`: underlyings with failures."""

    number: int
    request: Request
    state: JobState = JobState.QUEUED
    sentence: str = ""
    created_ns: int = 0
    ended_ns: int | None = None
    total: int = 0
    done: int = 0
    held: int = 0
    empty: int = 0
    partial: int = 0
    failed: int = 0
    requests: int = 0
    bars: int = 0
    troubled: list[str] = field(default_factory=list)
    scheduled: bool = False


class JobList(Struct, kw_only=True):
    """All that the file holds."""

    jobs: list[JobRecord] = field(default_factory=list)
    schedule: Schedule = Schedule()


def load_jobs(file: Path) -> tuple[JobList, str]:
    """Return the list, and a complaint where the file could not be read. Blocks; OSError."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return JobList(), ""
    try:
        return msgspec.json.decode(content, type=JobList), ""
    except (msgspec.MsgspecError, ValueError) as error:
        aside = file.with_suffix(".broken.json")
        file.replace(aside)
        return JobList(), f"The list of downloads could not be read ({error}); it is now {aside}."


def save_jobs(file: Path, content: bytes) -> None:
    """Replace the file. Blocks; OSError."""
    write_atomically(file, content)


def encode_jobs(jobs: JobList) -> bytes:
    """Return the file's content, without the oldest of the jobs that are over."""
    over = [job for job in jobs.jobs if job.state.is_over]
    dropped = {job.number for job in over[: max(0, len(over) - KEPT)]}
    jobs.jobs = [job for job in jobs.jobs if job.number not in dropped]
    return msgspec.json.format(msgspec.json.encode(jobs), indent=1)
