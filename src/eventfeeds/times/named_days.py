"""Days whose month is a word, with or without their weekday: `Saturday, 14 March 2026 at 14:30`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from eventfeeds.wording import DayWords

_FORM = r"""(?ix)(?P<before>(?:[^\W\d_]+[.]?,?[ ]){0,3}?)
    (?: (?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|[.])?[ ](?:of[ ])?(?P<month>[^\W\d_]{3,})[.]?,?
      | (?P<first>[^\W\d_]{3,})[.]?[ ](?P<second>[0-9]{1,2})(?:st|nd|rd|th)?,? )
    [ ](?P<year>[0-9]{4}) (?:,?[ ](?P<rest>(?:[^\W\d_]+[ ]|@[ ])?[0-9].*))?"""


class NamedDay(NamedTuple):
    """What a text says: a day, which need not exist, the hour after it, and the weekday from Monday 0 before it."""

    year: int
    month: int
    day: int
    rest: str
    weekday: int | None

    def __str__(self) -> str:
        """As ISO 8601 has it."""
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{day} {self.rest}" if self.rest else day

    @property
    def true_weekday(self) -> int | None:
        """The weekday of the day; None for one that does not exist."""
        try:
            return date(self.year, self.month, self.day).weekday()
        except ValueError:
            return None


def named_day(text: str, words: DayWords) -> NamedDay | None:
    """A day as people say it; None if the text is no such thing. Spaces are single, and the text is short.

    Before it stand a weekday and words that mean nothing more; with another word, such as "until", it is no such thing.
    """
    match = re.fullmatch(_FORM, normalize("NFC", text))
    if match is None:
        return None
    month = words.months.get((match["month"] or match["first"]).casefold())
    before = [word.strip(".,").casefold() for word in match["before"].split()]
    weekdays = [words.weekdays[word] for word in before if word in words.weekdays]
    if month is None or len(weekdays) > 1 or not words.before.issuperset(set(before) - words.weekdays.keys()):
        return None
    day = int(match["day"] or match["second"])
    return NamedDay(int(match["year"]), month, day, match["rest"] or "", weekdays[0] if weekdays else None)
