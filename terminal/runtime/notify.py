"""The desktop's notification service on Linux, spoken to over the session bus.

Qt's bus cannot send the unsigned number that the service asks for; jeepney, which the keyring brings
along, can. Each call opens a connection and closes it: notices are rare.
"""

import importlib
import os
import sys
from typing import Any

from terminal.runtime.worker import Worker

TIMEOUT_S = 3.0
_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"


class NotificationService:
    """`tell` shows a notice; False where this desktop has no such service."""

    def __init__(self, worker: Worker, *, program: str, icon: str) -> None:
        self._worker = worker
        self._program = program
        self._icon = icon
        self._works = sys.platform == "linux" and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))

    async def tell(self, title: str, text: str) -> bool:
        """Show a notice; after one failure the service is not asked again."""
        if self._works:
            self._works = await self._worker.run(_send, self._program, self._icon, title, text)
        return self._works


def _send(program: str, icon: str, title: str, text: str) -> bool:
    try:
        # Only there where the keyring needs it, so it is looked for and not required.
        jeepney: Any = importlib.import_module("jeepney")
        blocking: Any = importlib.import_module("jeepney.io.blocking")
        service = jeepney.DBusAddress(_PATH, bus_name=_SERVICE, interface=_SERVICE)
        body: tuple[Any, ...] = (
            program,
            0,
            icon,
            title,
            _plain(text),
            [],
            {"desktop-entry": ("s", icon)},
            -1,
        )
        message = jeepney.new_method_call(service, "Notify", "susssasa{sv}i", body)
        with blocking.open_dbus_connection("SESSION") as bus:
            reply = bus.send_and_get_reply(message, timeout=TIMEOUT_S)
        return bool(reply.header.message_type is jeepney.MessageType.method_return)
    except (ImportError, OSError, KeyError, TimeoutError, ValueError):
        return False


def _plain(text: str) -> str:
    """The service reads a little markup: a message of a broker's must not become any."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
