"""What a web page says of itself in its head, field by field in the order of trust, each with where it stands.

Open Graph (ogp.me), schema.org as JSON-LD, Dublin Core, HTML itself. What only a guess can find comes from trafilatura
and is called so.
"""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_META = {
    "published": ("article:published_time", "datePublished", "dc.date.issued", "dcterms.issued", "pubdate", "dc.date"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "author": ("author", "article:author", "dc.creator"),
    "title": ("og:title", "dc.title"),
    "url": ("og:url",),
}
"""Field → names of `meta` elements (name, property or itemprop) that hold it."""
_LINKED = {"published": "datePublished", "outlet": "publisher", "author": "author", "title": "headline", "url": "url"}
"""Field → its key in schema.org's articles."""
LONGEST = 2000
"""Letters of a field; more is no name or address."""


def page_facts(page: HtmlElement) -> dict[str, tuple[str, str]]:
    """Field → what the page says and where it says it, the most trusted first; nothing that is not written there."""
    found: dict[str, tuple[str, str]] = {}
    for field, value, origin in (*_metas(page), *_linked_data(page), *_plain(page)):
        told = " ".join(value.split())
        if told and len(told) <= LONGEST:
            found.setdefault(field, (told, origin))
    return found


def _metas(page: HtmlElement) -> Iterator[tuple[str, str, str]]:
    stated: dict[str, str] = {}
    for element in page.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if name := element.get(key):
                stated.setdefault(name.lower(), element.get("content") or "")
    for field, names in _META.items():
        for name in names:
            if value := stated.get(name.lower()):
                yield field, value, f"meta {name}"


def _linked_data(page: HtmlElement) -> Iterator[tuple[str, str, str]]:
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json":
            for thing in _articles(script.text or ""):
                for field, key in _LINKED.items():
                    if value := _name(thing.get(key)):
                        yield field, value, f"json-ld {key}"


def _articles(text: str) -> Iterator[dict[str, Any]]:
    """The things of a JSON-LD block that have a day of publication."""
    try:
        block = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for thing in block if isinstance(block, list) else [block]:
        if isinstance(thing, dict):
            graph = thing.get("@graph")
            inner = graph if isinstance(graph, list) else [thing]
            yield from (one for one in inner if isinstance(one, dict) and "datePublished" in one)


def _name(value: Any) -> str:  # noqa: ANN401 - any JSON
    """A name that stands by itself, in an object, or first in a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _plain(page: HtmlElement) -> Iterator[tuple[str, str, str]]:
    for link in page.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "url", link.get("href") or "", "link canonical"
    for html in page.iter("html"):
        yield "lang", html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "html lang"
    for time in page.iter("time"):
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            yield "published", time.get("datetime") or "", "time"
    for title in page.iter("title"):
        yield "title", title.text_content(), "title"
