"""The pages that browser.mjs looks at, each in a folder below the one named."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "page"))

from pages import ADDRESSES, event, example, hostile, page  # noqa: E402

from eventfeeds.page import Page, render  # noqa: E402

FEBRUARY = date(2026, 2, 1)
LAYOUT = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Agenda – un site</title>
<link rel="icon" href="eventfeeds.svg" type="image/svg+xml">
{style}<script src="eventfeeds.js" defer></script>
</head>
<body>
<header><h1>Un site</h1></header>
<main>
<h2>Agenda</h2>
{fragment}</main>
<footer><p>Mentions légales</p></footer>
</body>
</html>
"""


def july() -> Page:
    """Made on 1 July, of events of July, August and September, one that goes on, and one that repeats."""
    days = [
        event(f"e{day}", title=f"Jour {day}", start=date(2026, 7, 1) + timedelta(days=5 * day)) for day in range(12)
    ]
    long = event("long", title="Long", start=date(2026, 6, 20), end=date(2026, 8, 15))
    weekly = event("weekly", title="Hebdomadaire", start=date(2026, 6, 3), recurrence="FREQ=WEEKLY;COUNT=12")
    return page(*days, long, weekly, today=date(2026, 7, 1))


def main(folder: Path) -> None:
    french, english = (replace(example(language), today=FEBRUARY) for language in ("fr", "en"))
    pages = {
        "fr": french,
        "en": english,
        "intranet": replace(french, audience="intranet", addresses={"ics": "http://intranet.example/agenda.ics"}),
        "hostile": hostile(),
        "july": july(),
        "over": page(event(start=date(2026, 7, 2)), today=date(2026, 7, 1)),
        "empty": page(addresses={}),
        "layout": replace(french, heading_level=3),
        "bare": replace(french, heading_level=3, addresses=ADDRESSES),
    }
    for name, each in pages.items():
        (folder / name).mkdir()
        files = render(each)
        if name in ("layout", "bare"):
            style = '<link rel="stylesheet" href="eventfeeds.css">\n' if name == "layout" else ""
            fragment = files["subscribe.html"].decode()
            files["index.html"] = LAYOUT.format(style=style, fragment=fragment).encode()
        for file, data in files.items():
            (folder / name / file).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
