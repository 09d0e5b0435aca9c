"""preview_in_thunderbird.py JUDGE_LIB WORK [--picture]: a real Thunderbird follows what `eventfeeds serve` shows.

It subscribes as people do, by the address; then files change, the calendar is refreshed, and the screen, and what is
stored in the profile, are those of the files.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "thunderbird.png"
SCRIPT = (ROOT / ".ci" / "preview_in_thunderbird.js").read_text(encoding="utf-8")
EVENTS = 15
COURSE, COURSE_FILE = "Formation : l'art d'écrire pour être compris", "formation/ecrire-pour-etre-compris.markdown"
OPEN_DAY, OPEN_DAY_FILE = (
    "Journée portes ouvertes de la Fabrique commune",
    "journee-portes-ouvertes-de-la-fabrique-commune.markdown",
)
CANCELLED = "Rencontre régionale de l’inclusion numérique"
MEETING = "Rencontres des équipes produit 2026"
MONTH_LONG = "Mois de la simplification numérique, édition 2026"
LAST_FILE = "forum-de-lemploi-numerique-public.markdown"
AUTUMN, MAY = "20260914", "20260511"  # Mondays, each with the four weeks after it
Row = tuple[str, str, str, str, str]
ROWS = "select id, title, event_start, event_end, flags, ical_status from cal_events"
PREFERENCES = {
    "calendar.weeks.inview": 5,
    "calendar.previousweeks.inview": 0,
}
passed = failed = 0


def check(name: str, found: object, expected: object) -> None:
    """Count it, and tell what differs."""
    global passed, failed  # noqa: PLW0603  a script
    if found == expected:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {name}: {found!r}, not {expected!r}")


@contextmanager
def served(content: Path, log: Path) -> Iterator[str]:
    """The address of a preview of a folder, on a port of its own; its requests are told in `log`."""
    command = [sys.executable, "-m", "eventfeeds", "serve", "-v", "--port", "0", str(content)]
    with log.open("w") as told, subprocess.Popen(command, stderr=told) as process:  # noqa: S603
        try:
            while not (found := re.search(r"http://127\.0\.0\.1:\d+/", log.read_text())):
                if process.poll() is not None:
                    sys.exit(log.read_text())
            yield found[0]
        finally:
            process.terminate()


class Client:
    """A Thunderbird that runs: what it is told, what it shows, what it has stored."""

    def __init__(self, marionette: Any, profile: Path) -> None:
        self.marionette, self._profile = marionette, profile

    def does(self, step: str, argument: str = "") -> Any:
        script = f"const STEP = {json.dumps(step)}, ARGUMENT = {json.dumps(argument)};\n{SCRIPT}"
        return self.marionette.js(script)

    def shows(self, title: str, day: str) -> list[tuple[str, bool]]:
        """The hour of each box with a title, "" for whole days, and whether it is struck out."""
        boxes = (box for box in self.does("look", day) if box["title"].endswith(title))
        return [(hour_of(box["hour"]), box["struck"]) for box in boxes]

    def stored(self, folder: Path) -> list[Row]:
        """uid, title, start and end on the clocks of Paris, and status of each row of its cache."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._profile / "calendar-data", folder)  # with the log of what is not yet in the file
        with closing(sqlite3.connect(folder / "cache.sqlite")) as cache:
            rows = cache.execute(ROWS).fetchall()
        return sorted(
            (uid, title, clock(start, flags), clock(end, flags), status or "")
            for uid, title, start, end, flags, status in rows
        )


def hour_of(label: str) -> str:
    """`09:00` of what stands there, which has more to it in some languages."""
    found = re.search(r"\d{1,2}:\d\d", label)
    return found[0].zfill(5) if found else label.strip()


def clock(microseconds: int, flags: int) -> str:
    """A time in UTC as the clocks of Paris show it, or a day."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    whole_day = flags & 8
    return f"{moment:%Y-%m-%d}" if whole_day else f"{moment.astimezone(ZoneInfo('Europe/Paris')):%Y-%m-%d %H:%M}"


def change(file: Path, *changes: tuple[str, str]) -> None:
    """Other words in a file, each of which must have been there."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        if old not in text:
            sys.exit(f"{file.name} does not say {old}")
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def of(rows: list[Row], title: str) -> list[tuple[str, str, str]]:
    """Start, end and status of each row with a title; what is cancelled has a word before it."""
    return [row[2:] for row in rows if row[1].endswith(title)]


