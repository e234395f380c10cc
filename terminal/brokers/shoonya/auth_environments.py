"""The login dialog's Shoonya environments as data: what to type, what it means, where it leads."""

from msgspec.structs import replace

from terminal.brokers.login import TOTP_SEED
from terminal.brokers.shoonya.config import LIVE, LIVE_CLASSIC, PRACTICE, PRACTICE_CLASSIC
from terminal.domain.ports import LoginEnvironment, LoginField

DEFAULT_PORT = 8711

_USER = LoginField(name="user_id", label="User id", placeholder="FA12345")
_CLIENT = LoginField(
    name="client_id",
    label="Client id",
    optional=True,
    help="From the broker's portal (Profile, API Key). Empty: your user id followed by _U.",
)
_SECRET_CODE = LoginField(
    name="secret_code",
    label="Secret code",
    secret=True,
    help="From the same page. It goes out as a checksum only.",
)
_PORT = LoginField(
    name="redirect_port",
    label="Redirect port",
    optional=True,
    placeholder=str(DEFAULT_PORT),
    help=f"Only if the portal took http://127.0.0.1:{DEFAULT_PORT}/ as redirect URL. Else paste "
    "the address of the last page, or its code.",
)
_PASSWORD = LoginField(
    name="password",
    label="Password",
    secret=True,
    remember=False,
    help="It goes out as its hash, and is not kept.",
)
_CODE = LoginField(
    name="factor2",
    label="Six-digit code",
    optional=True,
    remember=False,
    help="Of your authenticator or SMS. Not needed where the TOTP seed is given.",
)
_VENDOR = LoginField(
    name="vendor_code", label="Vendor code", optional=True, help="Empty: your user id with _U."
)
_API_SECRET = LoginField(
    name="api_secret", label="API key", secret=True, help="From the broker's portal."
)
_IMEI = LoginField(
    name="imei", label="Device id", optional=True, help="Any text that stays the same."
)
_REST = LoginField(
    name="rest",
    label="REST address",
    optional=True,
    help="Of your broker's Noren server, as https://…/NorenWClientTP.",
)
_STREAM = LoginField(
    name="stream", label="Stream address", optional=True, help="As wss://…/NorenWSTP/."
)

ENVIRONMENTS = (
    LoginEnvironment(
        id=PRACTICE,
        title="Practice",
        practice=True,
        automatic=True,
        fields=(),
        help="A built-in exchange on this computer that speaks as Shoonya does today. No money, "
        "no account, no network.",
    ),
    LoginEnvironment(
        id=PRACTICE_CLASSIC,
        title="Practice (classic)",
        practice=True,
        automatic=True,
        fields=(),
        help="The same exchange by the classic login: password, six-digit code, market orders.",
    ),
    LoginEnvironment(
        id=LIVE,
        title="Shoonya (live)",
        practice=False,
        automatic=False,
        fields=(_USER, _CLIENT, _SECRET_CODE, _PORT, TOTP_SEED),
        help="Orders placed here are real. They are accepted from your registered static IP only. "
        "Log in on the broker's page, then paste its last address or the code here.",
    ),
    LoginEnvironment(
        id=LIVE_CLASSIC,
        title="Noren (classic)",
        practice=False,
        automatic=False,
        browser=False,
        fields=(
            _USER,
            _PASSWORD,
            replace(TOTP_SEED, help="If given, the six-digit code is made from it."),
            _CODE,
            _VENDOR,
            _API_SECRET,
            _IMEI,
            _REST,
            _STREAM,
        ),
        help="Orders placed here are real. For Noren brokers that still take password and code; "
        "Shoonya itself switched this off in April 2026.",
    ),
)
