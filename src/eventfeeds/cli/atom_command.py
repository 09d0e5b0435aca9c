"""`eventfeeds atom`."""

from __future__ import annotations

from eventfeeds.cli.document import document_command

command = document_command("atom", "Write the events published last as an Atom feed.")