def refreshed(client: Client, name: str, folder: Path, *, events: int) -> list[Row]:
    """What is stored after a refresh: each event once."""
    check(f"{name}: refreshed", client.does("refresh"), {"state": "loaded", "count": events})
    rows = client.stored(folder)
    check(f"{name}: nothing twice", (len(rows), len({row[0] for row in rows})), (events, events))
    return rows


def follow(client: Client, address: str, events: Path, work: Path, *, picture: bool) -> None:
    agenda = f"{address}agenda.ics"
    found = client.does("subscribe", agenda)
    check("found by its address", found, {"types": ["ics"], "address": agenda, "count": EVENTS})
    rows = client.stored(work / "cache")
    check("each stored once", (len(rows), len({row[0] for row in rows})), (EVENTS, EVENTS))
    check("in summer", of(rows, COURSE), [("2026-10-13 09:00", "2026-10-13 12:30", "CONFIRMED")])
    check("in winter, over two days", of(rows, MEETING), [("2026-12-08 09:30", "2026-12-09 17:00", "CONFIRMED")])
    check("a month of whole days", of(rows, MONTH_LONG), [("2026-10-01", "2026-11-01", "CONFIRMED")])
    check("cancelled", of(rows, CANCELLED), [("2026-05-21 09:30", "2026-05-21 16:30", "CANCELLED")])
    check("the hour on the screen", client.shows(COURSE, AUTUMN), [("09:00", False)])
    check("a whole day on the screen", client.shows(OPEN_DAY, AUTUMN), [("", False)])
    check("cancelled on the screen", client.shows(CANCELLED, MAY), [("09:30", True)])

    uids = {row[0] for row in rows}
    check("no change", refreshed(client, "no change", work / "cache", events=EVENTS), rows)
    change(events / COURSE_FILE, ("2026-10-13 09:00", "2026-10-13 10:00"), ("de 09h00 à 12h30", "de 10h00 à 12h45"))
    rows = refreshed(client, "another hour", work / "cache", events=EVENTS)
    check("another hour", of(rows, COURSE), [("2026-10-13 10:00", "2026-10-13 12:45", "CONFIRMED")])
    check("another hour on the screen", client.shows(COURSE, AUTUMN), [("10:00", False)])

    change(events / OPEN_DAY_FILE, ("title: ", "title: ANNULÉ – "))
    rows = refreshed(client, "called off", work / "cache", events=EVENTS)
    check("called off", [row[2] for row in of(rows, OPEN_DAY)], ["CANCELLED"])
    check("called off on the screen", client.shows(OPEN_DAY, AUTUMN), [("", True)])
    check("all are the same events", {row[0] for row in rows}, uids)
    client.marionette.screenshot(PICTURE if picture else work / PICTURE.name)

    (events / LAST_FILE).unlink()
    rows = refreshed(client, "a file less", work / "cache", events=EVENTS - 1)
    check("one event less", len(uids - {row[0] for row in rows}), 1)


def main(judge: str, work: Path, *options: str) -> int:
    sys.dont_write_bytecode = True  # the folder of the judge may be read-only
    sys.path.insert(0, judge)
    import tbdrive  # noqa: PLC0415

    content = work / "numerique"
    shutil.copytree(ROOT / "examples" / "numerique", content)
    log = work / "requests"
    with served(content, log) as address, tbdrive.thunderbird(PREFERENCES, size="1300x800") as (marionette, profile):
        client = Client(marionette, profile)
        follow(client, address, content / "_evenements", work, picture="--picture" in options)
    requests = re.findall(r'"(\w+) /agenda\.ics HTTP/1\.1" (\d+)', log.read_text())
    check("what has not changed is not sent again", requests.count(("GET", "304")) >= 1, True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]))
