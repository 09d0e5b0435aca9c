"""The options of a document: its table of settings. Most have none, and then nothing is imported to read them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from eventfeeds.errors import BadValue, ExportError
from eventfeeds.wording import setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eventfeeds.documents.tables import Table


@contextmanager
def read(name: str, options: Mapping[str, object]) -> Iterator[Table]:
    """The options of a format as a table, of which every key must be asked for. Raises ExportError."""
    from eventfeeds.documents.tables import Table  # noqa: PLC0415

    table = Table(options, name)
    try:
        yield table
        table.close()
    except BadValue as error:
        raise ExportError(setting(error)) from error


def no_options(name: str, options: Mapping[str, object]) -> None:
    """Refuse every option. Raises ExportError."""
    if options:
        with read(name, options) as table:
            if table.has("limit"):
                raise BadValue("limit-elsewhere", key=f"{name}.limit")
