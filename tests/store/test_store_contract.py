"""One contract, one set of tests, every store."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hand import days, people, told
from hypothesis import given, settings
from hypothesis import strategies as st
from sealed import letters, reading

from marsad.errors import RecordError
from marsad.model.claim import Claim
from marsad.model.event import Event, EventCount, Reconciled, SetAside
from marsad.model.judgement import ClaimPointer, Judgement
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.report import Report
from marsad.model.sealed import Acquisition, Logged, SealedJudgement, SealedReading, TextBase
from marsad.model.sourced import SourcedClaim
from marsad.store.compare import compare
from marsad.store.store import Query, State, Store, Update
from marsad.store.stores.sqlite import SqliteStore

Opener = Callable[[str], Store]
STORES: dict[str, Callable[[Path], Store]] = {"sqlite": SqliteStore}
WHEN = datetime(2016, 12, 6, 8, 0, 0, 250, tzinfo=UTC)


@pytest.fixture(params=STORES)
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the store of a name, the same one each time."""
    with ExitStack() as stack:

        def opened(name: str) -> Store:
            store = STORES[request.param](tmp_path / name)
            stack.callback(store.close)
            return store

        yield opened


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener("record.sqlite")


def acquired(position: int, report: str, text: str = "قصف على الحي", **more: Any) -> Acquisition:
    return Acquisition(
        report=Report(report=report, text=text, **more),
        position=position,
        logged=WHEN,
        object="ab" * 32,
        text_digest="cd" * 32,
        source=f"{report}.txt",
        base=TextBase("plain/1", "windows-1256", notes=("a note",)),
    )


def read(position: int, of: Acquisition, rulebook: str = "rules") -> SealedReading:
    made = reading(of.report, rulebook)
    return SealedReading(reading=made, position=position, logged=WHEN, of=of.position, claims_digest="ef" * 32)


def events_of(*claims: SourcedClaim, **more: Any) -> tuple[Event, ...]:
    """An event for each claim."""
    return tuple(
        Event(
            event=sourced.claim.id,
            kind=sourced.claim.kind,
            date=sourced.claim.date,
            places=sourced.claim.places,
            actor=sourced.claim.actor,
            claims=(sourced.claim.id,),
            reports=(sourced.report,),
            **more,
        )
        for sourced in sorted(claims, key=lambda sourced: sourced.claim.id)
    )


SHELLED = told("shelling", ["mill", "wells"], 3, [people(3)], by=["مرصد", "طبيب"], actor="army", report="r1")
CLASHED = told("clash", "city", days(2, 9), by=["ناطق"], actor="front", report="r1")
DENIED = told("shelling", "mill", None, actor="army", stance="denies", report="r2")
CLAIMS = (DENIED, SHELLED, CLASHED)
COUNTS = (EventCount("killed", "civilian", 1, 2, None),)
RESULT = Reconciled(
    events=events_of(*CLAIMS, counts=COUNTS, status="contested", totals=("t", "s"), prospects=("p",)),
    claims=CLAIMS,
    aliases={"former": SHELLED.claim.id},
    loose=("l2", "l1"),
    rejected=("x",),
    set_aside=(SetAside("s", "contradicts itself"),),
    orphaned=(SetAside("o \ud800", "no claim \x00"), SetAside("o", "")),
)


def test_a_fresh_store_holds_nothing(store: Store) -> None:
    assert store.state() == State(0, "")
    assert [*store.reports(), *store.claims(), *store.events()] == []
    assert store.reconciled() == Reconciled()
    assert store.faults() == []


