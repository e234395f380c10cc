"""Search as you type over a day's instruments: words in any order, each the beginning of something.

A word may begin a symbol, a word of a name, an expiry (`NOV`, `26NOV`, `24NOV`) or a strike, or be an
exchange or a kind. Everything is compared as columns of 8-byte words, so a keystroke costs about a
millisecond over 120,000 rows and building costs no sorting of texts. Built on a worker thread.
"""

import re
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from terminal.domain.ids import InstrumentId
from terminal.domain.master import MasterIndex, encoded
from terminal.domain.ports import MasterColumns

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]
Words = NDArray[np.uint64]

MAJOR_INDICES = {
    "NIFTY 50": "NIFTY",
    "NIFTY BANK": "BANKNIFTY",
    "NIFTY FIN SERVICE": "FINNIFTY",
    "NIFTY MID SELECT": "MIDCPNIFTY",
    "NIFTY NEXT 50": "NIFTYNXT50",
    "SENSEX": "SENSEX",
    "BANKEX": "BANKEX",
}
"""Index -> underlying of its derivatives. For ranking alone; the broker calls them differently."""

_KIND_WORDS = {
    "CE": ("CE",),
    "CALL": ("CE",),
    "PE": ("PE",),
    "PUT": ("PE",),
    "FUT": ("FUT",),
    "FUTURE": ("FUT",),
    "FUTURES": ("FUT",),
    "OPT": ("CE", "PE"),
    "OPTION": ("CE", "PE"),
    "OPTIONS": ("CE", "PE"),
    "EQ": ("EQ",),
    "EQUITY": ("EQ",),
    "INDEX": ("INDEX",),
}
_DERIVATIVES = ("FUT", "CE", "PE")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
# What a row costs before the words are looked at (less is better) ...
_COST_MAJOR_INDEX, _COST_LIQUID, _COST_FUTURE, _COST_EQUITY = 0, 10, 16, 20
_COST_INDEX, _COST_OPTION, _OTHER_EXCHANGE = 26, 40, 4
# ... and what a word adds by where it was found.
_EXACT, _SYMBOL, _NAME = 0, 5, 12
EXACT_BONUS, HELD_BONUS, RECENT_BONUS = 1200, 600, 300
_RARE = 0xFFFF
_WORD_BREAKS = b"\n -&.(/"
_RUNS = re.compile(r"[A-Z&]+|\d+(?:\.\d+)?")
_SHIFTS = 48, 36, 20  # cost, expiry, popularity; the strike's distance fills what is left
_SPELLING_CUTOFF = 72


