"""`eventfeeds json`."""

from __future__ import annotations

from eventfeeds.cli.document import document_command

command = document_command("json", "Write the events published last as a JSON Feed.")
