#!/usr/bin/env python3
"""Words of the program for translators: collect them, merge them, compile them.

  translations.py            collect the English words and merge them into resources/translations/*.ts
  translations.py --compile  only compile the .ts files into .qm files
  translations.py --check    say what is missing; exit code 1 if anything is

English in the sources is the key. Words are found by the syntax tree: every literal given to `tr`, and
literals at the places whose words are translated where they are shown (titles of panels, columns,
fields, commands, settings). The sentences that come from below the interface are found by
`told_words.py`. Qt's own tools (in PySide6-Essentials) merge and compile.
"""

import argparse
import ast
import functools
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import told_words

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("hi",)
CONTEXT = "terminal"
TOLD = "told"
TEMPLATES = FOLDER / "told.json"
FIELD = re.compile(r"\{(\w+)\}")

# Calls whose literals are shown through `tr`: positions of arguments, then names of arguments.
CALLS: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "tr": ((0,), ()),
    "Spec": ((), ("text", "tip", "menu")),
    "PanelSpec": ((), ("title",)),
    "Column": ((), ("title", "tip")),
    "Part": ((), ("about",)),
    "Field": ((0,), ()),
    "field": ((0,), ()),
    "set_caption": ((0,), ()),
    "_say": ((0, 1), ()),
    "LoginField": ((), ("label", "help")),
    "LoginEnvironment": ((), ("title", "help")),
    "add_button": ((1,), ()),
    "add_left_button": ((1,), ()),
    "confirm": ((), ("heading", "text", "yes", "no")),
    "Question": ((), ("title", "confirm")),
    "show_empty": ((0, 1), ()),
    "_figure": ((1,), ()),
    "Fact": ((0,), ()),
    "button": ((1, 2), ()),
    "_button": ((1, 2), ("tip",)),
    "__init__": ((), ("heading", "text")),
    "replace": ((), ("help",)),
}
# Tables of words that are shown through `tr` by whoever reads them.
TABLES = {
    "actions.py": ("PANEL_KEYS", "MENUS", "_ELSEWHERE"),
    "window.py": ("_BANNER", "_MIXED", "_TITLE"),
    "layouts.py": ("_BUTTONS",),
    "pills.py": ("_STATE",),
    "desktop.py": ("_BARE",),
    "manners.py": ("SAFE_TEXT",),
    "settings.py": ("_CHOICES", "_VERBS"),
    "rules.py": ("ORDER_TYPE_TEXT", "ORDER_TYPE_HELP", "PRODUCT_HELP", "VALIDITY_HELP"),
    "form.py": ("_VALIDITY_SHORT",),
    "advanced.py": ("_SLICING",),
}
NOT_WORDS = {
    "amber",
    "bad",
    "good",
    "info",
    "muted",
    "warn",
    "accent",
    "faint",
    "browser",
    "copy",
    "KB",
}
"""Tokens of colours that stand in those tables."""
NOT_SECTIONS = {"Settings", "Loaded", "Remembered", "SettingsStore"}
# What the syntax tree does not show: values of settings, words chosen by their value.
BESIDE = (
    "Dark", "Light", "System", "English", "हिन्दी (Hindi)", "Terminal", "Dealer", "Debug", "Info", "Warning",
    "BUY", "SELL", "Buy", "Sell", "NOT LOGGED IN", "PRACTICE", "LIVE",
    "Buy {quantity} {name} {price}", "Sell {quantity} {name} {price}",
)  # fmt: skip


