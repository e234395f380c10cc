"""Logging in to Kite: live, at the broker's hosted sandbox, or on a practice server of our own.

Every environment walks the same road: login page, redirect with a state of ours, token exchange, one
profile call, one probe for market data. A saved token dies at 06:00 Indian time and is believed only
after a profile call. The api secret is used once for the checksum and not kept here.
"""

import contextlib
import functools
import logging
import secrets as randomness
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from terminal.brokers.kite import wire
from terminal.brokers.kite.auth_environments import (
    DEFAULT_PORT,
    ENVIRONMENTS,
    HOSTED_KEY,
    HOSTED_SECRET,
)
from terminal.brokers.kite.auth_redirect import RedirectListener, request_token
from terminal.brokers.kite.broker import KiteBroker
from terminal.brokers.kite.calls import SessionCalls
from terminal.brokers.kite.calls_channel import KiteChannel
from terminal.brokers.kite.calls_market import MarketCalls
from terminal.brokers.kite.codec import ist_ns, next_six_ns
from terminal.brokers.kite.config import (
    HOSTED,
    LIVE,
    PRACTICE,
    KiteConfig,
    hosted_config,
    live_config,
    practice_config,
)
from terminal.brokers.login import (
    LoginDeps,
    closing_on_failure,
    open_http,
    resume_session,
    save_session,
    secret_name,
    totp,
)
from terminal.brokers.redirect import follow_practice_page
from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    TerminalError,
    Transient,
)
from terminal.domain.ids import AccountId
from terminal.domain.ports import LoginEnvironment, SessionInfo

log = logging.getLogger(__name__)
PROBE = "NSE:INFY"
HEADERS = {"X-Kite-Version": "3", "User-Agent": "terminal/0.1"}
NO_DATA_NOTICE = (
    "This Kite app has no market data (a Personal app): orders and portfolio work, prices "
    "do not move."
)


class PracticeKeys(Protocol):
    """What a practice server announced; worth nothing outside this machine."""

    @property
    def api_key(self) -> str: ...
    @property
    def api_secret(self) -> str: ...
    @property
    def user_id(self) -> str: ...


class PracticeServer(Protocol):
    """Where a practice server listens."""

    @property
    def rest(self) -> str: ...
    @property
    def stream(self) -> str: ...
    @property
    def login(self) -> str: ...
    @property
    def credentials(self) -> PracticeKeys: ...


StartPractice = Callable[[], Awaitable[PracticeServer]]


class KiteDeps(LoginDeps, frozen=True, kw_only=True):
    """What a Kite account is built from.

    `configs` replaces an environment's addresses, prefixes and limits by its id.
    """

    start_practice: StartPractice
    configs: Mapping[str, KiteConfig] = {}


class SavedSession(Struct, frozen=True, kw_only=True):
    """What the keyring holds of a login."""

    user_id: str
    api_key: str
    access_token: str
    login_ns: int

    @override
    def __repr__(self) -> str:
        return f"SavedSession(user_id={self.user_id!r})"


