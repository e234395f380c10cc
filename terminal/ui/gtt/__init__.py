"""Parts of the GTT panel: the wish as typed, its editor, the mini chart, and the sending."""
