"""The finder that ships with the program, where it is installed."""

from importlib.util import find_spec
from pathlib import Path

PACKAGE = "marsad_finder"
"""The package that carries it."""
NEEDED = ("numpy", "onnxruntime", "tokenizers")
"""What runs it."""


def shipped() -> Path | None:
    """Its folder; None where its package, or what runs it, is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.origin or any(find_spec(name) is None for name in NEEDED):
        return None
    return Path(spec.origin).parent
