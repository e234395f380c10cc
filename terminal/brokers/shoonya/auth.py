"""Logging in to Shoonya: the browser and a code (OAuth), the classic form, practice by either way.

Every environment ends alike: a token, one call for the user's rights, two for what may be set at the
broker. A saved token is believed only after that call. Secrets are used once and not kept here.
"""

import functools
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from msgspec import Struct
from typing_extensions import override

from terminal.brokers.login import (
    LoginDeps,
    closing_on_failure,
    open_http,
    resume_session,
    save_session,
    secret_name,
    totp,
)
from terminal.brokers.shoonya import codec, wire
from terminal.brokers.shoonya.auth_environments import DEFAULT_PORT, ENVIRONMENTS
from terminal.brokers.shoonya.auth_login import (
    ClassicLogin,
    Keys,
    OAuthLogin,
    Open,
    PracticeOAuthLogin,
)
from terminal.brokers.shoonya.auth_redirect import CodeListener
from terminal.brokers.shoonya.broker import Rights, ShoonyaBroker, Tell, rights
from terminal.brokers.shoonya.broker_market import MakeMarket
from terminal.brokers.shoonya.calls import SessionCalls
from terminal.brokers.shoonya.calls_channel import ShoonyaChannel
from terminal.brokers.shoonya.calls_more import AlertCalls, TriggerCalls
from terminal.brokers.shoonya.config import (
    LIVE,
    LIVE_CLASSIC,
    PRACTICE,
    PRACTICE_CLASSIC,
    ShoonyaConfig,
    classic_config,
    live_config,
    practice_config,
)
from terminal.domain.errors import BrokerRefused, LoginNeeded, TerminalError
from terminal.domain.ids import AccountId
from terminal.domain.order import OrderType
from terminal.domain.ports import LoginAttempt, LoginEnvironment, SessionInfo

log = logging.getLogger(__name__)
HEADERS = {"User-Agent": "terminal/0.1"}
NO_MARKET_ORDERS = (
    "This account takes no market orders by API: they go out as limit orders a little beyond the "
    "last price, and each time that is said."
)


