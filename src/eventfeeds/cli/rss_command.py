"""`eventfeeds rss`."""

from __future__ import annotations

from eventfeeds.cli.document import document_command

command = document_command("rss", "Write the events published last as an RSS feed.")
