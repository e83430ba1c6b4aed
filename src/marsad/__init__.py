"""Marsad reads reports of an armed conflict and keeps a sourced record of what they claim."""

__version__ = "0.1.0"
