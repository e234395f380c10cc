"""A newer version, offered: what is new in it and where it comes from. Nothing replaces itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from terminal.runtime.manifest import Manifest, Offer
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import tr


class UpdateSheet(Sheet):
    """Accepted: download the file."""

    def __init__(
        self, parent: QWidget | None, *, manifest: Manifest, offer: Offer | None, running: str
    ) -> None:
        super().__init__(
            parent,
            name="updateSheet",
            heading=tr("Version {version} is available", version=manifest.version),
            text=tr(
                "You run version {running}. The list that says so is signed by the makers of this "
                "program. The terminal does not replace itself: it saves the file where you say, checks "
                "it against the list, and you install it when it suits you.",
                running=running,
            ),
        )
        self.resize(660, 420)
        notes = QPlainTextEdit(manifest.notes, self)
        notes.setObjectName("updateNotes")
        notes.setAccessibleName(tr("What is new"))
        notes.setReadOnly(True)
        notes.setTabChangesFocus(True)
        self.body.addWidget(notes, 1)
        where = QLabel(self)
        where.setObjectName("updateFile")
        where.setWordWrap(True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.setText(
            tr(
                "There is no file for this kind of installation: ask where you got the program from."
            )
            if offer is None
            else f"{offer.url}\nSHA-256 {offer.sha256}"
        )
        where.setProperty("role", "muted")
        self.body.addWidget(where)
        later = self.add_button("updateLater", "Later", default=True)
        later.clicked.connect(self.reject)
        if offer is not None:
            get = self.add_button("updateDownload", "Download…", kind="primary")
            get.clicked.connect(self.accept)
        later.setFocus()
