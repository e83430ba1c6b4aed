"""Backups: one encrypted file of all that is sealed, taken while others write, and the way back from it."""