def test_what_is_put_in_comes_out(opener: Opener) -> None:
    one = acquired(1, "r1", published=date(2016, 12, 6), captured=WHEN, title="عنوان", meta={"x": [1.5, {"y": None}]})
    two = acquired(2, "r2", "\ud800\x00\x01", outlet="\x01", url="\udfff", lang="ar", meta={"\ud800": 10**30})
    judged = SealedJudgement(
        judgement=Judgement(
            verdict="correct",
            about=(ClaimPointer("cd" * 32, ((0, 3), (5, 7)), "clash", "id"),),
            author="محرر",
            made=WHEN,
            fields={"share": 0.1, "kind": "toll"},
        ),
        position=5,
        logged=WHEN,
    )
    sealed = read(3, one), read(4, two)
    entries = tuple(Logged(position=n, kind=kind, logged=WHEN) for n, kind in enumerate(("record", "report")))
    news = Update(state=State(6, "ab"), entries=entries, reports=(one, two), readings=sealed, judgements=(judged,))
    opener("record.sqlite").apply(news)
    opener("record.sqlite").apply(Update(state=State(6, "ab"), reconciled=RESULT))
    store = opener("record.sqlite")
    assert store.state() == State(6, "ab")
    assert tuple(store.reports()) == (one, two)
    assert tuple(store.reports(("r2", "none"))) == (two,)
    assert tuple(store.readings()) == sealed
    assert tuple(store.readings(("r2",))) == sealed[1:]
    assert tuple(store.judgements()) == (judged,)
    assert store.reconciled() == RESULT
    assert tuple(store.claims()) == CLAIMS
    assert tuple(store.events()) == RESULT.events


def test_a_newer_version_takes_the_place_of_a_report_and_its_reading(store: Store) -> None:
    first, second, other = acquired(1, "r1"), acquired(3, "r1", "نص آخر"), acquired(2, "r2")
    store.apply(Update(state=State(5, "a"), reports=(first, other), readings=(read(4, first),)))
    assert tuple(store.reports()) == (first, other)
    store.apply(Update(state=State(6, "b"), reports=(second,)))
    assert tuple(store.reports()) == (other, second)
    assert tuple(store.readings()) == ()
    store.apply(Update(state=State(8, "c"), readings=(read(6, second), read(7, second, "rules-2"))))
    assert tuple(store.readings()) == (read(7, second, "rules-2"),)
    assert store.state() == State(8, "c")


def test_all_at_once_and_piece_by_piece_are_the_same(opener: Opener) -> None:
    first, second, other = acquired(1, "r1"), acquired(3, "r1", "نص آخر"), acquired(2, "r2")
    whole, grown = opener("whole"), opener("grown")
    whole.apply(
        Update(state=State(7, "z"), reports=(first, other, second), readings=(read(6, second),), reconciled=RESULT)
    )
    grown.apply(Update(state=State(3, "x"), reports=(first, other), readings=(read(5, first),)))
    grown.apply(Update(state=State(3, "x"), reconciled=Reconciled(events=events_of(CLASHED), claims=CLAIMS[1:])))
    grown.apply(Update(state=State(7, "z"), reports=(second,), readings=(read(6, second),), reconciled=RESULT))
    assert list(compare(grown, whole)) == []


def test_an_update_is_taken_in_whole_or_not_at_all(store: Store) -> None:
    one = acquired(1, "r1")
    store.apply(Update(state=State(2, "a"), reports=(one,), reconciled=RESULT))
    with pytest.raises(RecordError, match="the projection cannot be used") as caught:
        store.apply(Update(state=State(3, "b"), reports=(acquired(2, "r2"), one), reconciled=Reconciled()))
    assert "marsad rebuild" in caught.value.mend
    assert store.state() == State(2, "a")
    assert tuple(store.reports()) == (one,)
    assert store.reconciled() == RESULT


def asked(store: Store, **fields: Any) -> set[str]:
    """Kinds and stances of the claims that a query gives, which must be those of its events."""
    found = list(store.claims(Query(**fields)))
    assert [event.event for event in store.events(Query(**fields))] == sorted(sourced.claim.id for sourced in found)
    return {f"{sourced.claim.kind}/{sourced.report}" for sourced in found}


