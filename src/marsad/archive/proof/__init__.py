"""Proof for strangers: a bag that one file of plain Python checks, without us and without a network."""
