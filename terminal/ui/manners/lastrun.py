"""The start after a run that did not end well: what happened, what it means for orders, what now."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from typing_extensions import override

from terminal.runtime.lastrun import LastRun
from terminal.runtime.log import redact
from terminal.ui import format as fmt
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import tr
from terminal.ui.theme import Theme

RESTORE, CLEAN, SAFE = 1, 2, 3
"""Results: go on with the windows of last time, with a fresh arrangement, or in safe mode."""
_LOOP_GONE = "Event loop stopped before Future completed."


def what_happened(last: LastRun) -> str:
    """Return in a sentence how the last run ended, as far as can be told."""
    lines = [line.strip() for line in last.fault.splitlines() if line.strip()]
    if last.fault.startswith(("Fatal Python error", "Windows fatal exception")):
        what = lines[0].partition(": ")[2] or lines[0]
        return tr("The program crashed ({what}).", what=what)
    if last.fault.endswith(_LOOP_GONE):
        return tr("The desktop ended, or its screen went away, while the terminal ran.")
    if lines:
        return tr("The program failed and ended: {what}", what=redact(lines[-1]))
    if last.rebooted:
        return tr("The computer was restarted or lost power while the terminal ran.")
    return tr(
        "The program was ended from outside, without a chance to finish: for lack of memory, by the "
        "task manager, or with the computer."
    )


def for_orders(open_orders: int | None, alive: str) -> str:
    """Return what the end means for orders. `open_orders`: None where the journal cannot be read."""
    if open_orders is None:
        fates = [
            tr(
                "The journal of orders cannot be read: after the log-in compare the orders panel with "
                "what you remember."
            )
        ]
    elif open_orders:
        count = (
            tr("1 order was on the way.")
            if open_orders == 1
            else tr("{count} orders were on the way.", count=open_orders)
        )
        fates = [
            count,
            tr(
                "After the log-in the terminal looks for them in the broker's book and says what became "
                "of them. Nothing is sent a second time."
            ),
        ]
    else:
        fates = [tr("No order was on the way.")]
    watched = (
        tr("Triggers and alerts kept on this computer were not watched since {time}.", time=alive)
        if alive
        else tr("Triggers and alerts kept on this computer were not watched.")
    )
    kept = tr("Orders, GTTs and alerts that the broker keeps were not touched.")
    return " ".join((*fates, kept, watched))


class LastRunSheet(Sheet):
    """`finished` gives RESTORE, CLEAN or SAFE; closing it restores. `save` saves diagnostics."""

    def __init__(
        self,
        *,
        last: LastRun,
        open_orders: int | None,
        now_ns: int,
        theme: Theme,
        save: Callable[[QWidget], None],
    ) -> None:
        super().__init__(None, name="lastRunSheet", heading="The last run did not end well")
        self.resize(760, 470 if last.fault else 350)
        self._save = save
        begun = fmt.moment_ist(last.run.started_ns, now_ns)
        alive = "" if last.alive_ns is None else fmt.moment_ist(last.alive_ns, now_ns)
        happened = what_happened(last)
        self._report = "\n".join(
            (
                happened,
                f"Version {last.run.version}, begun {begun}, last sign of life {alive or 'none'}",
                redact(last.fault),
            )
        ).strip()
        seen = (
            tr(
                "It had begun {begun}; its last sign of life was at {alive}.",
                begun=begun,
                alive=alive,
            )
            if alive
            else tr("It had begun {begun}.", begun=begun)
        )
        self._say("What happened", f"{happened} {seen}")
        self._say("What it means for your orders", for_orders(open_orders, alive))
        self._say(
            "What now",
            "Restore brings the windows back as they were. Start clean uses the arrangement as shipped "
            "and keeps the old one beside it. Safe mode also leaves out everything that acts by "
            "itself, if the program fails again and again.",
        )
        if last.fault:
            text = QPlainTextEdit(redact(last.fault), self)
            text.setObjectName("lastRunFault")
            text.setAccessibleName(tr("What the crash left"))
            text.setReadOnly(True)
            text.setTabChangesFocus(True)
            text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            text.setFont(theme.font(-1))
            self.body.addWidget(text, 1)
        self._copy = self.add_left_button("lastRunCopy", "Copy")
        self._copy.clicked.connect(self._copied)
        self.add_left_button("lastRunSave", "Save diagnostics…").clicked.connect(self._saved)
        safe = self.add_button("lastRunSafe", "Start in safe mode")
        clean = self.add_button("lastRunClean", "Start clean")
        restore = self.add_button("lastRunRestore", "Restore", kind="primary", default=True)
        safe.clicked.connect(self._safe)
        clean.clicked.connect(self._clean)
        restore.clicked.connect(self._restore)
        restore.setFocus()

    @property
    def report(self) -> str:
        """The text that Copy copies."""
        return self._report

    @override
    def reject(self) -> None:
        """Take Esc and the window's cross for the harmless answer."""
        self.done(RESTORE)

    def _say(self, title: str, text: str) -> None:
        heading = QLabel(tr(title), self)
        heading.setProperty("role", "section")
        words = QLabel(tr(text), self)
        words.setWordWrap(True)
        self.body.addWidget(heading)
        self.body.addWidget(words)
        self.body.addSpacing(4)

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(tr("Copied"))

    def _saved(self) -> None:
        self._save(self)

    def _safe(self) -> None:
        self.done(SAFE)

    def _clean(self) -> None:
        self.done(CLEAN)

    def _restore(self) -> None:
        self.done(RESTORE)
