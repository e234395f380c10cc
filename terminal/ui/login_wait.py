"""The page of the login dialog while the browser is at work: open it again, the code, paste the end."""

from collections.abc import Callable

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.ports import Clock
from terminal.ui.i18n import told, tr
from terminal.ui.login_form import TotpCode
from terminal.ui.tabs import tab_through
from terminal.ui.theme import Theme

SHORTEST_CODE = 6


class WaitPage(QWidget):
    """Says what is waited for. `pasted` carries an address, `given_up` the wish to stop."""

    pasted = QtSignal(str)
    given_up = QtSignal()

    def __init__(
        self,
        *,
        theme: Theme,
        clock: Clock,
        code: Callable[[str], str],
        open_url: Callable[[str], bool],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._open_url = open_url
        self._url = ""
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._text = QLabel(self)
        self._text.setObjectName("loginWaitText")
        self._text.setWordWrap(True)
        self._text.setProperty("role", "muted")
        busy = QProgressBar(self)
        busy.setRange(0, 0)
        busy.setTextVisible(False)
        busy.setAccessibleName(tr("Waiting"))
        self.totp = TotpCode(clock=clock, theme=theme, code=code)
        self._browser = self._build_browser_part()
        back = self._button("loginBack", tr("Cancel"), "")
        back.clicked.connect(self.given_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._title, self._text, busy, self._browser):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        column.addLayout(row)
        tab_through(*self._stops, self.totp, self._paste, self._use, back)

    def begin(self, title: str, text: str, seed: str) -> None:
        """Show a wait without a browser yet."""
        self.say(title, text)
        self._note.hide()
        self._paste.clear()
        self.totp.use_seed(seed)

    def say(self, title: str, text: str = "") -> None:
        """Name what is waited for, and hide what belongs to the browser."""
        self._title.setText(told(title))
        self._text.setText(told(text))
        self._text.setVisible(bool(text))
        self._browser.hide()

    def browse(self, url: str) -> None:
        """Open the log-in page and offer what helps when it does not come back."""
        self._url = url
        self.say(
            tr("Waiting for your browser…"),
            tr("Log in on the page that has just opened. This window goes on by itself."),
        )
        self._browser.show()
        self._open()

    def note(self, text: str) -> None:
        self._note.setText(told(text))
        self._note.show()

    def _build_browser_part(self) -> QWidget:
        part = QWidget(self)
        again = self._button("loginOpenAgain", tr("Open the page again"), "browser")
        again.clicked.connect(self._open)
        copy = self._button("loginCopyUrl", tr("Copy its address"), "copy")
        copy.clicked.connect(self._copy)
        self._paste = QLineEdit(part)
        self._paste.setObjectName("loginPaste")
        self._paste.setAccessibleName(tr("Address the browser ended on"))
        self._paste.setPlaceholderText(tr("The whole address, or the code alone"))
        self._paste.textChanged.connect(self._changed)
        self._use = self._button("loginUsePaste", tr("Use it"), "")
        self._use.setEnabled(False)
        self._use.clicked.connect(self._used)
        self._note = QLabel(part)
        self._note.setObjectName("loginWaitNote")
        self._note.setProperty("role", "warn")
        self._note.setWordWrap(True)
        rule = QFrame(part)
        rule.setProperty("role", "rule")
        words = QLabel(
            tr(
                "Did the browser end on a page that cannot be reached? Copy the whole address of "
                "that page and paste it here."
            ),
            part,
        )
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        words.setBuddy(self._paste)
        self._stops = (again, copy)
        top, paste = QHBoxLayout(), QHBoxLayout()
        top.addWidget(again)
        top.addWidget(copy)
        top.addStretch(1)
        paste.addWidget(self._paste, 1)
        paste.addWidget(self._use)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.totp)
        column.addWidget(rule)
        column.addWidget(words)
        column.addLayout(paste)
        column.addWidget(self._note)
        return part

    def _button(self, name: str, text: str, icon: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(told(text))
        if icon:
            self._theme.wear(button, icon)
        return button

    def _open(self) -> None:
        if not self._open_url(self._url):
            self.note("No browser could be opened. Copy the address and open it yourself.")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._url)

    def _changed(self, text: str) -> None:
        pasted = text.strip()
        # Some brokers' pages show a code, which does as well as the address that carries it.
        code = len(pasted) >= SHORTEST_CODE and len(pasted.split()) == 1
        self._use.setEnabled("://" in pasted or code)

    def _used(self) -> None:
        self.pasted.emit(self._paste.text().strip())