class _Column:
    """Texts as their first 24 bytes in big-endian words, for prefix tests over all of them."""

    def __init__(self, data: bytes, starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> None:
        padded = data + b"\0" * 32
        every = np.ndarray((len(padded) - 7,), ">u8", padded, 0, (1,))
        self._parts: list[Words] = []
        for offset in (0, 8, 16):
            left = np.clip(lengths - offset, 0, 8)
            words = every[np.minimum(starts + offset, len(data))].astype(np.uint64)
            self._parts.append(words & _HEADS[left])
        self._lengths = lengths

    def begins(self, text: bytes) -> Mask:
        """Return which texts begin with `text`; what is beyond 24 bytes is not compared."""
        found: Mask | None = None
        for place, part in enumerate(self._parts):
            piece = text[8 * place : 8 * place + 8]
            if not piece:
                break
            key = np.uint64(int.from_bytes(piece.ljust(8, b"\0"), "big"))
            same = (part if len(piece) == 8 else part & _HEADS[len(piece)]) == key
            found = same if found is None else found & same
        return np.ones(len(self._lengths), dtype=np.bool_) if found is None else found

    def equals(self, text: bytes) -> Mask:
        same: Mask = self.begins(text) & (self._lengths == len(text))
        return same


_HEADS = np.array([0xFFFFFFFFFFFFFFFF ^ ((1 << (64 - 8 * n)) - 1) for n in range(9)], dtype="u8")


class SearchIndex:
    """One day's instruments, ready to be searched. Immutable once built; no clock, no I/O."""

    def __init__(self, columns: MasterColumns) -> None:
        self.columns = columns
        self.index = columns.index or MasterIndex(columns)
        self.rows = len(columns.symbol)
        exchanges, names = encoded(columns, "exchange"), encoded(columns, "name")
        kinds, expiries = encoded(columns, "kind"), encoded(columns, "expiry")
        self._exchanges = _by_text(exchanges.values, exchanges.codes)
        self._kinds = _by_text(kinds.values, kinds.codes)
        self._expiry_codes = expiries.codes
        self._expiry_words = [_expiry_words(text) for text in expiries.values]
        self._name_codes, self._names = names.codes, names.values
        self._symbols = _column(columns.symbol)
        self._name_words, self._word_names = _words(names.values)
        self._whole_names = _column(names.values)
        self._set_strikes()
        self._rank(names.values)
        self._vocabulary: dict[str, list[str]] = {}

    def find(
        self, text: str, limit: int, bonus: dict[int, int]
    ) -> tuple[list[tuple[int, int]], bool]:
        """Return [(row, cost)] best first, and whether only other spellings were found.

        `bonus` lowers the cost of rows (held, recent). Nothing matches an empty text.
        """
        query = text.upper().split()
        if not query or not self.rows:
            return [], False
        found = self._find(query, limit, bonus)
        if found:
            return found, False
        pieces = [piece for word in query for piece in _RUNS.findall(word)]
        if pieces != query and (found := self._find(pieces, limit, bonus)):
            return found, False
        respelt = [self._respell(word) for word in query]
        return (self._find(respelt, limit, bonus) if respelt != query else []), True

    def _find(self, query: list[str], limit: int, bonus: dict[int, int]) -> list[tuple[int, int]]:
        mask: Mask | None = None
        penalty = np.full(self.rows, _NAME, dtype=np.int64)
        # The longest word first: it leaves the fewest rows.
        for word in sorted(query, key=len, reverse=True):
            matched = self._match(word, penalty)
            mask = matched if mask is None else mask & matched
            if not mask.any():
                return []
        if mask is None:
            return []
        rows = np.flatnonzero(mask)
        cost = self._costs[rows] + penalty[rows]
        exact = self._symbols.equals(" ".join(query).encode())
        if len(query) > 1:
            for word in query:
                exact |= self._symbols.equals(word.encode())
        cost[exact[rows]] -= EXACT_BONUS
        for row, less in bonus.items():
            if mask[row]:
                cost[np.searchsorted(rows, row)] -= less
        keys = ((cost + 4096) << _SHIFTS[0]) | self._order[rows]
        if len(rows) > limit:
            best = np.argpartition(keys, limit)[:limit]
            rows, keys, cost = rows[best], keys[best], cost[best]
        order = np.argsort(keys, kind="stable")
        return list(zip(rows[order].tolist(), cost[order].tolist(), strict=True))

    def _match(self, word: str, penalty: NDArray[np.int64]) -> Mask:
        """Return the rows that `word` fits, lowering the penalty of those that it fits well."""
        data = word.encode()
        begins = self._symbols.begins(data)
        named = np.zeros(len(self._names), dtype=np.bool_)
        named[self._word_names[self._name_words.begins(data)]] = True
        matched = begins | named[self._name_codes]
        penalty[begins] = np.minimum(penalty[begins], _SYMBOL)
        whole = self._whole_names.equals(data) & self._is_root
        if whole.any():
            penalty[whole[self._name_codes]] = _EXACT
        rows = self._exchanges.get(word)
        if rows is not None:
            matched[rows] = True
        for kind in _KIND_WORDS.get(word, ()):
            if kind in self._kinds:
                matched[self._kinds[kind]] = True
        if (len(word) >= 3 and not word.isalpha()) or word[:3] in _MONTHS:
            codes = [any(w.startswith(word) for w in words) for words in self._expiry_words]
            if any(codes):
                matched |= np.array(codes)[self._expiry_codes]
        if word[0].isdigit():
            fits = [text.startswith(word) for text in self._strike_texts]
            if any(fits):
                struck = np.array(fits)[self._strike_codes] & self._is_option
                matched |= struck
                if word in self._strike_texts:
                    whole_strike = self._strike_codes == self._strike_texts.index(word)
                    penalty[whole_strike & self._is_option] = _EXACT - 1
        for root, row in self._aliases:
            if root.startswith(word):
                matched[row] = True
                penalty[row] = min(penalty[row], _EXACT if root == word else _SYMBOL)
        return matched

    def _respell(self, word: str) -> str:
        """Return the known word that `word` most likely was meant to be, or itself."""
        if len(word) < 4 or not word.isalpha():
            return word
        from rapidfuzz import fuzz, process  # here: no start needs it

        if not self._vocabulary:
            self._vocabulary = self._known_words()
        # Hardly anybody gets the first letter wrong, and it leaves a tenth of the words.
        best = process.extractOne(
            word,
            self._vocabulary.get(word[0], ()),
            scorer=fuzz.ratio,
            score_cutoff=_SPELLING_CUTOFF,
        )
        return word if best is None else best[0]

    def _known_words(self) -> dict[str, list[str]]:
        plain = np.ones(self.rows, dtype=np.bool_)
        plain[self._derivatives] = False
        words = {part for name in self._names for part in name.upper().split()}
        words.update(symbol.upper() for symbol in self.columns.symbol[plain])
        out: dict[str, list[str]] = {}
        for word in sorted(words):
            if 3 < len(word) < 24:
                out.setdefault(word[0], []).append(word)
        return out

    # -- building ------------------------------------------------------------------------------

    def _set_strikes(self) -> None:
        ready = self.columns.encoded.get("strike")
        if ready is None:
            values, codes = np.unique(self.columns.strike, return_inverse=True)
            self._strike_codes = codes
            self._strike_texts = [f"{value:.10g}" for value in values.tolist()]
        else:
            self._strike_codes = ready.codes
            self._strike_texts = [
                text.rstrip("0").rstrip(".") if "." in text else text for text in ready.values
            ]

    def _rank(self, names: NDArray[np.object_]) -> None:
        """Set each row's cost and the order of rows of equal cost: expiry, popularity, strike."""
        kinds = self._kinds
        nothing = np.empty(0, dtype=np.intp)
        futures = kinds.get("FUT", nothing)
        options = np.concatenate([kinds.get("CE", nothing), kinds.get("PE", nothing)])
        self._derivatives = np.concatenate([futures, options])
        self._is_option = np.zeros(self.rows, dtype=np.bool_)
        self._is_option[options] = True
        counts = np.bincount(self._name_codes[self._derivatives], minlength=len(names))
        self._is_root = counts > 0
        places = np.full(len(names), _RARE, dtype=np.int64)
        roots = np.flatnonzero(self._is_root)
        places[roots[np.argsort(-counts[roots], kind="stable")]] = np.arange(len(roots))
        popularity = np.full(self.rows, _RARE, dtype=np.int64)
        popularity[self._derivatives] = places[self._name_codes[self._derivatives]]

        costs = np.full(self.rows, _COST_EQUITY, dtype=np.int64)
        costs[kinds.get("INDEX", nothing)] = _COST_INDEX
        costs[futures], costs[options] = _COST_FUTURE, _COST_OPTION
        place_of = dict(zip(names[roots].tolist(), places[roots].tolist(), strict=True))
        is_index = np.zeros(self.rows, dtype=np.bool_)
        is_index[kinds.get("INDEX", nothing)] = True
        self._aliases: list[tuple[str, int]] = []  # an index by its derivatives' name
        for exchange, rows in self._exchanges.items():
            if exchange != "NSE":
                costs[rows[costs[rows] == _COST_EQUITY]] += _OTHER_EXCHANGE
            for symbol, root in [*((root, root) for root in place_of), *MAJOR_INDICES.items()]:
                row = self.index.row_of_symbol(exchange, symbol)
                if row is None:
                    continue
                if is_index[row]:
                    costs[row] = _COST_MAJOR_INDEX
                    self._aliases.append((root, row))
                elif symbol == root and not self._is_option[row] and costs[row] != _COST_FUTURE:
                    costs[row] = _COST_LIQUID + (0 if exchange == "NSE" else _OTHER_EXCHANGE)
                popularity[row] = place_of.get(root, _RARE)
        self._costs = costs
        dates = sorted(range(len(self._expiry_words)), key=lambda c: self._expiry_words[c][:1])
        ordinal = np.empty(len(dates), dtype=np.int64)
        ordinal[dates] = np.arange(len(dates))
        self._order = (
            (ordinal[self._expiry_codes] << _SHIFTS[1])
            | (np.minimum(popularity, _RARE) << _SHIFTS[2])
            | self._distances(options)
        )

    def _distances(self, options: Rows) -> NDArray[np.int64]:
        """Return how far each option's strike lies from the middle of its underlying's strikes.

        The middle stands for the price, which no master tells: what is traded lies around it.
        """
        codes, strikes = self._name_codes[options], self.columns.strike[options]
        counts = np.maximum(np.bincount(codes, minlength=len(self._names)), 1)
        middles = np.bincount(codes, weights=strikes, minlength=len(self._names)) / counts
        # In thousandths of the middle: strikes are rupees here and fractions of a rupee there.
        far = np.abs(strikes - middles[codes]) / np.maximum(np.abs(middles[codes]), 1e-9) * 1e3
        out = np.zeros(self.rows, dtype=np.int64)
        out[options] = np.minimum(far * 100, (1 << _SHIFTS[2]) - 1).astype(np.int64)
        return out


def _by_text(values: NDArray[np.object_], codes: Rows) -> dict[str, Rows]:
    return {text: np.flatnonzero(codes == code) for code, text in enumerate(values)}


def _blob(texts: NDArray[np.object_]) -> tuple[bytes, Rows, Rows]:
    """Return texts joined by line feeds, upper case, with where each begins and its length."""
    data = "\n".join(texts).encode().upper()
    if data.count(b"\n") != len(texts) - 1:
        data = "\n".join(text.replace("\n", " ") for text in texts).encode().upper()
    cuts = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == 10)
    starts = np.concatenate(([0], cuts + 1))
    return data, starts, np.concatenate((cuts, [len(data)])) - starts


