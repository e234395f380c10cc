"""One-minute bars of all F&O stocks: what is held, what is missing, downloads, and reading it back."""