class KiteLogin:
    """One login on its way. Implements `ports.LoginAttempt`."""

    def __init__(
        self,
        *,
        config: KiteConfig,
        deps: KiteDeps,
        api_key: str,
        api_secret: str,
        listener: RedirectListener,
        state: str,
    ) -> None:
        self._config, self._deps = config, deps
        self._api_key, self._api_secret = api_key, api_secret
        self._listener, self._state = listener, state

    @override
    def __repr__(self) -> str:
        return f"KiteLogin({self._config.environment})"

    @property
    def url(self) -> str:
        """Return the page to open in the browser. It holds the api key and our state, no secret."""
        query = {"v": "3", "api_key": self._api_key, "redirect_params": f"state={self._state}"}
        return f"{self._config.login}?{urlencode(query)}"

    async def wait_for_redirect(self) -> str:
        """Return the address the browser was sent back to. Errors: Transient if nobody listens."""
        return await self._listener.wait()

    async def finish(self, redirected_url: str) -> KiteBroker:
        """Exchange the request token, verify it, and return the account.

        Errors: BrokerRefused for a redirect or keys that do not fit; Transient for weather.
        """
        token = request_token(
            redirected_url, self._state, state_needed=self._config.environment != HOSTED
        )
        config = self._config
        channel = open_channel(config, self._deps, self._api_key)
        async with closing_on_failure(channel):
            session = await _exchange(channel, token, self._api_secret)
            channel.access_token = session.access_token
            account = await open_account(
                config, self._deps, channel, login_ns=ist_ns(session.login_time)
            )
        if not config.automatic:
            saved = SavedSession(
                user_id=session.user_id,
                api_key=self._api_key,
                access_token=session.access_token,
                login_ns=account.session.login_ns,
            )
            name = secret_name(config.account_prefix, session.user_id)
            await save_session(self._deps.secrets, name, saved)
        return account

    async def aclose(self) -> None:
        """Stop listening."""
        await self._listener.aclose()


class PracticeLogin(KiteLogin):
    """The same road, walked by the program itself: it follows the login page's redirect."""

    @property
    @override
    def url(self) -> str:
        query = urlencode({"practice": "1", "redirect_url": self._listener.address})
        return f"{super().url}&{query}"

    @override
    async def wait_for_redirect(self) -> str:
        async with contextlib.aclosing(open_http(self._config, self._deps, HEADERS)) as http:
            await http.send("GET", await follow_practice_page(http, self.url))
        return await super().wait_for_redirect()


class KiteKind:
    """Kite Connect as the login dialog sees it. Implements `ports.BrokerKind`."""

    def __init__(self, deps: KiteDeps) -> None:
        self._deps = deps

    @property
    def id(self) -> str:
        return "kite"

    @property
    def title(self) -> str:
        return "Zerodha Kite"

    @property
    def environments(self) -> tuple[LoginEnvironment, ...]:
        return ENVIRONMENTS

    async def begin(self, environment: str, values: Mapping[str, str]) -> KiteLogin:
        """Start a login. Errors: BrokerRefused for missing fields; Transient if practice fails."""
        state = randomness.token_urlsafe(16)
        if environment == PRACTICE:
            server = await self._deps.start_practice()
            listener = RedirectListener(0, state)
            await listener.open()
            return PracticeLogin(
                config=practice_config(rest=server.rest, stream=server.stream, login=server.login),
                deps=self._deps,
                api_key=server.credentials.api_key,
                api_secret=server.credentials.api_secret,
                listener=listener,
                state=state,
            )
        config = self._config(environment)
        shared = (HOSTED_KEY, HOSTED_SECRET) if environment == HOSTED else ("", "")
        api_key = values.get("api_key", "").strip() or shared[0]
        api_secret = values.get("api_secret", "").strip() or shared[1]
        if not api_key or not api_secret:
            raise BrokerRefused(
                "API key and API secret are needed.",
                hint="Copy both from your app at developers.kite.trade.",
                code="missing_keys",
            )
        listener = RedirectListener(_port(values.get("redirect_port", "")), state)
        await listener.open()
        return KiteLogin(
            config=config,
            deps=self._deps,
            api_key=api_key,
            api_secret=api_secret,
            listener=listener,
            state=state,
        )

    async def resume(self, environment: str, user_id: str) -> KiteBroker | None:
        """Return the account of a saved session that the broker still honours, else None.

        A token older than the last 06:00 Indian time is suspect, so the profile call decides; a dead
        one is forgotten. Errors: Transient where the broker cannot be asked (the token is kept).
        """
        if environment == PRACTICE:
            return None  # a practice token dies with its server
        config = self._config(environment)
        name = secret_name(config.account_prefix, user_id)

        async def reopen(saved: SavedSession) -> KiteBroker:
            channel = open_channel(config, self._deps, saved.api_key)
            channel.access_token = saved.access_token
            async with closing_on_failure(channel):
                return await open_account(config, self._deps, channel, login_ns=saved.login_ns)

        return await resume_session(self._deps.secrets, name, SavedSession, reopen)

    def totp(self, seed: str) -> str:
        """Return the six digits of this moment; ValueError for a seed that is not base32."""
        return totp(seed, self._deps.clock.now_ns())

    def _config(self, environment: str) -> KiteConfig:
        replaced = self._deps.configs.get(environment)
        if replaced is not None:
            return replaced
        if environment == LIVE:
            return live_config(force_ipv4=self._deps.only_ipv4)
        if environment == HOSTED:
            return hosted_config()
        raise BrokerRefused(f"Kite has no environment {environment!r}.")