class PracticeKeys(Protocol):
    """What a practice server announced; worth nothing outside this machine."""

    @property
    def user_id(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def totp_secret(self) -> str: ...
    @property
    def vendor_code(self) -> str: ...
    @property
    def api_secret(self) -> str: ...
    @property
    def client_id(self) -> str: ...
    @property
    def secret_code(self) -> str: ...
    @property
    def imei(self) -> str: ...


class PracticeServer(Protocol):
    """Where a practice server listens, by both profiles."""

    @property
    def rest(self) -> str: ...
    @property
    def stream(self) -> str: ...
    @property
    def login(self) -> str: ...
    @property
    def rest_classic(self) -> str: ...
    @property
    def stream_classic(self) -> str: ...
    @property
    def masters(self) -> str: ...
    @property
    def credentials(self) -> PracticeKeys: ...


StartPractice = Callable[[], Awaitable[PracticeServer]]
MarketFor = Callable[["ShoonyaDeps", ShoonyaConfig, ShoonyaChannel], MakeMarket]


def _untold(title: str, words: str) -> None:
    log.info("%s: %s", title, words)


class ShoonyaDeps(LoginDeps, frozen=True, kw_only=True):
    """What a Shoonya account is built from. `market` is replaced in tests.

    `tell(title, words)` shows a notice to the person: a market order's limit. `configs` replaces an
    environment's addresses and limits by its id.
    """

    start_practice: StartPractice
    tell: Tell = _untold
    configs: Mapping[str, ShoonyaConfig] = {}
    market: MarketFor | None = None


class SavedSession(Struct, frozen=True, kw_only=True):
    """What the keyring holds of a login. Addresses are kept for brokers that were typed in."""

    user_id: str
    actid: str
    user_name: str
    access_token: str
    login_ns: int
    expires_ns: int
    rest: str
    stream: str

    @override
    def __repr__(self) -> str:
        return f"SavedSession(user_id={self.user_id!r})"


class ShoonyaKind:
    """Shoonya as the login dialog sees it. Implements `ports.BrokerKind`."""

    def __init__(self, deps: ShoonyaDeps) -> None:
        self._deps = deps

    @property
    def id(self) -> str:
        return "shoonya"

    @property
    def title(self) -> str:
        return "Shoonya"

    @property
    def environments(self) -> tuple[LoginEnvironment, ...]:
        return ENVIRONMENTS

    async def begin(self, environment: str, values: Mapping[str, str]) -> LoginAttempt:
        """Start a login. Errors: BrokerRefused for missing fields; Transient if practice fails.

        A classic login has no page: its `url` is empty and its redirect is there at once.
        """
        if environment in {PRACTICE, PRACTICE_CLASSIC}:
            return await self._practice(classic=environment == PRACTICE_CLASSIC)
        given = {name: value.strip() for name, value in values.items()}
        config = self._config(environment, given)
        uid = given.get("user_id", "").upper()
        if environment == LIVE_CLASSIC:
            return self._classic(config, uid, given)
        if not uid or not given.get("secret_code"):
            raise BrokerRefused(
                "User id and secret code are needed.",
                hint="Copy the secret code from the broker's portal (Profile, API Key).",
                code="missing_keys",
            )
        wished = given.get("redirect_port", "")
        listener = None
        if wished:
            listener = CodeListener(_port(wished))
            await listener.open()
        return OAuthLogin(
            config=config,
            open_account=self._opener(config),
            channel=open_channel(config, self._deps),
            keys=Keys(
                uid=uid,
                client_id=given.get("client_id") or f"{uid}_U",
                secret_code=given["secret_code"],
            ),
            listener=listener,
        )

    async def resume(self, environment: str, user_id: str) -> ShoonyaBroker | None:
        """Return the account of a saved session that the broker still honours, else None.

        Tokens die each night, so a call decides; a dead one is forgotten. Errors: Transient where
        the broker cannot be asked (the token is kept).
        """
        if environment in {PRACTICE, PRACTICE_CLASSIC}:
            return None  # a practice token dies with its server
        name = secret_name(self._config(environment, {}).account_prefix, user_id)

        async def reopen(saved: SavedSession) -> ShoonyaBroker:
            config = self._config(environment, {"rest": saved.rest, "stream": saved.stream})
            channel = open_channel(config, self._deps)
            channel.uid, channel.actid = saved.user_id, saved.actid
            channel.token = saved.access_token
            async with closing_on_failure(channel):
                return await open_account(config, self._deps, channel, saved)

        return await resume_session(self._deps.secrets, name, SavedSession, reopen)

    def totp(self, seed: str) -> str:
        """Return the six digits of this moment; ValueError for a seed that is not base32."""
        return totp(seed, self._deps.clock.now_ns())

    # -- private

    async def _practice(self, *, classic: bool) -> LoginAttempt:
        server = await self._deps.start_practice()
        keys = server.credentials
        config = practice_config(
            rest=server.rest_classic if classic else server.rest,
            stream=server.stream_classic if classic else server.stream,
            login=server.login,
            masters=server.masters,
            classic=classic,
        )
        channel = open_channel(config, self._deps)
        if classic:
            return ClassicLogin(
                config=config,
                open_account=self._opener(config),
                channel=channel,
                keys=Keys(
                    uid=keys.user_id,
                    password=keys.password,
                    vendor_code=keys.vendor_code,
                    api_secret=keys.api_secret,
                    imei=keys.imei,
                ),
                code=lambda: self.totp(keys.totp_secret),
            )
        return PracticeOAuthLogin(
            config=config,
            open_account=self._opener(config),
            channel=channel,
            keys=Keys(uid=keys.user_id, client_id=keys.client_id, secret_code=keys.secret_code),
            http=open_http(config, self._deps, HEADERS),
        )

    def _classic(self, config: ShoonyaConfig, uid: str, given: Mapping[str, str]) -> ClassicLogin:
        seed, typed = given.get("totp_seed", ""), given.get("factor2", "")
        missing = [
            label
            for label, value in (
                ("user id", uid),
                ("password", given.get("password", "")),
                ("API key", given.get("api_secret", "")),
                ("six-digit code or TOTP seed", seed or typed),
            )
            if not value
        ]
        if missing:
            raise BrokerRefused(
                f"Missing: {', '.join(missing)}.", hint="Nothing was sent.", code="missing_keys"
            )
        return ClassicLogin(
            config=config,
            open_account=self._opener(config),
            channel=open_channel(config, self._deps),
            keys=Keys(
                uid=uid,
                password=given["password"],
                vendor_code=given.get("vendor_code") or f"{uid}_U",
                api_secret=given["api_secret"],
                imei=given.get("imei") or "terminal",
            ),
            code=(lambda: typed) if typed else (lambda: self.totp(seed)),
        )

    def _config(self, environment: str, given: Mapping[str, str]) -> ShoonyaConfig:
        replaced = self._deps.configs.get(environment)
        if environment == LIVE:
            return replaced or live_config(force_ipv4=self._deps.only_ipv4)
        if environment == LIVE_CLASSIC:
            rest, stream = given.get("rest", ""), given.get("stream", "")
            if replaced is not None and not rest:
                return replaced
            for address, secure in ((rest, "https://"), (stream, "wss://")):
                if address and not address.startswith(secure):
                    raise BrokerRefused(
                        f"{address} is not an address that begins with {secure}",
                        hint="Your password travels there: nothing else is taken.",
                        code="bad_address",
                    )
            return classic_config(rest=rest, stream=stream, force_ipv4=self._deps.only_ipv4)
        raise BrokerRefused(f"Shoonya has no environment {environment!r}.")

    def _opener(self, config: ShoonyaConfig) -> Open:
        """Return what turns a fresh session into an account and keeps it in the keyring."""

        async def open_it(channel: ShoonyaChannel, session: wire.Session) -> ShoonyaBroker:
            now_ns = self._deps.clock.now_ns()
            channel.token = codec.text(session.access_token) or codec.text(session.susertoken)
            channel.actid = codec.text(session.actid) or channel.uid
            saved = SavedSession(
                user_id=channel.uid,
                actid=channel.actid,
                user_name=codec.text(session.uname),
                access_token=channel.token,
                login_ns=now_ns,
                expires_ns=codec.expiry_ns(session.expires_in, now_ns),
                rest=config.rest,
                stream=config.stream,
            )
            account = await open_account(config, self._deps, channel, saved)
            if not config.automatic:
                name = secret_name(config.account_prefix, channel.uid)
                await save_session(self._deps.secrets, name, saved)
            return account

        return open_it


def open_channel(config: ShoonyaConfig, deps: ShoonyaDeps) -> ShoonyaChannel:
    return ShoonyaChannel(
        config=config,
        http=open_http(config, deps, HEADERS),
        clock=deps.clock,
        on_wait=deps.on_wait,
        rng=deps.rng,
    )


async def open_account(
    config: ShoonyaConfig, deps: ShoonyaDeps, channel: ShoonyaChannel, saved: SavedSession
) -> ShoonyaBroker:
    """Return the account behind a token: one call verifies it and tells its rights."""
    user = await SessionCalls(channel).user()
    channel.actid = codec.text(user.actid) or channel.actid
    allowed = rights(
        user,
        config,
        triggers=await _kinds(TriggerCalls(channel).kinds, "triggers"),
        alerts=await _kinds(AlertCalls(channel).kinds, "alerts"),
    )
    uid = channel.uid
    info = SessionInfo(
        account=AccountId(f"{config.account_prefix}:{uid}"),
        broker="shoonya",
        user_id=uid,
        user_name=saved.user_name or codec.text(user.uname) or uid,
        environment=config.environment,
        practice=config.practice,
        login_ns=saved.login_ns,
        # Practice runs on its own clock, and its token's end says nothing about this one.
        expires_ns=0 if config.automatic else saved.expires_ns,
        notice=_notice(config, channel, allowed),
    )
    name = secret_name(config.account_prefix, uid)
    return ShoonyaBroker(
        config=config,
        channel=channel,
        session=info,
        rights=allowed,
        make_market=(deps.market or _market)(deps, config, channel),
        forget=functools.partial(deps.secrets.forget, name),
        tell=deps.tell,
    )


def _market(deps: ShoonyaDeps, config: ShoonyaConfig, channel: ShoonyaChannel) -> MakeMarket:
    from terminal.brokers.shoonya.market import shoonya_market  # it is built from `ShoonyaDeps`

    return shoonya_market(deps, config, channel)


def _notice(config: ShoonyaConfig, channel: ShoonyaChannel, allowed: Rights) -> str:
    parts = [] if allowed.takes(OrderType.MARKET) else [NO_MARKET_ORDERS]
    if not config.automatic and (words := channel.skew_words()):
        parts.append(words)
    return " ".join(parts)


async def _kinds(ask: Callable[[], Awaitable[frozenset[str]]], what: str) -> frozenset[str] | None:
    """Return what may be set, None where the deployment does not say: then this PC watches."""
    try:
        return await ask()
    except LoginNeeded:
        raise
    except TerminalError as error:
        log.warning("no %s at the broker: %s", what, error.text)
        return None


def _port(text: str) -> int:
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise BrokerRefused(
            f"{text!r} is not a port number between 1024 and 65535 (usually {DEFAULT_PORT}).",
            code="bad_port",
        )
    return int(text)
