"""Fences that must bark: import floors, file sizes, decimals in orders, and Qt's count of None."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 500
LONGER = {  # may only shrink
    "terminal/ui/panels/ticket.py": 520,
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("terminal/domain/order.py", "import terminal.orders.book"),
        ("terminal/orders/book.py", "from PySide6.QtCore import QObject"),
        ("terminal/sandbox/wires.py", "import terminal.brokers.kite.codec"),
        ("terminal/ui/link.py", "import httpx"),
        ("terminal/brokers/shoonya/wire.py", "import terminal.brokers.kite.wire"),
        ("terminal/brokers/login.py", "import terminal.brokers.kite.wire"),
    ],
)
def test_a_planted_import_across_a_fence_is_caught(tmp_path, where, line):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "terminal", tmp_path / "terminal")
    file = tmp_path / where
    file.write_text(file.read_text() + f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def test_no_file_outgrows_a_screenful_of_ideas():
    for folder in ("terminal", "tests", "packaging"):
        for path in (ROOT / folder).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            lines = len(path.read_text(encoding="utf-8").splitlines())
            assert lines <= LONGER.get(name, LONGEST), f"{name} has {lines} lines: split it"


@pytest.mark.parametrize("package", ["orders", "portfolio"])
def test_no_order_price_is_ever_made_from_a_float(package):
    """`Decimal(x)` of a float literal or of `float(...)` is how a paisa is lost."""
    for path in (ROOT / "terminal" / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Decimal":
                for argument in node.args:
                    literal = isinstance(getattr(argument, "value", None), float)
                    call = isinstance(argument, ast.Call) and getattr(argument.func, "id", "")
                    assert not literal, f"{path.name}:{node.lineno}"
                    assert call != "float", f"{path.name}:{node.lineno}"


def test_qt_keeps_the_count_of_none():
    """PySide6 6.12.0 on Python 3.11 lost one reference to None a call and aborted after thousands."""
    script = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
class Painted(QWidget):
    def paintEvent(self, event):
        pass
widget = Painted()
widget.show()
widget.repaint()
before = sys.getrefcount(None)
for _ in range(2000):
    widget.update()
    widget.repaint()
print(abs(sys.getrefcount(None) - before))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 50
