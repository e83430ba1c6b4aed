import ast
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import marsad.web
from marsad.cli.words import load
from marsad.evaluate.compare import compare, evaluation
from marsad.model.coded import CodedClaim, CodedCount, CodedReport
from marsad.web import html
from marsad.web.comparison import comparison_page

TEXT = st.text(st.characters() | st.sampled_from("<>&\"'\u202e\u0000اب\n\ud800"), min_size=1, max_size=30)


class Seen(HTMLParser):
    """What a browser would show, and every element's name and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.open = "", list[tuple[str, dict[str, str | None]]](), list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if "style" not in self.open else ""


def page(gold: CodedReport, read: CodedReport, tongue: Any = "en") -> Seen:
    found = evaluation([(gold, read)], [compare(gold, read)])
    return Seen(comparison_page(found, "gold.jsonl", "read.jsonl", load(tongue)))


@st.composite
def claims(draw: st.DrawFn, length: int) -> CodedClaim:
    start = draw(st.integers(0, length - 1))
    return CodedClaim(
        kind=draw(st.sampled_from(["shelling", "control"])),
        change=draw(st.sampled_from([None, "gained"])),
        stance=draw(st.sampled_from(["asserts", "denies"])),
        sources=tuple(draw(st.lists(TEXT, max_size=2))),
        actor=draw(st.none() | TEXT),
        places=tuple(draw(st.lists(TEXT, max_size=2))),
        date=draw(st.none() | st.tuples(st.dates(), st.none())),
        counts=tuple(draw(st.lists(st.just(CodedCount("killed", "child", 1, None, 0)), max_size=1))),
        evidence=((start, draw(st.integers(start + 1, length))),),
    )


@given(st.data())
def test_whatever_a_report_holds_the_page_is_whole_and_inert(data: st.DataObject) -> None:
    text = data.draw(TEXT)
    one, other = (
        CodedReport(report=data.draw(TEXT), text=text, claims=tuple(data.draw(st.lists(claims(len(text)), max_size=3))))
        for _ in range(2)
    )
    seen = page(one, other, data.draw(st.sampled_from(["en", "ar"])))
    assert seen.open == []
    assert {tag for tag, _ in seen.tags} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "table", "tr", "th", "td", "mark",
        "nav", "ol", "li", "a", "article", "div", "section", "span", "small", "bdi", "sup",
    }  # fmt: skip
    assert not any(name.startswith("on") or name == "src" for _, attributes in seen.tags for name in attributes)
    assert all(str(attributes["href"]).startswith("#") for tag, attributes in seen.tags if tag == "a")
    assert not set("\u202e\u0000\ud800") & set(seen.text)


@given(st.text("ab<&\u0627", min_size=1), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_highlighting_changes_no_word(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [((min(span), max(span)), "", "k1") for span in spans]
    seen = Seen(html.highlighted(text, marks))
    assert seen.text == text


def test_words_that_two_claims_share_bear_both_numbers() -> None:
    seen = html.highlighted("abcd", [((0, 3), "1", "k1"), ((2, 4), "2", "k3")])
    assert seen == (
        '<mark class="k1"><sup>1</sup>ab</mark><mark class="k3"><sup>2</sup>c</mark><mark class="k3">d</mark>'
    )


def test_each_disagreement_is_spelt_out_and_the_page_fetches_nothing() -> None:
    one = CodedClaim(kind="shelling", stance="denies", actor="الجيش", date=(None, None), evidence=((0, 4),))
    other = CodedClaim(
        kind="airstrike", stance="asserts", counts=(CodedCount("killed", "child", 2, 2),), evidence=((0, 4),)
    )
    gold, read = (CodedReport(report="r", text="نص من كلمات", claims=(claim,)) for claim in (one, other))
    seen = page(gold, read)
    for words in ("kind: shelling", "kind: airstrike", "actor: الجيش", "denial: yes", "count: killed 2 (children)"):
        assert words in seen.text
    policy = next(attributes for tag, attributes in seen.tags if "http-equiv" in attributes)
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert "url(" not in comparison_page(evaluation([], []), "", "", load("en"))


def test_a_text_that_is_not_to_be_had_is_said_so() -> None:
    bare = CodedReport(report="r", claims=(CodedClaim(kind="clash", evidence=((3, 9),)),))
    assert page(bare, bare).text.count("(the text is not to be had)") == 2


def test_every_sentence_of_the_pages_is_in_the_catalogue() -> None:
    words = load("en")
    files = Path(str(marsad.web.__file__)).parent.rglob("*.py")
    calls = chain.from_iterable(ast.walk(ast.parse(file.read_text(encoding="utf-8"))) for file in files)
    keys = [
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "say"
        and isinstance(node.args[0], ast.Constant)
    ]
    assert len(keys) > 5
    assert [key for key in keys if key not in words._said] == []
