"""An instrument dump in Kite's format: a day's worth of rows, every symbol and contract unique."""

import random
from datetime import date, timedelta

HEADER = (
    "instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,"
    "lot_size,instrument_type,segment,exchange"
)
KNOWN_TOKENS = {"INFY": 408065, "RELIANCE": 738561, "SBIN": 779521}
INDICES = {"NIFTY 50": 256265, "NIFTY BANK": 260105, "NIFTY MIDCAP 100": 256777}
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_WEEKLY_MONTH = "123456789OND"
_NAMED = {
    "RELIANCE": "RELIANCE INDUSTRIES",
    "INFY": "INFOSYS",
    "SBIN": "STATE BANK OF INDIA",
    "HDFCBANK": "HDFC BANK",
    "TCS": "TATA CONSULTANCY SERV LT",
    "M&M": "MAHINDRA & MAHINDRA",
    "BAJAJ-AUTO": "BAJAJ AUTO",
    "TATASTEEL": "TATA STEEL",
}
_UNLISTED = {"RPOWER": "RELIANCE POWER", "INFIBEAM": "INFIBEAM AVENUES", "RELIGARE": "RELIGARE"}
_TRADES = [
    "STEEL",
    "POWER",
    "FINANCE",
    "MOTORS",
    "PHARMA",
    "TEXTILES",
    "CEMENT",
    "ENERGY",
    "SUGAR",
    "PAPER",
]
TODAY = date(2026, 11, 20)


class _Rows:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.lines = [HEADER]
        self.used: set[str] = set()
        self._exchange_token = 10_000

    def word(self, shortest: int) -> str:
        """Return a symbol that was not used yet."""
        while True:
            letters = self.rng.choices("ABCDEFGHIJKLMNOPRSTUVW", k=self.rng.randint(shortest, 10))
            if (text := "".join(letters)) not in self.used:
                self.used.add(text)
                return text

    def add(
        self, symbol: str, name: str, kind: str, segment: str, exchange: str, byte: int, **more: str
    ) -> None:
        token = INDICES.get(symbol) or (KNOWN_TOKENS.get(symbol) if exchange == "NSE" else None)
        if token is None:
            self._exchange_token += 1
            token = self._exchange_token * 256 + byte
        self.lines.append(
            f"{token},{token >> 8},{symbol},{name},0.0,{more.get('expiry', '')},"
            f"{more.get('strike', '0.0')},{more.get('tick', '0.05')},{more.get('lot', '1')},"
            f"{kind},{segment},{exchange}"
        )


def contract_tail(expiry: date, last_of_month: bool) -> str:
    """Return what stands between underlying and strike: 26NOV, or 26N24 for a weekly."""
    if last_of_month:
        return f"{expiry:%y}{_MONTHS[expiry.month - 1]}"
    return f"{expiry:%y}{_WEEKLY_MONTH[expiry.month - 1]}{expiry.day:02d}"


def make_dump(rows: int = 4000, *, seed: int = 3, blank_names: bool = False) -> bytes:
    """Return about a sixth of shares and the rest derivatives, as in the broker's own dump."""
    out = _Rows(seed)
    for name in INDICES:
        out.add(name, name, "EQ", "INDICES", "NSE", 9, tick="0.0", lot="0")
    out.add("SENSEX", "SENSEX", "EQ", "INDICES", "BSE", 9, tick="0.0", lot="0")
    for symbol, name in {**_NAMED, **_UNLISTED}.items():
        out.used.add(symbol)
        out.add(symbol, name, "EQ", "NSE", "NSE", 1)
        out.add(symbol, name, "EQ", "BSE", "BSE", 4)
    while len(out.lines) < rows // 6:
        symbol = out.word(4)
        name = f"{symbol} {out.rng.choice(_TRADES)}"
        out.add(symbol, name, "EQ", "NSE", "NSE", 1)
        if out.rng.random() < 0.5:
            out.add(symbol, name, "EQ", "BSE", "BSE", 4)
    roots = ["NIFTY", "BANKNIFTY", "NIFTYNXT50", *_NAMED]
    roots += [out.word(3) for _ in range(min(200, rows // 600))]
    monthly = [date(2026, 11, 24), date(2026, 12, 29), date(2027, 1, 25)]
    weekly = [date(2026, 12, 1) + timedelta(days=7 * week) for week in range(4)]
    for root in roots:
        for day in monthly:
            out.add(
                f"{root}{contract_tail(day, True)}FUT", "" if blank_names else root,
                "FUT", "NFO-FUT", "NFO", 2, expiry=day.isoformat(), lot="75", tick="0.1",
            )  # fmt: skip
    step = 0
    while len(out.lines) <= rows:
        for root in roots:
            for day in [*monthly, *weekly] if root == "NIFTY" else monthly[:2]:
                strike = 24000 + 50 * ((step + 1) // 2) * (1 if step % 2 else -1)
                text = f"{strike}.0" if root != "M&M" else f"{strike / 10 + 0.5}"
                for kind in ("CE", "PE"):
                    out.add(
                        f"{root}{contract_tail(day, day in monthly)}{float(text):g}{kind}",
                        "" if blank_names else root, kind, "NFO-OPT", "NFO", 2,
                        expiry=day.isoformat(), strike=text, lot="75",
                    )  # fmt: skip
        step += 1
    return ("\n".join(out.lines[: rows + 1]) + "\n").encode()
