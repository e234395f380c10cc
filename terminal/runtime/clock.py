"""The only place that reads the machine's clock."""

import asyncio
import time


class SystemClock:
    """The machine's time: UTC nanoseconds, and a counter that never jumps."""

    def now_ns(self) -> int:
        return time.time_ns()

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
