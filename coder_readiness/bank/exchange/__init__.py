"""Questions in and out of the bank, in formats of other programs; one module each."""
