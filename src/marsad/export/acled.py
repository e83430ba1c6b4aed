"""Events in the 31 columns of the ACLED data export, in its order.

ACLED's own rules are kept: where sources differ, the most conservative number and the dispute in `notes`; a number that
sums up several places is divided among them; a period or a region is told by its precision code. A number that nobody
tells is an empty cell, not 0.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from io import StringIO

from marsad.export.aclednotes import notes
from marsad.export.acledtable import Table, table
from marsad.export.clean import cell
from marsad.export.sensitivity import classes, shown
from marsad.model.event import Event, EventCount
from marsad.model.name import Name, Place
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, Region, World

Value = str | float | None
_BOM = b"\xef\xbb\xbf"


def to_acled(
    events: Iterable[Event], claims: Iterable[SourcedClaim], *, world: World = UNKNOWN_WORLD, bom: bool = True
) -> bytes:
    """CSV as UTF-8 with a byte-order mark (spreadsheets show Arabic then); a row for each place of an event.

    Denied and retracted events and states that merely last ("holds") have no row: ACLED codes what happened.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table().columns)
    writer.writerows([cell(row[column]) for column in table().columns] for row in rows(events, claims, world))
    return (_BOM if bom else b"") + out.getvalue().encode()


def rows(events: Iterable[Event], claims: Iterable[SourcedClaim], world: World) -> Iterator[dict[str, Value]]:
    """One mapping of columns to values for each place of each event that ACLED would code."""
    told: dict[str, list[SourcedClaim]] = {}
    for sourced in claims:
        told.setdefault(sourced.claim.id, []).append(sourced)
    for event in events:
        if table().told(event):
            said = [sourced for claim in event.claims for sourced in told.get(claim, ())]
            yield from _rows_of(event, said, world)


def _rows_of(event: Event, said: Sequence[SourcedClaim], world: World) -> Iterator[dict[str, Value]]:
    sites = _sites(event, said)
    dead = next((c for c in event.counts if (c.outcome, c.group) == ("killed", "person")), None)
    fatal = _conservative(dead, table())
    for at, site in enumerate(sites or [None]):
        row = _common(event, said, world) | _where(site, world)
        row["event_id_cnty"] = event.event if len(sites) <= 1 else f"{event.event}-{at + 1}"
        row["fatalities"] = None if fatal is None else _part(fatal, max(len(sites), 1), at)
        row["notes"] = notes(event, said, len(sites), fatal)
        yield row


def _sites(event: Event, said: Sequence[SourcedClaim]) -> list[Place]:
    """The places that one claim tells of together, where its own is among them; else the event's own place alone."""
    own = event.places[:1]
    lists = [s.claim.places for s in said if s.claim.stance == "asserts" and {p.text for p in own} & _texts(s)]
    together = max(lists, key=lambda places: (len(places), [p.text for p in places]), default=())
    by_text = {place.text: place for place in event.places}
    return [by_text[text] for text in dict.fromkeys(p.text for p in together) if text in by_text] or list(own)


def _texts(sourced: SourcedClaim) -> set[str]:
    return {place.text for place in sourced.claim.places}


def _conservative(count: EventCount | None, words: Table) -> int | None:
    """The low end; a vague word ("tens") as ACLED counts it."""
    if count is None:
        return None
    return words.vague.get(f"{count.low}-{count.high}", count.low)


def _part(whole: int, of: int, at: int) -> int:
    """One place's part: as even as whole numbers allow, all parts adding up to the whole."""
    return whole // of + (at < whole % of)


def _common(event: Event, said: Sequence[SourcedClaim], world: World) -> dict[str, Value]:
    words = table()
    disorder, kind, sub = words.type_of(event, world)
    day = event.date and (event.date.start or event.date.end)
    one, two = words.inter_of(event, world), _inter(event.target, world)
    row: dict[str, Value] = dict.fromkeys(words.columns, "")
    row |= {
        "event_date": day.isoformat() if day else "",
        "year": day.year if day else None,
        "time_precision": words.precision(event.date),
        "disorder_type": disorder,
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": shown(event.actor, classes()["event"]["actor"]),
        "inter1": one,
        "actor2": shown(event.target, classes()["event"]["target"]),
        "inter2": two,
        "interaction": f"{one}-{two}" if one and two else f"{one} only" if one else "",
        "civilian_targeting": "Civilian targeting" if kind == "Violence against civilians" else "",
        "source": "; ".join(_sources(said)),
        "timestamp": _stamp(said),
    }
    return row


def _inter(party: Name | None, world: World) -> str:
    return table().inter.get(world.forces(party.id) or "", "") if party and party.id else ""


def _sources(said: Iterable[SourcedClaim]) -> list[str]:
    """Outlets, and those of the speakers whom a pack knows; an unknown speaker may be a witness and is withheld."""
    kind = classes()["claim"]["sources"]
    names = {shown(name, kind) for sourced in said for name in sourced.claim.sources}
    return sorted((names | {sourced.outlet or sourced.report for sourced in said}) - {""})


def _stamp(said: Iterable[SourcedClaim]) -> int | None:
    """Seconds since 1970 of the last publication that the row rests on: no clock of ours, so equal runs are equal."""
    last = max((sourced.published for sourced in said if sourced.published), default=None)
    return int(datetime.combine(last, time(), UTC).timestamp()) if last else None


def _where(place: Place | None, world: World) -> dict[str, Value]:
    if place is None:
        return {"geo_precision": table().geo_precision["unknown"]}
    lineage = world.lineage(place.id) if place.id else ()
    iso, region = table().countries.get(lineage[0].country, (None, "")) if lineage else (None, "")
    return {
        "iso": iso,
        "region": region,
        "country": _named(lineage, "country"),
        "admin1": _named(lineage, "governorate"),
        "admin2": _named(lineage, "district"),
        "location": place.text,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": table().geo_precision[place.precision],
    }


def _named(lineage: Sequence[Region], kind: str) -> str:
    return next((region.name for region in lineage if region.type == kind), "")
