"""Runs inside an official client's own environment: calls its methods and tells what went over the wire.

Commands come as JSON lines on stdin, `{"call": name, "args": [...], "kwargs": {...}}`; each is answered
by one line with the result or the exception, the requests that were sent with their replies, and the
events that the client's callbacks have seen so far. Arguments: REST base, WebSocket base.
"""

import json
import sys
import threading
from typing import Any

import requests
import websocket
from NorenRestApiPy.NorenApi import NorenApi, position

answers = sys.stdout
sys.stdout = sys.stderr  # the client prints

sent: list[dict[str, Any]] = []
events: list[list[Any]] = []
lock = threading.Lock()
_send, _frame = requests.Session.send, websocket.WebSocket.send_frame


def note(*event: Any) -> None:
    with lock:
        events.append(list(event))


def send(session: requests.Session, request: Any, **options: Any) -> Any:
    session.trust_env = False
    body = request.body
    row = {
        "url": request.url,
        "headers": {name.lower(): value for name, value in request.headers.items()},
        "body": body.decode() if isinstance(body, bytes) else body,
    }
    sent.append(row)
    response = _send(session, request, **options)
    row["status"], row["reply"] = response.status_code, response.text
    return response


def send_frame(socket: websocket.WebSocket, frame: Any) -> int:
    data = frame.data.decode() if isinstance(frame.data, bytes) else frame.data
    note("sent", frame.opcode, data)
    return int(_frame(socket, frame))


def start(api: NorenApi) -> None:
    api.start_websocket(
        subscribe_callback=lambda message: note("feed", message),
        order_update_callback=lambda message: note("order", message),
        socket_open_callback=lambda: note("open"),
        socket_close_callback=lambda: note("close"),
        socket_error_callback=lambda error: note("error", str(error)),
    )


def span(api: NorenApi, rows: list[dict[str, Any]]) -> Any:
    """Build the client's own class of positions."""
    made = []
    for row in rows:
        each = position()
        for name, value in row.items():
            setattr(each, name, value)
        made.append(each)
    return api.span_calculator("", made)


def main() -> None:
    requests.Session.send, websocket.WebSocket.send_frame = send, send_frame
    apis = {"": NorenApi(host=sys.argv[1], websocket=sys.argv[2])}
    own = {"start": start, "span": span}
    for line in sys.stdin:
        command = json.loads(line)
        name, of = command["call"], command.get("of", "")
        sent.clear()
        answer: dict[str, Any] = {"result": None}
        try:
            if name == "another":  # a second client object in the same process
                apis[of] = NorenApi(*command["args"])
            elif name in own:
                answer["result"] = own[name](apis[of], *command["args"])
            elif name != "events":
                call = getattr(apis[of], name)
                answer["result"] = call(*command["args"], **command["kwargs"])
        except Exception as error:  # the test wants to know which
            answer["raised"] = [type(error).__name__, str(error)]
        with lock:
            answer["events"] = list(events)
        answer["sent"] = list(sent)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
