"""What any broker's HTTP reply tells beside its body: its beginning for a person, its clock, its patience.

What a body means is in each broker's `codec_errors`.
"""

from email.utils import parsedate_to_datetime

from terminal.domain.errors import WireError
from terminal.runtime.log import redact
from terminal.transport.http import Reply

LONGEST_PATIENCE_S = 60.0


def beginning(content: bytes) -> str:
    """Return how a body begins, on one line and without secrets."""
    text = content[:120].decode("utf-8", "replace")
    return redact(" ".join(text.split())) or "an empty body"


def unreadable(sender: str, reply: Reply, error: Exception) -> WireError:
    """Return the error of a success whose body is not what the documentation says."""
    return WireError(
        f"{sender}'s answer cannot be read ({redact(str(error))}): {beginning(reply.content)}",
        hint="What the request did is not known from this answer.",
        code="unreadable",
    )


def retry_after_s(reply: Reply) -> float:
    """Return the seconds to wait after a rate limit: as the server says, a minute at most, else 1."""
    text = reply.headers.get("retry-after", "")
    return min(LONGEST_PATIENCE_S, float(text)) if text.isdigit() else 1.0


def date_s(reply: Reply) -> float | None:
    """Return the server's time as epoch seconds, in steps of 1 s; None without a readable Date."""
    try:
        return parsedate_to_datetime(reply.headers.get("date", "")).timestamp()
    except ValueError:
        return None
