"""`eventfeeds ics`: an agenda to subscribe to."""

from __future__ import annotations

from eventfeeds.cli.document import document_command

command = document_command("ics", "Write an agenda to subscribe to, as iCalendar.")
