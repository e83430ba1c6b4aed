"""Reconciling at scale: the same table of weights, applied by Splink on DuckDB (the extra `[bulk]`)."""
