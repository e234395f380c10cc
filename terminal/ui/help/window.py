"""The window of the user guide: pages on the left, found by their words, and the page beside them.

It stands beside the terminal and blocks nothing. Links go to other pages; addresses of the web open in
the person's own browser.
"""

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.ui.help.pages import Hit, Page, find, page_of, read_pages
from terminal.ui.i18n import tr
from terminal.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
SIZE = QSize(1000, 680)
_MARKS_MOST = 200
_SNIPPET = Qt.ItemDataRole.UserRole + 1
_ROW, _LINE, _SIDE = 28, 17, 9
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)
_GAP = 8
_PICTURES = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


class _HitDelegate(QStyledItemDelegate):
    """A title, and below it two lines of what was found."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW + (2 * _LINE + 6 if index.data(_SNIPPET) else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        snippet = index.data(_SNIPPET)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.color("selection"))
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.setPen(self._theme.color("text"))
        painter.setFont(self._theme.font(bold=bool(snippet), tabular=False))
        line = QRect(inner.left(), inner.top(), inner.width(), _ROW)
        painter.drawText(line, _LEFT, str(index.data()))
        if snippet:
            painter.setPen(self._theme.color("muted"))
            painter.setFont(self._theme.font(-1, tabular=False))
            painter.drawText(inner.adjusted(0, _ROW - 3, 0, -6), _WRAPPED, snippet)
        painter.restore()


class HelpWindow(QWidget):
    """One window; `open_page` brings it to the front."""

    def __init__(
        self, folder: Path, *, language: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help")
        self.setWindowTitle(tr("User guide"))
        self.resize(SIZE)
        self._theme = theme
        self._folder = folder
        self._pages = read_pages(folder, language)
        self._shown: Page | None = None

        self.search = QLineEdit()
        self.search.setObjectName("help.search")
        self.search.setPlaceholderText(tr("Search the guide"))
        self.search.setAccessibleName(tr("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("help.pages")
        self.list.setAccessibleName(tr("Pages"))
        self.list.setItemDelegate(_HitDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.none = QLabel(tr("No page has all of these words."))
        self.none.setWordWrap(True)
        self.none.setProperty("role", "muted")
        self.none.hide()
        self.text = QTextBrowser()
        self.text.setObjectName("help.text")
        self.text.setAccessibleName(tr("Page"))
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.text.setSearchPaths([str(folder)])
        self.text.document().setDocumentMargin(20)

        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 10, 6, 10)
        column.addWidget(self.search)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        split = QSplitter()
        split.addWidget(side)
        split.addWidget(self.text)
        split.setSizes([280, SIZE.width() - 280])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.text.viewport().installEventFilter(self)
        self.list.currentItemChanged.connect(self._chosen)
        self.text.anchorClicked.connect(self._follow)
        for keys, act in (("Ctrl+F", self._to_search), ("Esc", self.close), ("F1", self.close)):
            QShortcut(QKeySequence(keys), self, act)
        theme.changed.connect(self._dress)
        self._dress()
        self._list([Hit(page=page) for page in self._pages])

    def open_page(self, panel: str = "") -> None:
        """Show the page about a panel, and come to the front."""
        self.search.clear()
        self._select(page_of(self._pages, panel))
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self._shown.name if self._shown is not None else ""

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.text.viewport() and event.type() == QEvent.Type.Resize:
            self._fit_pictures()
        # Up and Down choose a page while the cursor stays in the search line.
        if watched is self.search and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and event.type() == QEvent.Type.KeyPress and self.list.count():
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
        return False

    # -- inside

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search(self, words: str) -> None:
        self._list(find(self._pages, words))

    def _list(self, hits: list[Hit]) -> None:
        shown = self._shown
        self.list.blockSignals(True)
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.page.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, hit.page)
            item.setData(_SNIPPET, hit.snippet)
            if hit.snippet:
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, hit.snippet)
        self.list.blockSignals(False)
        self.none.setVisible(not hits)
        pages = [hit.page for hit in hits]
        if hits:
            stays = not self.search.text().strip() and shown in pages
            self.list.setCurrentRow(pages.index(shown) if stays and shown is not None else 0)
        self._mark()

    def _select(self, page: Page) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == page:
                self.list.setCurrentRow(row)
                return
        self._show(page)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(item.data(Qt.ItemDataRole.UserRole))

    def _show(self, page: Page) -> None:
        if page is not self._shown:
            self._shown = page
            self.text.document().setMarkdown(
                page.markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub
            )
            self._lay_out()
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def _lay_out(self) -> None:
        """Give paragraphs room."""
        document = self.text.document()
        cursor = QTextCursor(document)
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            if cursor.currentTable() is None and block.textList() is None:
                layout = block.blockFormat()
                head = layout.headingLevel()
                layout.setTopMargin({0: _GAP, 1: 0}.get(head, 2 * _GAP))
                layout.setBottomMargin(_GAP)
                cursor.setBlockFormat(layout)
            block = block.next()
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        """Put pictures in the width of the page, smoothly; the document would do it coarsely."""
        if self._shown is None:
            return
        document, ratio = self.text.document(), self.devicePixelRatioF()
        width = int((self.text.viewport().width() - 2 * document.documentMargin()) * ratio)
        for name in _PICTURES.findall(self._shown.markdown):
            picture = QImage(str(self._folder / name))
            if picture.width() > width > 0:
                picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
                picture.setDevicePixelRatio(ratio)
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
        document.markContentsDirty(0, document.characterCount())

    def _mark(self) -> None:
        """Mark the words that are searched for, on the page."""
        look = QTextCharFormat()
        look.setBackground(self._theme.color("amber_tint"))
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self.search.text().split():
            cursor = self.text.document().find(word)
            while not cursor.isNull() and len(marks) < _MARKS_MOST:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, look
                marks.append(mark)
                cursor = self.text.document().find(word, cursor)
        self.text.setExtraSelections(marks)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(url)
            return
        name = Path(url.path()).stem
        name = name.partition("-")[2] if name[:1].isdigit() else name
        page = next((page for page in self._pages if page.name == name), None)
        if page is not None:
            self.search.clear()
            self._select(page)

    def _dress(self) -> None:
        palette = self._theme.palette
        self.text.document().setDefaultFont(self._theme.font(1, tabular=False))
        self.text.setStyleSheet(f"background: {palette.panel}; color: {palette.text};")
        shown, self._shown = self._shown, None
        if shown is not None:
            self._show(shown)
