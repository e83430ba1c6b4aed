"""The coding page: a frame that its script fills, with the words of one language and the codebook's closed lists."""

import json
from importlib.resources import files
from typing import Protocol, get_args

from marsad.model.vocabulary import Group, Kind, Modality, Outcome, Scope, Stance
from marsad.web import html
from marsad.web.coding.faults import CHANGES
from marsad.web.wording import Say

WORDS = ("code.", "kind.", "change.", "stance.", "modality.", "scope.", "outcome.", "group.")
"""Keys of the catalogue that the page's script needs."""


class Tongue(Say, Protocol):
    """A catalogue that also gives many sentences at once, and knows the words of errors."""

    def beginning(self, *prefixes: str) -> dict[str, str]:
        """Sentences whose keys begin so."""

    def translated(self, english: str) -> str:
        """The words of an error in this language."""


def page(say: Tongue) -> str:
    """The page in the language of its catalogue; it fetches script, style and reports from its own server alone."""
    given = {
        "lang": say.language,
        "words": say.beginning(*WORDS),
        "kinds": get_args(Kind),
        "changes": CHANGES,
        "stances": get_args(Stance),
        "modalities": get_args(Modality),
        "scopes": get_args(Scope),
        "outcomes": get_args(Outcome),
        "groups": get_args(Group),
    }
    data = json.dumps(given, ensure_ascii=False).replace("<", "\\u003c")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{html.tag('title', html.text(say('code.title')))}"
        '<link rel="stylesheet" href="coding.css"><script src="coding.js" defer></script>'
    )
    body = f'<script type="application/json" id="given">{data}</script><div id="app"></div>'
    direction = "rtl" if say.language == "ar" else "ltr"
    whole = html.tag("html", html.tag("head", head) + html.tag("body", body), lang=say.language, dir=direction)
    return f"<!doctype html>\n{whole}\n"


def asset(name: str) -> bytes:
    """A file that lies beside this one."""
    return (files("marsad.web.coding") / name).read_bytes()
