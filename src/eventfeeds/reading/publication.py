"""Whether a file is to be published, and when its text was published and changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from eventfeeds.errors import Remark
from eventfeeds.reading.moments import is_moment, moment, revision

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from eventfeeds.reading.record import Record

_LAST_SEQUENCE = 2**31 - 1  # RFC 5545 section 3.3.8


def public(record: Record) -> bool:
    """Whether the file is to be published. What is neither yes nor no keeps it out."""
    if record.source.draft or _draft(record):
        return False
    at = record.found("public")
    if at is None or is_moment(record, at):  # some keep there the day of publication
        return True
    return record.boolean("public", "unclear-publication") is True


def _draft(record: Record) -> bool:
    """Whether a key says that the file is a draft. What is neither yes nor no says so."""
    return record.found("draft") is not None and record.boolean("draft", "unclear-publication") is not False


def hidden(record: Record, day: date) -> bool:
    """Whether on a day the site itself would not show the file: it comes later, or its time is over."""
    begin, end = record.found("visible_from"), record.found("visible_until")
    if begin is None and (at := record.found("public")) is not None and is_moment(record, at):
        begin = at
    first = record.attempt(lambda: moment(record, begin), begin) if begin else None
    last = record.attempt(lambda: moment(record, end), end) if end else None
    home = record.site.zone
    return (first is not None and _day(first, home) > day) or (last is not None and _day(last, home) <= day)


def revisions(record: Record) -> tuple[datetime | None, datetime | None, int]:
    """When the text was published, when it was last changed, and the number of that change."""
    committed = record.source.committed
    published, updated = revision(record, "published"), revision(record, "updated")
    if committed is not None:
        published = published or committed[0]
        updated = updated or max(published, committed[1])
    if published is None and updated is None:
        record.tell(Remark("no-publication-date"))
    return published, updated, sequence(record, published, updated)


def sequence(record: Record, first: datetime | None, last: datetime | None) -> int:
    """The number of the revision: its key, else the seconds between publication and last change."""
    at = record.found("sequence")
    if at is not None:
        text = record.text(at)
        digits = text.lstrip("0") or "0"
        if (
            text.isascii()
            and text.isdigit()
            and len(digits) <= len(str(_LAST_SEQUENCE))
            and int(digits) <= _LAST_SEQUENCE
        ):
            return int(digits)
        record.tell(Remark("not-a-number", f"0 to {_LAST_SEQUENCE}", text), at)
    if first is None or last is None:
        return 0
    return min(max(0, (last - first) // timedelta(seconds=1)), _LAST_SEQUENCE)


def _day(moment: date | datetime, zone: ZoneInfo | None) -> date:
    """The day on the clocks of the site."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(zone or UTC).date() if moment.tzinfo else moment.date()
