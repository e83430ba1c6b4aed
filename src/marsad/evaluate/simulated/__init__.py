"""Worlds with a known truth: how far a number can be trusted, and claims for tests of what comes after reading."""
