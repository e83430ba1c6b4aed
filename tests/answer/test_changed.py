"""What was reported late stands in its own period, and a brief says what has changed since the last one."""

from datetime import date

from hand import WORLD, joined, people, told

from marsad.answer.brief import brief
from marsad.answer.changed import Earlier, moved
from marsad.answer.count import counts
from marsad.answer.select import select
from marsad.answer.sift import known_on
from marsad.model.asked import Asked

DAY = date(2016, 12, 8)
EARLY = told("airstrike", "mill", 6, [people(5)], by=["a"], published=7)
MORE = told("airstrike", "mill", 6, [people(9)], by=["b"], published=9)
LATE = told("airstrike", "hamlet", 5, [people(3)], by=["a"], published=20)
ASKED = Asked(since=date(2016, 12, 1), until=date(2016, 12, 7), outcomes=("killed",), groups=("person",))


def earlier() -> Earlier:
    then = joined(known_on([EARLY, MORE, LATE], DAY))
    chosen = select(then.events, then.claims, ASKED, WORLD)
    return Earlier(DAY, chosen, counts(chosen, then.claims, ASKED, WORLD))


def test_a_figure_that_moved_is_told_with_what_it_was_and_the_events_that_came_late() -> None:
    now = joined([EARLY, MORE, LATE])
    ((was, line, new),) = moved(earlier(), now.events, counts(now.events, now.claims, ASKED, WORLD))
    assert was is not None
    assert ((was.low, was.high), (line.low, line.high), new) == ((5, 5), (8, 12), 1)


def test_nothing_is_told_where_nothing_moved() -> None:
    assert moved(earlier(), earlier().events, earlier().lines) == []


def test_the_brief_begins_with_what_has_changed() -> None:
    now = joined([EARLY, MORE, LATE])
    page = brief(now.events, now.claims, lambda _: None, ASKED, WORLD, earlier=earlier()).markdown
    line = next(line for line in page.splitlines() if "8 to 12; as known on" in line)
    assert line.endswith("5; events told of only since: 1")
    assert "has changed" not in brief(now.events, now.claims, lambda _: None, ASKED, WORLD).markdown
