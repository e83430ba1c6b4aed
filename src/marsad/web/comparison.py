"""Two codings side by side on one page that needs nothing else: worst report first, the words of each claim marked."""

from collections.abc import Iterable, Iterator

from marsad.model.coded import CodedClaim
from marsad.model.evaluation import Compared, Evaluation, Figures, Pairing
from marsad.model.name import Span
from marsad.web import html, wording
from marsad.web.wording import Say

SAME, DIFFERS, ALONE = "k1", "k2", "k3"
"""Classes of a claim: both say the same; both have it and differ; one alone has it. The worse has the higher name."""


def comparison_page(found: Evaluation, gold: str, read: str, say: Say) -> str:
    """The page as HTML; `gold` and `read` name the two codings."""
    title = say("page.title", gold=gold, read=read)
    body = "".join(
        [
            html.tag("h1", html.text(title)),
            *(html.tag("p", html.text(line), class_="told") for line in told(found, say)),
            _figures(found.slots, say),
            _legend(say),
            _contents(found.compared, say),
            *(_article(at, one, say) for at, one in enumerate(found.compared, 1)),
        ]
    )
    return html.page(title, body, "comparison.css", say)


def told(found: Evaluation, say: Say) -> list[str]:
    """How many reports, how sure the figure is, and the agreement beyond chance, a sentence each."""
    lines = [say("evaluate.reports", n=found.reports, paired=found.paired)]
    if at := found.interval:
        lines.append(say("evaluate.interval", low=f"{at.low:.3f}", high=f"{at.high:.3f}", level=f"{at.level:.0%}"))
    for key, kappa in (("kind", found.kappa_kind), ("claim", found.kappa_claim)):
        if kappa.kappa is not None:
            lines.append(say(f"evaluate.kappa_{key}", kappa=f"{kappa.kappa:.3f}", n=kappa.n))
    return lines


def _figures(slots: dict[str, Figures], say: Say) -> str:
    head = html.row(
        (html.text(say(f"column.{name}")) for name in ("slot", "precision", "recall", "f1", "gold", "read")), "th"
    )
    rows = (html.row(map(html.text, figures(say(f"slot.{slot}"), one))) for slot, one in slots.items())
    return html.tag("table", head + "".join(rows), class_="figures")


def figures(name: str, one: Figures) -> tuple[str, ...]:
    """A row of figures under a name, in three decimals; dashes for what neither side fills."""
    if not one.gold and not one.read:
        return name, *[wording.DASH] * 3, "0", "0"
    return name, f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", str(one.gold), str(one.read)


def _legend(say: Say) -> str:
    marks = ((SAME, "page.same"), (DIFFERS, "page.differs"), (ALONE, "page.alone"))
    shown = (html.tag("mark", html.text(say(key)), class_=kind) for kind, key in marks)
    return html.tag("p", "".join(shown), class_="legend")


def _contents(found: Iterable[Compared], say: Say) -> str:
    lines = (
        html.tag("li", html.tag("a", f"{one.figures.f1:.3f} {html.words(one.report.report)}", href=f"#r{at}"))
        for at, one in enumerate(found, 1)
    )
    return html.tag("nav", html.tag("h3", html.text(say("page.worst_first"))) + html.tag("ol", "".join(lines)))


def _article(at: int, one: Compared, say: Say) -> str:
    known = [str(one.report.published or ""), one.report.outlet or ""]
    small = "".join(f" · {html.words(value)}" for value in known if value)
    f1 = html.tag("span", f"{one.figures.f1:.3f}", class_="f1")
    head = " ".join([f1, html.words(one.report.report), html.tag("small", small)])
    sides = "".join(_side(one, side, say) for side in ("gold", "read"))
    rows = "".join(_row(number, pairing, one.report.text, say) for number, pairing in enumerate(one.pairings, 1))
    columns = html.row((html.text(say(f"column.{name}")) for name in ("claim", "gold", "read")), "th")
    claims = html.tag("table", columns + rows, class_="claims") if rows else html.tag("p", html.text(say("page.none")))
    return html.tag("article", html.tag("h2", head) + html.tag("div", sides, class_="sides") + claims, id=f"r{at}")


def _side(one: Compared, side: str, say: Say) -> str:
    text = html.highlighted(one.report.text, _marks(one.pairings, side)) or html.text(say("why.gone"))
    return html.tag(
        "section", html.tag("h3", html.text(say(f"column.{side}"))) + html.tag("p", text, class_="text", dir="auto")
    )


def _marks(pairings: Iterable[Pairing], side: str) -> Iterator[tuple[Span, str, str]]:
    for number, pairing in enumerate(pairings, 1):
        claim: CodedClaim | None = getattr(pairing, side)
        for span in claim.evidence if claim else ():
            yield span, str(number), _class(pairing)


def _class(pairing: Pairing) -> str:
    if pairing.gold is None or pairing.read is None:
        return ALONE
    return SAME if all(verdict.right for verdict in pairing.verdicts) else DIFFERS


def _row(number: int, pairing: Pairing, text: str, say: Say) -> str:
    """A claim: its number and kind, and what either side says in each slot on which they differ."""
    claim = pairing.gold or pairing.read
    what = f"{number}. {wording.kind(claim.kind, claim.change, say)}" if claim else str(number)
    first = html.tag("td", html.text(what), class_=_class(pairing))
    if _class(pairing) == SAME:
        return html.tag("tr", first + html.tag("td", html.text(say("page.same")), colspan="2"))
    wrong = [verdict for verdict in pairing.verdicts if not verdict.right and verdict.slot != "claim"]
    values = [(verdict.slot, *wording.both(verdict, text, say)) for verdict in wrong]
    sides = ("".join(_said(value[0], value[at], say) for value in values) for at in (1, 2))
    return html.tag("tr", first + "".join(html.tag("td", side) for side in sides))


def _said(slot: str, value: str, say: Say) -> str:
    return html.tag("div", f"{html.text(say(f'slot.{slot}'))}: {html.words(value)}") if value else ""
