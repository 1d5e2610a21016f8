"""Attempts and practice, kept in SQLite in the platform's data folder. Nothing leaves the machine."""