def _column(texts: NDArray[np.object_]) -> _Column:
    if not len(texts):
        return _Column(b"", np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))
    return _Column(*_blob(texts))


def _words(names: NDArray[np.object_]) -> tuple[_Column, Rows]:
    """Return every word of every name, to the name's end, and which name it is of."""
    if not len(names):
        return _column(names), np.empty(0, dtype=np.intp)
    data, starts, lengths = _blob(names)
    raw = np.frombuffer(data, dtype=np.uint8)
    after = np.zeros(256, dtype=np.bool_)
    after[list(_WORD_BREAKS)] = True
    begins = np.concatenate(([0], np.flatnonzero(after[raw[:-1]] & ~after[raw[1:]]) + 1))
    owner = np.searchsorted(starts, begins, side="right") - 1
    left = starts[owner] + lengths[owner] - begins
    return _Column(data, begins, np.maximum(left, 0)), owner


def _expiry_words(text: str) -> list[str]:
    """Return what an expiry may be typed as, ISO first: 2026-11-24 26NOV 24NOV NOV NOV26 ..."""
    if not text:
        return []
    day = date.fromisoformat(text)
    month, year = _MONTHS[day.month - 1], f"{day:%y}"
    return [
        text,
        f"{year}{month}",
        f"{day.day}{month}{year}",
        f"{day.day:02d}{month}{year}",
        f"{month}{year}",
        f"{month}{day.year}",
        f"{month}{day.day}",
    ]


def rows_of(index: MasterIndex, ids: Iterable[InstrumentId]) -> list[int]:
    """Return the rows of those identities that the master lists."""
    return [row for each in ids if (row := index.row(each)) is not None]