@functools.cache
def words() -> list[str]:
    """Return all English texts, sorted."""
    found: set[str] = set(BESIDE)
    for file in sorted((ROOT / "terminal").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        found.update(_of_calls(tree))
        if "ui" in file.parts:
            found.update(_of_menus(tree))
        found.update(_of_tables(tree, TABLES.get(file.name, ())))
        if file.match("runtime/config.py"):
            found.update(_first_lines(tree))
    return sorted(
        text
        for text in {each.partition("\t")[0] for each in found} - NOT_WORDS
        if any(letter.isascii() and letter.isalpha() for letter in text)
    )


def _of_calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        places, names = CALLS.get(str(name), ((), ()))
        for place in places:
            if place < len(node.args):
                yield from _texts(node.args[place])
        for keyword in node.keywords:
            if keyword.arg in names:
                yield from _texts(keyword.value)


def _of_menus(tree: ast.AST) -> Iterator[str]:
    """Yield what stands in entries of menus, (name, text, key or slot, enabled), and of segments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 4:
            name, text = (getattr(each, "value", None) for each in node.elts[:2])
            if isinstance(name, str) and isinstance(text, str) and text[:1].isupper():
                yield text
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Segments":
            for choice in getattr(node.args[1], "elts", ()):
                for part in choice.elts[1:] if isinstance(choice, ast.Tuple) else ():
                    yield from _texts(part)


def _of_tables(tree: ast.Module, names: tuple[str, ...]) -> Iterator[str]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(getattr(target, "id", None) in names for target in targets):
            assert isinstance(node, ast.Assign | ast.AnnAssign)
            assert node.value is not None
            yield from _values(node.value)


def _values(node: ast.expr) -> Iterator[str]:
    """Yield the texts of a table: of dictionaries the values, of pairs the last."""
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _values(value)
    elif isinstance(node, ast.Tuple | ast.List):
        pair = len(node.elts) == 2 and all(isinstance(each, ast.Constant) for each in node.elts)
        for each in node.elts[1:] if pair else node.elts:
            yield from _values(each)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _first_lines(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name not in NOT_SECTIONS:
            yield (ast.get_docstring(node) or "").partition("\n")[0]


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the literal texts of an argument; both of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@functools.cache
def sentences() -> list[str]:
    """Return what is told from below the interface, fields numbered; without the words of `words`."""
    return told_words.sentences(ROOT / "terminal", known=set(words()))


def merge(texts: list[str], told: list[str]) -> None:
    """Merge the texts into every language's file; what is gone is dropped, the rest is kept."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "words.py"
        pairs = [(CONTEXT, text) for text in texts] + [(TOLD, text) for text in told]
        lines = [f"QCoreApplication.translate({name!r}, {_quoted(text)})" for name, text in pairs]
        source.write_text(
            "\n".join(["from PySide6.QtCore import QCoreApplication", *lines, ""]), "utf-8"
        )
        for language in LANGUAGES:
            command = [tool("pyside6-lupdate"), "-no-obsolete", "-locations", "none"]
            # A guess from a similar text would look like a translation.
            command += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
            command += ["-source-language", "en", "-target-language", language]
            command += [str(source), "-ts", str(FOLDER / f"terminal_{language}.ts")]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    templates = [text for text in told if FIELD.search(text)]
    TEMPLATES.write_text(json.dumps(templates, ensure_ascii=False, indent=0) + "\n", "utf-8")


def _quoted(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def compile_all() -> None:
    for language in LANGUAGES:
        name = FOLDER / f"terminal_{language}"
        command = [tool("pyside6-lrelease"), "-silent", f"{name}.ts", "-qm", f"{name}.qm"]
        subprocess.run(command, check=True)


def translated(language: str, context: str = CONTEXT) -> dict[str, str]:
    """Return English -> translation of a context; '' where there is none yet."""
    tree = ET.parse(FOLDER / f"terminal_{language}.ts")
    found = {}
    for part in tree.iter("context"):
        if part.findtext("name") != context:
            continue
        for message in part.iter("message"):
            said = message.find("translation")
            text = said.text if said is not None and said.get("type") != "unfinished" else ""
            found[message.findtext("source") or ""] = text or ""
    return found


def missing(language: str) -> list[str]:
    """Return the texts that this language does not say yet."""
    have, told = translated(language), translated(language, TOLD)
    return [text for text in words() if not have.get(text)] + [
        text for text in sentences() if not told.get(text)
    ]


def broken(language: str) -> list[str]:
    """Return the texts whose translation has other fields than the English."""
    return [
        english
        for context in (CONTEXT, TOLD)
        for english, said in translated(language, context).items()
        if said and sorted(FIELD.findall(english)) != sorted(FIELD.findall(said))
    ]


def stale() -> bool:
    """Tell whether the list of templates is not that of the sources."""
    listed = json.loads(TEMPLATES.read_text("utf-8")) if TEMPLATES.is_file() else []
    return bool(listed != [text for text in sentences() if FIELD.search(text)])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Collect, merge and compile translations.")
    parser.add_argument("--compile", action="store_true", help="only compile")
    parser.add_argument("--check", action="store_true", help="say what is missing")
    options = parser.parse_args(arguments)
    if options.check:
        return check()
    if not options.compile:
        merge(words(), sentences())
    compile_all()
    return 0


def check() -> int:
    """Say what is missing, what has lost a field, and whether the templates are stale."""
    bad = stale()
    if bad:
        print(f"{TEMPLATES.name} is not that of the sources: run this program without options")
    total = len(words()) + len(sentences())
    for language in LANGUAGES:
        for said, texts in (
            ("are not translated", missing(language)),
            ("have other fields than the English", broken(language)),
        ):
            print(f"{language}: {len(texts)} of {total} texts {said}")
            for text in texts:
                print(f"  {text!r}")
            bad = bad or bool(texts)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
