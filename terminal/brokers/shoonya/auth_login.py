"""The ways to a session: OAuth in the browser, OAuth walked by the program, and the classic form.

Each is a `ports.LoginAttempt`; what a session becomes is given as `open_account`. A refusal of the
classic form names the field that it is about, and the clock where that explains it.
"""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from msgspec import Struct
from typing_extensions import override

from terminal.brokers.redirect import follow_practice_page
from terminal.brokers.shoonya import wire
from terminal.brokers.shoonya.auth_redirect import CodeListener, login_code
from terminal.brokers.shoonya.broker import ShoonyaBroker
from terminal.brokers.shoonya.calls import SessionCalls
from terminal.brokers.shoonya.calls_channel import ShoonyaChannel
from terminal.brokers.shoonya.codec import text
from terminal.brokers.shoonya.codec_errors import PASSWORD, VERIFIER
from terminal.brokers.shoonya.config import ShoonyaConfig
from terminal.domain.errors import BrokerRefused, LoginNeeded, Transient
from terminal.transport.http import HttpTransport

Open = Callable[[ShoonyaChannel, wire.Session], Awaitable[ShoonyaBroker]]
_PLACEHOLDER_REDIRECT = "http://127.0.0.1/"
_FIELDS = (
    (
        re.compile(r"otp|factor2|2fa|second factor", re.IGNORECASE),
        "Check the six-digit code: it changes every 30 seconds and is good once.",
    ),
    (re.compile(r"password|pwd", re.IGNORECASE), "Check the password."),
    (re.compile(r"vendor|\bvc\b", re.IGNORECASE), "Check the vendor code, usually <user id>_U."),
    (
        re.compile(r"app ?key|api ?key", re.IGNORECASE),
        "Check the API key of the broker's portal: it belongs to this user id.",
    ),
    (re.compile(r"user", re.IGNORECASE), "Check the user id."),
)


class Keys(Struct, frozen=True, kw_only=True):
    """What a login is made of; the fields of the other way stay empty."""

    uid: str
    client_id: str = ""
    secret_code: str = ""
    password: str = ""
    vendor_code: str = ""
    api_secret: str = ""
    imei: str = ""

    @override
    def __repr__(self) -> str:
        return f"Keys(uid={self.uid!r})"


class _Attempt:
    """A login on its way: it closes the connections that no account took over."""

    def __init__(
        self, *, config: ShoonyaConfig, open_account: Open, channel: ShoonyaChannel, keys: Keys
    ) -> None:
        self._config, self._open_account = config, open_account
        self._channel, self._keys = channel, keys
        self._done = False

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._config.environment})"

    async def aclose(self) -> None:
        """Close the connections of a login that came to nothing."""
        if not self._done:
            await self._channel.aclose()

    async def _open(self, session: wire.Session) -> ShoonyaBroker:
        check_session(session)
        self._channel.uid = self._keys.uid
        account = await self._open_account(self._channel, session)
        self._done = True
        return account


class OAuthLogin(_Attempt):
    """A browser login. `listener` only where the portal took a loopback address as redirect URL."""

    def __init__(
        self,
        *,
        config: ShoonyaConfig,
        open_account: Open,
        channel: ShoonyaChannel,
        keys: Keys,
        listener: CodeListener | None = None,
    ) -> None:
        super().__init__(config=config, open_account=open_account, channel=channel, keys=keys)
        self._listener = listener

    @property
    def url(self) -> str:
        """Return the page to open in the browser. It holds the client id and no secret."""
        return f"{self._config.login}?{urlencode({'client_id': self._keys.client_id})}"

    async def wait_for_redirect(self) -> str:
        """Return the address the browser was sent back to. Errors: Transient if nobody listens."""
        if self._listener is None:
            raise Transient(
                "The broker's page does not come back here by itself.",
                hint="Log in in the browser, then paste the address of its last page, or the code.",
                code="no_listener",
            )
        return await self._listener.wait()

    async def finish(self, redirected_url: str) -> ShoonyaBroker:
        """Exchange the code, verify the token, and return the account.

        Errors: BrokerRefused for a paste or keys that do not fit; Transient for weather.
        """
        code, keys = login_code(redirected_url), self._keys
        try:
            session = await SessionCalls(self._channel).exchange(
                code=code, client_id=keys.client_id, secret_code=keys.secret_code, uid=keys.uid
            )
        except LoginNeeded as error:
            raise BrokerRefused(
                f"Shoonya did not accept this login: {error.text.partition(': ')[2]}",
                hint="The code is good once and for a few minutes: start again.",
                code=VERIFIER,
            ) from error
        given = (text(session.user_id) or text(session.uid) or keys.uid).upper()
        if given != keys.uid:
            raise BrokerRefused(
                f"The browser logged in {given}, not {keys.uid}.",
                hint="Log out on the broker's page, then start the login again.",
                code="wrong_user",
            )
        return await self._open(session)

    @override
    async def aclose(self) -> None:
        """Stop listening, and close the connections of a login that came to nothing."""
        if self._listener is not None:
            await self._listener.aclose()
        await super().aclose()


