"""Asking: an attempt's loop, practice, and the two ways to put a question, in a terminal or line by line."""
