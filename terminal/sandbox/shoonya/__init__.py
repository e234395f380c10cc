"""The Noren OMS protocol (Shoonya) over the practice exchange.

Two URL trees share one state: `/NorenWClientTP` (QuickAuth, jKey) and `/NorenWClientAPI` (OAuth
page, GenAcsTok, Bearer). Field names and words follow shared notes of the broker's protocol.
"""
