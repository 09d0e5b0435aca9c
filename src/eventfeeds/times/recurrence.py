"""Rules of recurrence as people write them, in the one form of RFC 5545 that every calendar reads alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.days import day_of
from eventfeeds.errors import BadValue, Remark, shown
from eventfeeds.times import rule_parts, zones
from eventfeeds.times.occurrences import COUNT, MOST_DATES, OF_A_DAY, WEEKDAYS, occurrences
from eventfeeds.times.rule_forms import Given, Listed, gathered, listed_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

_NEVER_ENDS = "9999"  # the year in which programs end what has no end


class Recurrence(NamedTuple):
    """What `model.Event` says of it, `recurrence`, `excluded` and `additional`; and what is to be told."""

    rule: str = ""
    excluded: tuple[date, ...] = ()
    additional: tuple[date, ...] = ()
    remarks: tuple[Remark, ...] = ()


def rule(value: object, start: date | datetime, zone: ZoneInfo, names: Mapping[str, str] | None = None) -> Recurrence:
    """When an event happens again, of any form in which files say it.

    Args:
        value: A rule of RFC 5545 as text, with or without `RRULE:` before it, and lines `EXDATE:` and `RDATE:` with it;
            a list of such lines; or a mapping of its parts, in any case (`byDay`, `by_day`), whose values are texts,
            numbers or lists, with `exdate` and `rdate` among them. In a mapping, an interval of a unit, `{weeks: 2}`,
            stands for the frequency too.
        start: The start of the event: a date, or an aware time.
        zone: The zone by whose clocks the event goes; that of times without one.
        names: Other names of parts in a mapping, such as `{"except_on": "EXDATE"}`.

    Dates come out in the type of `start`, times in `zone`. A day as UNTIL of a timed event is included to its end; as
    EXDATE it means all that happens on that day, as RDATE the hour of the start.
    Remarks: `start-outside-rule`, `rule-start-differs`, `nothing-to-exclude`, `whole-day-excluded`, `dates-cut`,
    `no-date-of-list`, `until-with-hour`, `until-at-midnight`, and those of `zones.settle`. Raises BadValue
    `recurrence-form`, `recurrence-without-dates`, `count-and-until`, `recurrence-too-often`, `recurrence-too-large`,
    `unknown-zone`.
    """
    given = gathered(value, names or {})
    if not given.parts and not given.dates["RDATE"]:
        raise rule_parts.bad([listed.value for listed in given.dates["EXDATE"]] or value)
    count = sum(map(len, given.dates.values()))
    if count > MOST_DATES:
        raise BadValue("recurrence-too-large", str(MOST_DATES), str(count))
    own = start.astimezone(zone) if isinstance(start, datetime) else start
    return _Reading(own, zone).recurrence(given)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The recurrence of one event being read: its start on the clocks of its zone, and what is to be told."""

    start: date | datetime
    zone: ZoneInfo
    remarks: list[Remark] = field(default_factory=list)

    def recurrence(self, given: Given) -> Recurrence:
        """Everything that was given, each in its type and in order."""
        dates = {name: list(filter(self._is_date, listed)) for name, listed in given.dates.items()}
        for listed in dates["DTSTART"]:
            if self._typed(listed) != self.start:
                self.remarks.append(Remark("rule-start-differs", _shown(self.start), shown(listed.value)))
        additional = {self._typed(listed) for listed in dates["RDATE"]} - {self.start}
        text = self._rule(given.parts) if given.parts else ""
        if "UNTIL" in given.parts:
            self._tell_of_last_day(text, given.parts["UNTIL"])
        text, additional = self._with_start(text, additional) if text else ("", additional)
        self._tell_of_cut(text)
        excluded = self._excluded(dates["EXDATE"], text, additional) if text or additional else set()
        return Recurrence(
            rule=text,
            excluded=self._sorted(excluded),
            additional=self._sorted(additional),
            remarks=tuple(self.remarks),
        )

    def _is_date(self, listed: Listed) -> bool:
        """Whether a date of a list can be read; if not, the others still count, and the rule."""
        try:
            listed_date(listed.value)
        except BadValue as error:
            self.remarks.append(error.remark)
            return False
        return True

    def _tell_of_cut(self, text: str) -> None:
        """No two calendars read a rule of parts of a day alike, so its dates are told one by one: only so many."""
        if text.startswith(OF_A_DAY):
            dates = list(islice(occurrences(text, self.start), MOST_DATES + 1))
            if len(dates) > MOST_DATES:
                self.remarks.append(Remark("dates-cut", str(MOST_DATES), _shown(dates[-2])))

    def _sorted(self, dates: Iterable[date]) -> tuple[date, ...]:
        return tuple(sorted(dates, key=lambda value: zones.instant(value, self.zone)))

    def _rule(self, parts: Mapping[str, object]) -> str:
        """The rule in one order and spelling, UNTIL in the type that the start asks for."""
        found = {name: rule_parts.canonical(name, parts[name]) for name in parts if name != "UNTIL"}
        rule_parts.check(found, isinstance(self.start, datetime))
        until = self._until(parts["UNTIL"]) if "UNTIL" in parts else None
        if until is not None:
            if "COUNT" in found:
                raise BadValue("count-and-until", got=f"COUNT={found['COUNT']};UNTIL={shown(parts['UNTIL'])}")
            found["UNTIL"] = _compact(until)
        rule_parts.refuse_crowds(found, until, self.start)
        return rule_parts.written({**found, **self._unsaid(found)})

    def _unsaid(self, found: Mapping[str, str]) -> Mapping[str, str]:
        """What the RFC takes from the start, but calendars do not: the weekday of a week, and each 29 February."""
        chosen = {"BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"} & found.keys()
        if chosen - {"BYMONTH"} == {"BYWEEKNO"}:
            return {"BYDAY": WEEKDAYS[self.start.weekday()]}
        if found["FREQ"] == "YEARLY" and not chosen and (self.start.month, self.start.day) == (2, 29):
            return {"BYMONTH": "2", "BYMONTHDAY": "29"}
        return {}

    def _until(self, value: object) -> date | datetime | None:
        """The last day, or the last moment in UTC; None if there is none."""
        if shown(value).strip().startswith(_NEVER_ENDS):
            return None
        try:
            found = self._moment(Listed(value))
        except BadValue as error:
            raise rule_parts.bad(shown(value), error.remark.expected) from error
        if not isinstance(self.start, datetime):
            return self._last_day(found, value)
        if not isinstance(found, datetime):
            found, _ = zones.settle(datetime.combine(found, time(23, 59, 59)), self.zone)
        return found.astimezone(UTC)

    def _tell_of_last_day(self, text: str, value: object) -> None:
        """Many programs write the day that was chosen as its midnight, before what happens on it (section 3.3.10).

        Who ends a rule with its last date has chosen that.
        """
        rule, _, until = text.partition(";UNTIL=")
        if not isinstance(self.start, datetime) or not until:
            return
        typed = listed_date(value)
        if not isinstance(typed, datetime) or typed.time() != time(0):
            return
        written, *rest = until.split(";")
        end = datetime.fromisoformat(written)
        last, _ = zones.settle(datetime.combine(typed.date(), time(23, 59, 59)), self.zone)
        longer = ";".join([f"{rule};UNTIL={_compact(last.astimezone(UTC))}", *rest])
        for each in islice(occurrences(longer, self.start), rule_parts.MOST_OCCURRENCES):
            if each == end:
                return
            if each > end and each.date() == typed.date():
                self.remarks.append(Remark("until-at-midnight", f"UNTIL={typed:%Y%m%d}", _shown(each)))
                return

    def _last_day(self, found: date, value: object) -> date:
        """The last of whole days; many programs write any day as its midnight in UTC."""
        if not isinstance(found, datetime):
            return found
        if not found.utcoffset() and found.time() == time(0):
            return found.date()
        last = found.astimezone(self.zone).date()
        self.remarks.append(Remark("until-with-hour", last.isoformat(), shown(value)))
        return last

    def _moment(self, listed: Listed) -> date | datetime:
        """A date, or an aware time, of what was typed."""
        found = listed_date(listed.value)
        if not isinstance(found, datetime) or found.tzinfo is not None:
            return found
        settled, remark = zones.settle(found, listed.zone or self.zone)
        self.remarks.extend([remark] if remark else [])
        return settled

    def _typed(self, listed: Listed) -> date | datetime:
        """A date in the type of the start; a day of a timed event gets the hour of the start."""
        found = self._moment(listed)
        if isinstance(found, datetime):
            local = found.astimezone(self.zone)
            return local if isinstance(self.start, datetime) else local.date()
        if isinstance(self.start, datetime):
            return zones.settle(datetime.combine(found, self.start.time()), self.zone)[0]
        return found

    def _with_start(self, text: str, additional: set[date]) -> tuple[str, set[date]]:
        """A rule whose first occurrence is the start in every calendar.

        Where the rule does not give the start, the RFC leaves open what follows (section 3.8.5.3): some calendars add
        it, others leave it out, and COUNT counts it or not (by section 3.3.10 it does). As a date of its own, with
        UNTIL for COUNT, it stands once in all of them.
        """
        count = COUNT.search(text)
        if count and count[1] == "1":
            return "", additional
        first = next(iter(occurrences(text, self.start)), None)
        if first is None:
            raise BadValue("recurrence-without-dates", _shown(self.start), text)
        if first == self.start:
            return text, additional
        self.remarks.append(Remark("start-outside-rule", _shown(first), _shown(self.start)))
        if count:
            *_, last = islice(occurrences(text, self.start), int(count[1]) - 1)
            until = last.astimezone(UTC) if isinstance(last, datetime) else last
            text = text.replace(count[0], f";UNTIL={_compact(until)}")
        return text, {*additional, self.start}

    def _excluded(self, given: list[Listed], text: str, additional: set[date]) -> set[date]:
        """What is left out of all that there is."""
        wanted = [(listed, self._moment(listed)) for listed in given]
        last = max(
            (zones.instant(found, self.zone) for _, found in wanted), default=zones.instant(self.start, self.zone)
        )
        there = {self.start, *additional}
        for each in islice(occurrences(text, self.start), rule_parts.MOST_OCCURRENCES) if text else ():
            if zones.instant(each, self.zone) > last + timedelta(days=2):
                break
            there.add(each)
        excluded: set[date] = set()
        days: dict[date, set[date]] = {}
        for each in there:
            days.setdefault(day_of(each), set()).add(each)
        for listed, found in wanted:
            hit = self._meant(found, there, days)
            excluded |= hit
            if len(hit) != 1:
                code = "whole-day-excluded" if hit else "nothing-to-exclude"
                self.remarks.append(Remark(code, str(len(hit) or ""), shown(listed.value)))
        return excluded

    def _meant(self, found: date | datetime, there: set[date], days: Mapping[date, set[date]]) -> set[date]:
        """The occurrence at a moment, or all those of a day."""
        if not isinstance(found, datetime):
            return days.get(found, set())
        local = found.astimezone(self.zone)
        if isinstance(self.start, datetime):
            return {local} if local in there else set()
        return days.get(local.date(), set())


def _compact(value: date | datetime) -> str:
    return f"{value:%Y%m%dT%H%M%SZ}" if isinstance(value, datetime) else f"{value:%Y%m%d}"


def _shown(value: date | datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
