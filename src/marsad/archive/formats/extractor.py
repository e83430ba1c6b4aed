"""What an extractor is called: the reader with its version, and with theirs the libraries that decide over the text."""

from importlib.metadata import PackageNotFoundError, version


def extractor(reader: str, *packages: str) -> str:
    """As in "html/1 trafilatura/2.3.1"."""
    return " ".join([reader, *(f"{package}/{_version(package)}" for package in packages)])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
