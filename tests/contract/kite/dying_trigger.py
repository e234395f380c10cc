"""A program that creates one trigger and waits to be killed: the child of `test_gtt_killed.py`.

Arguments: journal file, JSON of the practice server. Prints the client id once it is on disk.
"""

import asyncio
import json
import sys
from pathlib import Path

from terminal.runtime.worker import Worker
from tests.contract.kite.client import kind_of, price_of
from tests.contract.kite.test_gtt_faults import Desk
from tests.fakes.sandbox_process import SandboxProcess


async def main() -> None:
    sandbox = SandboxProcess()
    for name, value in json.loads(sys.argv[2]).items():
        setattr(sandbox, name, value)
    attempt = await kind_of(sandbox, Worker("child")).begin("practice", {})
    broker = await attempt.finish(await attempt.wait_for_redirect())
    await broker.fetch_master(lambda done, total: None)
    desk = await Desk(broker, Path(sys.argv[1]), await price_of(broker)).open()
    claim = desk.journal.claim

    async def told(client_id: str, *rest: object) -> None:
        await claim(client_id, *rest)  # type: ignore[arg-type]
        print(client_id, flush=True)

    desk.journal.claim = told  # type: ignore[method-assign]
    result = await desk.service.create(desk.wish())
    print(f"answered: {result}", flush=True)


asyncio.run(main())