S, C, D = "shelling/r1", "clash/r1", "shelling/r2"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, {S, C, D}),
        ({"kinds": ("shelling",)}, {S, D}),
        ({"kinds": ("shelling", "clash"), "reports": ("r1",)}, {S, C}),
        ({"places": ("mill",)}, {S, D}),
        ({"places": ("حي الآبار", "city")}, {S, C}),
        ({"places": ("nowhere",)}, set()),
        ({"parties": ("army",)}, {S, D}),
        ({"parties": ("طبيب", "ناطق")}, {S, C}),
        ({"parties": ("مرصد",), "places": ("mill",)}, {S}),
        ({"reports": ("r2",)}, {D}),
        ({"start": date(2016, 12, 4)}, {C}),
        ({"end": date(2016, 12, 2)}, {C}),
        ({"start": date(2016, 12, 3), "end": date(2016, 12, 3)}, {S, C}),
        ({"start": date(2016, 12, 10)}, set()),
        ({"kinds": ("toll",)}, set()),
    ],
)
def test_questions_are_answered(store: Store, fields: dict[str, Any], found: set[str]) -> None:
    store.apply(Update(state=State(), reconciled=RESULT))
    assert asked(store, **fields) == found


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (None, date(2016, 12, 5), True),
        (date(2016, 12, 5), None, True),
        (None, date(2016, 12, 3), False),
        (date(2016, 12, 7), None, False),
        (None, None, False),
    ],
)
def test_an_open_end_reaches_for_ever(store: Store, start: date | None, end: date | None, inside: bool) -> None:  # noqa: FBT001 - a column of the table
    open_ended = told("clash", "city", Period(start, end))
    store.apply(Update(state=State(), reconciled=Reconciled(claims=(open_ended,), events=events_of(open_ended))))
    assert bool(asked(store, start=date(2016, 12, 4), end=date(2016, 12, 6))) is inside


def test_a_total_beside_an_event_does_not_tell_it(store: Store) -> None:
    (clash,) = events_of(CLASHED, totals=(SHELLED.claim.id,), prospects=(SHELLED.claim.id,))
    store.apply(Update(state=State(), reconciled=Reconciled(claims=(SHELLED, CLASHED), events=(clash,))))
    assert list(store.events(Query(parties=("مرصد",)))) == []
    assert list(store.events(Query(parties=("ناطق",)))) == [clash]


def test_an_id_of_a_claim_or_event_old_or_new_is_found(store: Store) -> None:
    twin = SourcedClaim(claim=SHELLED.claim, report="r9", text_digest=SHELLED.text_digest)
    result = Reconciled(claims=(*CLAIMS, twin), events=RESULT.events, aliases=RESULT.aliases)
    store.apply(Update(state=State(), reconciled=result))
    assert store.claim(SHELLED.claim.id) == (SHELLED, twin)
    assert store.claim("none") == ()
    event = store.event(SHELLED.claim.id)
    assert event
    assert event.claims == (SHELLED.claim.id,)
    assert store.event("former") == event
    assert store.event("none") is None


odd = letters("\ud800\x00\x01\\", 6)
named = st.builds(Name, odd, st.none() | odd)
placed = st.builds(Place, odd, st.none() | odd, lat=st.floats(-90, 90), lon=st.floats(-180, 180))


@given(st.lists(st.tuples(named, placed, odd), max_size=4))
@settings(max_examples=25, deadline=None)
def test_any_names_survive(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Name, Place, str]]) -> None:
    claims = tuple(
        SourcedClaim(
            claim=Claim(id=f"{n}", kind="clash", actor=name, sources=(name,), places=(place,), evidence=((0, n),)),
            report=report,
            text_digest="cd" * 32,
            outlet=report,
        )
        for n, (name, place, report) in enumerate(rows)
    )
    result = Reconciled(claims=claims, events=events_of(*claims))
    for make in STORES.values():
        store = make(tmp_path_factory.mktemp("any") / "record")
        store.apply(Update(state=State(), reconciled=result))
        assert store.reconciled() == result
        for name, place, report in rows:
            assert list(store.claims(Query(parties=(name.text,), places=(place.text,), reports=(report,))))
        assert list(compare(store, store)) == []
        store.close()


def test_rows_name_every_table_and_key_once(store: Store) -> None:
    one = acquired(1, "r1")
    store.apply(Update(state=State(2, "a"), reports=(one,), readings=(read(3, one),), reconciled=RESULT))
    rows = list(store.rows())
    assert len({(row.table, row.key) for row in rows}) == len(rows)
    tables = {row.table for row in rows}
    assert {"meta", "reports", "readings", "claims", "claim_places", "claim_sources", "event_claims"} <= tables
    assert rows == list(store.rows())
    assert [row.key for row in rows if row.table == "claims"] == [(b"r1", 0), (b"r1", 1), (b"r2", 0)]


def test_a_batch_of_readings_is_no_matter(store: Store) -> None:
    reports = tuple(acquired(n, f"r{n}") for n in range(1, 1203))
    readings = tuple(read(2000 + one.position, one) for one in reports)
    store.apply(Update(state=State(), reports=reports, readings=readings))
    assert tuple(store.readings()) == readings
    assert tuple(store.reports()) == reports
