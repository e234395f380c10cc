"""The login dialog's Kite environments as data: what to type, what it means, where it leads."""

from msgspec.structs import replace

from terminal.brokers.kite.config import HOSTED, LIVE, PRACTICE
from terminal.brokers.login import TOTP_SEED
from terminal.domain.ports import LoginEnvironment, LoginField

DEFAULT_PORT = 8710
# Published in the broker's documentation for its shared test system; worth nothing elsewhere.
HOSTED_KEY = "sandboxdemo"
HOSTED_SECRET = "sandboxdemo-secret"  # noqa: S105  public, see above

_KEY = LoginField(
    name="api_key", label="API key", help="From your app at developers.kite.trade.", remember=True
)
_SECRET = LoginField(
    name="api_secret",
    label="API secret",
    secret=True,
    help="From the same page. Used once at each login.",
)
_PORT = LoginField(
    name="redirect_port",
    label="Redirect port",
    optional=True,
    placeholder=str(DEFAULT_PORT),
    help=f"The app's redirect URL must be http://127.0.0.1:{DEFAULT_PORT}/ with this port.",
)
ENVIRONMENTS = (
    LoginEnvironment(
        id=PRACTICE,
        title="Practice",
        practice=True,
        automatic=True,
        fields=(),
        help="A built-in exchange on this computer. No money, no account, no network.",
    ),
    LoginEnvironment(
        id=LIVE,
        title="Zerodha Kite (live)",
        practice=False,
        automatic=False,
        fields=(_KEY, _SECRET, _PORT, TOTP_SEED),
        help="Orders placed here are real. They are accepted from your registered static IP only.",
    ),
    LoginEnvironment(
        id=HOSTED,
        title="Zerodha's sandbox",
        practice=True,
        automatic=False,
        fields=(
            replace(
                _KEY,
                optional=True,
                placeholder=HOSTED_KEY,
                help="Leave empty for the key that the broker publishes for everybody.",
            ),
            replace(_SECRET, optional=True, placeholder=HOSTED_SECRET, help=""),
            replace(_PORT, help="Only if your sandbox app redirects to this computer."),
        ),
        help="The broker's own test system: limit orders only, no money. After logging in, paste "
        "the address of the last page here.",
    ),
)
