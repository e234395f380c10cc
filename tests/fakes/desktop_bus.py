"""A desktop on a bus of its own: logind, a screen saver and a notification service, and who listens.

Run as a program under `dbus-run-session`; prints what was heard as JSON, one line.
"""

import asyncio
import json
import os
import sys
import threading
from typing import Any

import qasync
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QCoreApplication

from terminal.runtime.notify import NotificationService
from terminal.runtime.worker import Worker

NOTIFY, SCREEN = "org.freedesktop.Notifications", "org.freedesktop.ScreenSaver"
LOGIND = "org.freedesktop.login1"


class Desktop:
    """Owns the names; answers notices on a thread."""

    def __init__(self) -> None:
        self.bus = open_dbus_connection("SESSION")
        for name in (NOTIFY, SCREEN, LOGIND):
            self.bus.send_and_get_reply(message_bus.RequestName(name))
        self.notices: list[tuple[str, Any]] = []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            message = self.bus.receive()
            fields = message.header.fields
            if message.header.message_type is MessageType.method_call:
                self.notices.append((fields.get(HeaderFields.signature), list(message.body)))
                self.bus.send(new_method_return(message, "u", (1,)))

    def say(self, path: str, interface: str, signal: str, value: bool) -> None:
        self.bus.send(new_signal(DBusAddress(path, interface=interface), signal, "b", (value,)))


async def main() -> dict[str, object]:
    from terminal.ui.system import SystemNews

    desktop = Desktop()
    heard: list[object] = []
    news = SystemNews(lambda where, error: heard.append(f"{where}: {error!r}"))
    news.sleep.connect(lambda before: heard.append("before" if before else "after"))
    private = [news.screen_private]
    for value in (True, False):
        desktop.say("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", value)
        desktop.say("/org/freedesktop/ScreenSaver", SCREEN, "ActiveChanged", value)
        await asyncio.sleep(0.3)
        private.append(news.screen_private)
    worker = Worker("notify")
    service = NotificationService(worker, program="Terminal", icon="an.icon")
    told = await service.tell("Buy INFY", "Filled <5> & more")
    worker.close()
    return {
        "heard": heard,
        "private": private,
        "told": told,
        "notices": desktop.notices,
        "sources": news.sources,
    }


if __name__ == "__main__":
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    application = QCoreApplication(sys.argv)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        print(json.dumps(runner.run(main())))