def open_channel(config: KiteConfig, deps: KiteDeps, api_key: str) -> KiteChannel:
    return KiteChannel(
        config=config,
        http=open_http(config, deps, HEADERS),
        clock=deps.clock,
        api_key=api_key,
        on_wait=deps.on_wait,
        rng=deps.rng,
    )


async def open_account(
    config: KiteConfig, deps: KiteDeps, channel: KiteChannel, *, login_ns: int
) -> KiteBroker:
    """Return the account behind a token: one profile call verifies, one quote probes for data.

    The first ping then opens the line that orders take.
    """
    profile = await SessionCalls(channel).profile()
    if config.environment == HOSTED:
        # Its socket wants to know the user.
        query = {**config.stream_query, "user_id": profile.user_id}
        config = replace(config, stream_query=query)
    market_data = await _has_market_data(channel)
    now_ns = deps.clock.now_ns()
    login_ns = login_ns or now_ns
    info = SessionInfo(
        account=AccountId(f"{config.account_prefix}:{profile.user_id}"),
        broker="kite",
        user_id=profile.user_id,
        user_name=profile.user_name or profile.user_shortname or profile.user_id,
        environment=config.environment,
        practice=config.practice,
        login_ns=login_ns,
        # Practice runs on its own clock, and its token's end says nothing about this one.
        # A token that works now lives until the coming morning.
        expires_ns=0 if config.automatic else next_six_ns(now_ns),
        market_data=market_data,
        notice="" if market_data else NO_DATA_NOTICE,
    )
    name = secret_name(config.account_prefix, profile.user_id)
    return KiteBroker(
        config=config,
        channel=channel,
        session=info,
        profile=profile,
        clock=deps.clock,
        worker=deps.worker,
        cache=deps.cache,
        on_failure=deps.on_failure,
        forget=functools.partial(deps.secrets.forget, name),
    )


async def _exchange(channel: KiteChannel, token: str, api_secret: str) -> wire.Session:
    try:
        return await SessionCalls(channel).exchange(token, api_secret)
    except LoginNeeded as error:
        words = error.text.partition(": ")[2] or error.text
        raise BrokerRefused(
            f"Zerodha did not accept this login: {words}",
            hint="A login page is good once and for a few minutes: start again. If it stays, check "
            "API key and secret.",
            code="login_refused",
        ) from error


async def _has_market_data(channel: KiteChannel) -> bool:
    try:
        await MarketCalls(channel).ltp([PROBE])
    except PermissionRefused:
        return False
    except LoginNeeded:
        raise
    except (Transient, TerminalError) as error:
        # Weather says nothing about the plan: the charts will tell.
        log.warning("could not probe for market data: %s", error.text)
    return True


def _port(text: str) -> int:
    clean = text.strip()
    if not clean:
        return DEFAULT_PORT
    if not clean.isdigit() or not 1024 <= int(clean) <= 65535:
        raise BrokerRefused(
            f"{clean!r} is not a port number between 1024 and 65535.", code="bad_port"
        )
    return int(clean)
