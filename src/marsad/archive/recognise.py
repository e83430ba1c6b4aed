"""Which format a file has: by its first bytes where they tell, else by the ending of its name, else by its letters."""

import codecs
import re

HEAD = 4096
"""First bytes that are looked at."""
LINES, TEXT, UNKNOWN = "json-lines", "text", ""
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"WARC/1.", "warc"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_TAR = (257, b"ustar")
_WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
_ENDINGS = {
    **dict.fromkeys(("jsonl", "ndjson"), LINES),
    **dict.fromkeys(("txt", "text", "md"), TEXT),
    **dict.fromkeys(("html", "htm", "xhtml"), "html"),
    **dict.fromkeys(("rss", "atom", "rdf"), "feed"),
    **dict.fromkeys(("csv", "tsv"), "csv"),
    **dict.fromkeys(("eml", "mht", "mhtml"), "email"),
    **dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff", "webp", "gif"), "image"),
    **dict.fromkeys(("gz", "tgz"), "gzip"),
    **dict.fromkeys(("zip", "wacz"), "zip"),
    **{name: name for name in ("mbox", "pdf", "docx", "tar", "warc", "json")},
    "xml": "xml",
}
"""What an ending promises; `json` and `xml` are told apart by what stands in them."""
KNOWN = frozenset(f".{ending}" for ending in _ENDINGS)
"""Endings of the files that a folder is searched for."""
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_TELEGRAM = re.compile(rb'"(?:messages|chats|about)"\s*:|"type"\s*:\s*"(?:public|private|personal|saved|bot)_')
_MEDIA = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": TEXT,
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "message/rfc822": "email",
    "text/csv": "csv",
}


def recognise(head: bytes, name: str, media: str = "") -> str:
    """The format of a file from its first HEAD bytes, its name, and what its carrier says of it; "" for no known one.

    The bytes go first: an ending may lie. A text that nothing else tells is JSON lines where it opens with a brace.
    """
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if found := _by_bytes(head, name.lower()):
        return found
    promised = _ENDINGS.get(ending, "") or _MEDIA.get(media.partition(";")[0].strip().lower(), "")
    if promised in {"image", "pdf", "zip", "gzip", "tar", "docx", "warc"}:
        return promised  # not what it promises; its reader says what is wrong with it
    if promised and promised not in {"xml", "json"}:
        return promised
    return _by_letters(head, promised)


def _by_bytes(head: bytes, name: str) -> str:
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if found == "gzip" and name.endswith((".warc.gz", ".arc.gz")):
        return "warc"
    if found == "zip" and name.endswith(".docx"):
        return "docx"
    if not found and head[_TAR[0] :].startswith(_TAR[1]):
        return "tar"
    return "image" if not found and _WEBP.match(head) else found


def _by_letters(head: bytes, promised: str) -> str:
    """What a text is by the marks that stand in it."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if promised == "json" or (start.startswith(b"{") and _TELEGRAM.search(head)):
        return "telegram" if _TELEGRAM.search(head) else "json"
    if start.startswith(b"{"):
        return LINES
    if start.startswith(b"<"):
        if _FEED.search(head):
            return "feed"
        if promised == "xml" or _PAGE.search(head):
            return "html"
    if head.startswith(b"From ") and re.search(rb"^[\w-]+: ", head, re.MULTILINE):
        return "mbox"
    return TEXT
