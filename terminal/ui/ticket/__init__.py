"""The order ticket's parts: what may be asked, the draft, the input fields, the cost strip."""
