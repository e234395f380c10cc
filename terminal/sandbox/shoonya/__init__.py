"""The Shoonya (Noren) practice server: both wire profiles over the one exchange simulator."""
