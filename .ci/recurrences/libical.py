# libical.py FILE MOST: the occurrences of the event of an agenda, a line each, as libical has them, which is what
# Evolution and GNOME use. For the Python of the system, since gir1.2-ical-3.0 is a package of it.
import sys
from datetime import UTC, datetime
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

agenda = ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_text("utf-8"))
event = agenda.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
found = []
event.foreach_recurrence(
    ICalGLib.Time.new_from_string("19000101T000000Z"),
    ICalGLib.Time.new_from_string("20400101T000000Z"),
    lambda _event, span, _data: found.append(span.get_start()),
    None,
)
form = "%Y-%m-%d" if event.get_dtstart().is_date() else "%Y-%m-%dT%H:%M:%SZ"
for start in sorted(found)[: int(sys.argv[2])]:
    print(datetime.fromtimestamp(start, UTC).strftime(form))