class PracticeOAuthLogin(OAuthLogin):
    """The same road, walked by the program itself: it follows the login page's redirect."""

    def __init__(
        self,
        *,
        config: ShoonyaConfig,
        open_account: Open,
        channel: ShoonyaChannel,
        keys: Keys,
        http: HttpTransport,
    ) -> None:
        super().__init__(config=config, open_account=open_account, channel=channel, keys=keys)
        self._http = http

    @property
    @override
    def url(self) -> str:
        query = urlencode({"practice": "1", "redirect_url": _PLACEHOLDER_REDIRECT})
        return f"{super().url}&{query}"

    @override
    async def wait_for_redirect(self) -> str:
        return await follow_practice_page(self._http, self.url)

    @override
    async def aclose(self) -> None:
        await self._http.aclose()
        await super().aclose()


class ClassicLogin(_Attempt):
    """The form of the classic profile: no page to open, so the "redirect" is there at once.

    `code` makes the six digits at the last moment.
    """

    def __init__(
        self,
        *,
        config: ShoonyaConfig,
        open_account: Open,
        channel: ShoonyaChannel,
        keys: Keys,
        code: Callable[[], str],
    ) -> None:
        super().__init__(config=config, open_account=open_account, channel=channel, keys=keys)
        self._code = code

    @property
    def url(self) -> str:
        return ""

    async def wait_for_redirect(self) -> str:
        """Return nothing, at once: there is no page."""
        return ""

    async def finish(self, redirected_url: str) -> ShoonyaBroker:  # noqa: ARG002
        """Send the form, verify the token, and return the account.

        Errors: BrokerRefused naming the field; Transient for weather.
        """
        keys = self._keys
        try:
            code = self._code()
        except ValueError as error:
            raise BrokerRefused(str(error), hint="Nothing was sent.", code="bad_seed") from error
        try:
            session = await SessionCalls(self._channel).quick_auth(
                uid=keys.uid,
                password=keys.password,
                factor2=code,
                vendor_code=keys.vendor_code,
                api_secret=keys.api_secret,
                imei=keys.imei,
            )
        except (LoginNeeded, BrokerRefused) as error:
            if error.code == PASSWORD:
                raise
            raise BrokerRefused(
                f"The broker did not accept this login: {error.text}",
                hint=self._hint(error.text),
                code="login_refused",
            ) from error
        return await self._open(session)

    def _hint(self, words: str) -> str:
        hint = next((hint for of, hint in _FIELDS if of.search(words)), "")
        skew = self._channel.skew_words()
        usual = "Check user id, password, six-digit code, vendor code and API key."
        return " ".join(filter(None, (hint or usual, skew)))


def check_session(session: wire.Session) -> None:
    """Refuse a session whose password must be changed first, or that has no token."""
    if text(session.spasswordreset).upper() == "Y":
        raise BrokerRefused(
            "The broker wants a new password before anything else.",
            hint="Change it on the broker's own site or app, then log in here with the new one.",
            code=PASSWORD,
        )
    if not text(session.access_token) and not text(session.susertoken):
        raise BrokerRefused(
            "The broker said yes and gave no session.",
            hint="Start the login again. If it stays, the other kind of login may fit.",
            code="login_refused",
        )
