"""httpx's transports as the pool of our HTTP: its mocks are the readable way to script a network."""

import httpcore
import httpx


class OverHttpx:
    """Hands each request to an httpx transport; its errors come out as httpcore's of the same name."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self.transport = transport

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        where = request.url
        url = httpx.URL(
            scheme=where.scheme.decode(),
            host=where.host.decode(),
            port=where.port,
            raw_path=where.target,
        )
        content = b"".join([part async for part in request.stream])
        asked = httpx.Request(
            request.method.decode(), url, headers=request.headers, content=content
        )
        try:
            answer = await self.transport.handle_async_request(asked)
        except httpx.HTTPError as error:
            kind = getattr(httpcore, type(error).__name__, httpcore.NetworkError)
            raise kind(str(error)) from error
        return httpcore.Response(
            answer.status_code, headers=answer.headers.raw, content=answer.stream
        )

    async def aclose(self) -> None:
        await self.transport.aclose()
