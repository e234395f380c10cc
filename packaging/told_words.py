"""Find the sentences that come from below the interface, for `terminal.ui.i18n.told`.

Read by translations.py. A sentence is any literal of the program that reads like one: some words with
a space between them, given to no log, no task's name and no command line. An f-string becomes a
template with numbered fields: "Only {1} are left to close."; a plural ending makes two templates.
Single words are taken from tables of words and from the fields of f-strings.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from pathlib import Path

ELSEWHERE = (
    "sandbox/",
    "sim/",
    "app/selftest",
    "app/history_cli.py",
    "app/download.py",
    "app/about.py",
    "app/run.py",
    "history/schema.py",
    "history/manifest.py",
    "history/reader.py",
    "history/spool.py",
    "history/quarantine.py",
    "history/pruning.py",
    "ui/exports/report.py",
    "ui/exports/pdf.py",
    "ui/exports/files.py",
    "ui/theme.py",
    "transport/line.py",
    "runtime/log.py",
)
"""Servers, command lines and documents: what they say is read in English."""
UNTOLD_CALLS = {
    "setObjectName", "add_argument", "print", "execute", "executemany", "TypeError", "ValueError",
    "KeyError", "RuntimeError", "AssertionError", "LookupError", "compile", "ArgumentParser", "spawn", "tr",
    "setProperty", "setStyleSheet", "TaskScope", "Worker", "field", "partial_name", "cast", "TypeVar",
    "_after", "guarded", "fullmatch", "match", "sub", "search", "split", "getLogger", "debounce",
}  # fmt: skip
_LOG_CALLS = {"debug", "info", "warning", "error", "exception", "log", "critical"}
_MARKUP = re.compile(
    r"\b(SELECT|INSERT|CREATE|UPDATE|DELETE|PRAGMA|FROM|VARCHAR)\b|: ?#|px;|</|<br|<p|class="
    r"|\||%\(|\\s|HTTP/1"
)
WORD_TABLES = {"alerts/words.py", "gtt/rules.py", "baskets/words.py"}
"""Files below the interface whose tables at module level hold single words that are shown."""
WITHOUT_WORDS = ("ui/chart/ticks.py", "ui/actions.py", "ui/table.py", "ui/parse.py")
"""Files of the interface whose single words are names of keys and short names of days."""
SPOKEN_ENUMS = {
    "Side", "OrderState", "GttState", "GttStage", "FundOrderState", "SipState", "SipFrequency",
    "AlertState", "LegStage",
}  # fmt: skip
"""Their values stand in sentences ("The order is rejected already.")."""
BESIDE = (
    "Alert", "Order", "refused", "expired", "shares", "units", "price", "trigger", "limit",
    "market", "Buy {1} {2}", "Sell {1} {2}", "buy {1} {2}", "sell {1} {2}", "{1}: {2}", "validity",
    "variety", "product", "quantity", "order type", "legs", "lots", "positions", "holdings",
    "{1}, at {2}.", "now {1}", "Keep {1}.", "{1} in {2}", "See {1}", "Leg {1}", "Line {1}",
    "{1} is no {2}", "{1} of {2}", "Leg {1}: {2}", "{1} of {2}: {3}", "{1} or {2}", "at {1}",
    "{1} to {2}", "gap: {1}.", "on {1}", "Use {1}.", "1 lot = {1}", "{1} {2} of “{3}”?", "Send {1}",
    "{1} at {2}", "of {1}", "Exit {1}?", "{1} min", "{1} to it · {2}", "not {1} · {2}", "or {1}",
    "{1}, {2} leg", "Last {1}", "{1} old", "{1} in no. {2}", "Tag: {1}", "· lot {1}", "lot {1}",
    "on {1} {2} {3}", "Open {1}", "Buy {1}", "Buy {1} · {2}", "+{1}% on {2}", "{1} of {2}{3}",
    "GTT at {1}…", "Jobs {1}", "tag {1}", "{1} at {2}, {3}", "{1} pts", "here", "needed", "large",
    "Slice", "Snap", "Round", "Fit", "Largest", "notice", "Error", "Detail",
    "Long {1} @ {2}", "Short {1} @ {2}",
)  # fmt: skip
NOT_TOLD = {
    "NSE:NIFTY 50:index",
    "NSE:NIFTY BANK:index",
    "websockets, silenced",
    "Fatal Python error",
    "Windows fatal exception",
    "Event loop stopped before Future completed.",
    "Session(user_id={1}, login_time={2})",
    "application/json; charset=utf-8",
    "text/plain; charset=utf-8",
    "exceeds max limit",
    "no data",
    "order not found",
    "server timeout",
    "delete success",
    "color: {1};",
    "Bearer {1}",
    "token {1}:{2}",
    "infy, nifty 24000 ce, rel fut",
    "NSE: {1}",
    "Not Found",
    "Esc",
    "Enter",
    "Return",
    "Space",
    "Delete",
    "Trading Terminal",
    "Zerodha Kite",
    "India VIX",
    "Nifty Financial Services",
    "Nifty Midcap Select",
    "{1} talk",
    "{1} watch",
    "basket buy",
    "basket sell",
    "depth panel",
    "listener {1}",
    "tap of {1}",
    "frame {1}",
    "json",
}
"""Protocols, marks of other programs and examples of input."""
ALWAYS = ("Buy", "Sell")
"""On a button an order to do it, in a sentence the name of a side."""
_FIELD = re.compile(r"\{\d+\}")
_WORD = re.compile(r"[A-Z][a-z]{2,}[.…]?")
_MOST_VARIANTS = 4


def sentences(root: Path, *, known: set[str]) -> list[str]:
    """Return all texts and templates of the sources under `root` but the known ones, sorted."""
    found: set[str] = set(BESIDE)
    for file in sorted(root.rglob("*.py")):
        name = file.relative_to(root).as_posix()
        if not name.startswith(ELSEWHERE):
            tree = ast.parse(file.read_text("utf-8"))
            found.update(_of_file(tree))
            found.update(_values_of_enums(tree))
            if name in WORD_TABLES:
                found.update(_single_words(tree))
            elif name.startswith("ui/") and not name.startswith(WITHOUT_WORDS):
                found.update(_words_shown(tree))
    return sorted(
        text
        for text in {each.strip() for each in found} - known - NOT_TOLD | set(ALWAYS)
        if text in ALWAYS or text.partition("\t")[0] not in known
    )


def _of_file(tree: ast.Module) -> Iterator[str]:
    skipped = set(_untold(tree))
    for first, second in _continued(tree):
        parts = [*_parts(first), *_parts(second)]
        skipped.update(id(each) for node in (first, second) for each in _flat(node))
        yield from _templates(parts)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr) or _is_sum(node):
            parts = list(_parts(node))
            skipped.update(id(each) for each in _flat(node))
            skipped.update(id(each) for part in parts if _endings(part) for each in _inside(part))
            for text in _templates(parts):
                if _reads_like_one(text):
                    yield text
            for part in parts:
                if not isinstance(part, str):
                    yield from _field_words(part)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.replace("{", "").replace("}", "")
            if text == node.value and _reads_like_one(text):
                yield text


def _untold(tree: ast.Module) -> Iterator[int]:
    """Yield the nodes that nobody is shown: docstrings, logs, names of tasks, annotations, asserts."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for each in body if isinstance(body, list) else ():
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                yield id(each.value)
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in UNTOLD_CALLS or (name in _LOG_CALLS and _is_log(node.func)):
                # What a spawned call is given itself is told; only literals right here are names.
                deep = name != "spawn"
                for value in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    literal = isinstance(value, ast.Constant | ast.JoinedStr | ast.IfExp)
                    if deep or literal:
                        yield from (id(each) for each in ast.walk(value))
        elif isinstance(node, ast.Assert | ast.Import | ast.ImportFrom | ast.Compare):
            yield from (id(each) for each in ast.walk(node))
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(part, ast.AST):
                yield from (id(each) for each in ast.walk(part))


def _is_log(call: ast.expr) -> bool:
    return isinstance(call, ast.Attribute) and "log" in ast.unparse(call.value).lower()


def _is_sum(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add)
        and any(
            isinstance(each, ast.JoinedStr)
            or (isinstance(each, ast.Constant) and isinstance(each.value, str))
            for each in (node.left, node.right)
        )
    )


def _parts(node: ast.AST) -> Iterator[str | ast.expr]:
    """Yield literal pieces as text and the rest as expressions."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield from _parts(value.value if isinstance(value, ast.FormattedValue) else value)
    elif isinstance(node, ast.BinOp) and _is_sum(node):
        yield from _parts(node.left)
        yield from _parts(node.right)
    elif isinstance(node, ast.expr):
        yield node


def _continued(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield the two halves of a text that is set and goes on in the next statement."""
    for node in ast.walk(tree):
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            for one, two in pairwise(body if isinstance(body, list) else ()):
                if (
                    isinstance(one, ast.Assign)
                    and isinstance(two, ast.AugAssign)
                    and ast.unparse(one.targets[0]) == ast.unparse(two.target)
                    and _is_text(one.value)
                    and _is_text(two.value)
                ):
                    yield one.value, two.value


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _flat(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what `_parts` has taken in: the pieces of an f-string and of a sum."""
    if isinstance(node, ast.JoinedStr):
        yield node
        for value in node.values:
            yield from _flat(value.value if isinstance(value, ast.FormattedValue) else value)
    elif isinstance(node, ast.BinOp) and _is_sum(node):
        yield node
        yield from _flat(node.left)
        yield from _flat(node.right)
    elif isinstance(node, ast.Constant):
        yield node


def _inside(part: str | ast.expr) -> Iterator[ast.AST]:
    if isinstance(part, ast.IfExp):
        yield from (part.body, part.orelse)


def _templates(parts: Iterable[str | ast.expr]) -> Iterator[str]:
    """Yield the template; two for a plural's ending, which no other language has."""
    choices: list[tuple[str | None, ...]] = []
    variants = 1
    for part in parts:
        ends = _endings(part)
        if isinstance(part, str):
            choices.append((part.replace("{", "").replace("}", ""),))
        elif ends and variants * 2 <= _MOST_VARIANTS:
            variants *= 2
            choices.append(ends)
        else:
            choices.append((None,))
    for chosen in product(*choices):
        number, text = 0, ""
        for piece in chosen:
            if piece is None:
                number += 1
                text += f"{{{number}}}"
            else:
                text += piece
        yield text


def _endings(part: str | ast.expr) -> tuple[str, str] | None:
    """Return both texts of a choice where one is only an ending ('' or 's')."""
    if isinstance(part, ast.IfExp):
        one, two = (getattr(each, "value", None) for each in (part.body, part.orelse))
        if isinstance(one, str) and isinstance(two, str) and "" in (one, two):
            return one, two
    return None


def _field_words(part: ast.expr) -> Iterator[str]:
    """Yield the words that stand in a field: of choices between literals."""
    for node in ast.walk(part):
        if isinstance(node, ast.IfExp):
            for each in (node.body, node.orelse):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    text = each.value.strip()
                    if re.fullmatch(r"[A-Za-z]{3,}[a-z]", text):
                        yield text


def _reads_like_one(text: str) -> bool:
    plain = _FIELD.sub("", text)
    return (
        " " in text.strip()
        and len(re.findall("[a-z]", plain)) >= 4
        and re.search("[A-Za-z]{3}", plain) is not None
        and not _MARKUP.search(text)
    )


def _words_shown(tree: ast.Module) -> Iterator[str]:
    """Yield words that stand alone, capitalised as on a button or in a cell."""
    skipped = set(_untold(tree))
    for node in ast.walk(tree):
        value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and id(node) not in skipped and _WORD.fullmatch(value):
            yield value


def _single_words(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and value is not None:
            yield from _words_of(value)


def _words_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _words_of(value)
    elif isinstance(node, ast.Tuple | ast.List):
        for each in node.elts:
            yield from _words_of(each)
    elif isinstance(node, ast.Constant) and re.fullmatch(r"[A-Z][a-z]{2,}", str(node.value)):
        yield str(node.value)


def _values_of_enums(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name in SPOKEN_ENUMS:
            for each in node.body:
                if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant):
                    yield from (str(each.value.value), str(each.value.value).replace("_", " "))
