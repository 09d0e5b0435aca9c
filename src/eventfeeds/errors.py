"""The error tree, and the two ways in which content is found fault with: remarks and problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Severity = Literal["error", "warning", "notice"]
"""error: the event is not exported. warning: exported, but mended, dropped or contradictory.
notice: a rule was applied that a person may want to know of."""

_LONGEST_SHOWN = 100  # characters: a hostile text has megabytes
MOST_BITS_SHOWN = 256
"""Of a whole number that is told digit by digit."""
_MOST_SHOWN = 3


class EventFeedsError(Exception):
    """The root of every error that eventfeeds raises on purpose."""


class SiteError(EventFeedsError):
    """The settings of a site are wrong or incomplete; `key` is the setting, "" if it is no single one."""

    def __init__(self, message: str, key: str = "") -> None:
        super().__init__(message, key)
        self.message = message
        self.key = key

    def __str__(self) -> str:
        return self.message


class ProfileError(EventFeedsError):
    """A profile is wrong or unknown."""


class ExportError(EventFeedsError):
    """A calendar cannot be written in the format asked for."""


class UnknownExporterError(ExportError, LookupError):
    """No exporter has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        return f"{self.name}: unknown format; expected one of {', '.join(self.known)}"


class PublishingError(EventFeedsError):
    """A folder cannot be written: a file of another stands there, or the system refuses."""


class Remark(NamedTuple):
    """What a function below `reading` has to say of a value that it could use: a code of `wording` and its values.

    `key` is the front matter key concerned, where the function knows it better than its caller.
    """

    code: str
    expected: str = ""
    got: str = ""
    key: str = ""
    line: int = 0


class BadValue(EventFeedsError):  # noqa: N818  it is a verdict on content, the name of DESIGN
    """A value that cannot be used: a code of `wording`, what was expected, what was found."""

    def __init__(self, code: str, expected: str = "", got: str = "", *, key: str = "", line: int = 0) -> None:
        super().__init__(code, expected, got)
        self.remark = Remark(code, expected, got, key, line)

    def __str__(self) -> str:
        return f"{self.remark.code}: expected {self.remark.expected}, got {self.remark.got}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file, as a person is told of it.

    `line` counts from 1, 0 where it is unknown; `key` is the front matter key, "" where there is none.
    """

    path: str
    severity: Severity
    code: str
    message: str
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        key = f"{self.key}: " if self.key else ""
        line = f"{place}: {self.severity}: {key}{self.message} [{self.code}]"
        return line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line)


class ReadingError(EventFeedsError):
    """Some files could not be read as events; `problems` holds every problem met."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def shown(value: object, *, quoted: bool = False) -> str:
    """A value as a person may be told of it, in the manner of a file: of what is long the beginning.

    `quoted`: texts in quotes, where a text is to be told from a number.
    """
    if isinstance(value, list | tuple):
        return f"[{_beginning(value, [_item(item, quoted) for item in value[:_MOST_SHOWN]])}]"
    if isinstance(value, dict):
        pairs = islice(value.items(), _MOST_SHOWN)
        return f"{{{_beginning(value, [f'{_item(key, False)}: {_item(item, quoted)}' for key, item in pairs])}}}"
    return _item(value, quoted)


# Three dots of ASCII: where every sign counts, another one is told by its number.
def _beginning(value: Collection[object], told: list[str]) -> str:
    return ", ".join([*told, *(["..."] if len(value) > len(told) else [])])


def _item(value: object, quoted: bool) -> str:
    """A value that holds no others; what holds some is not gone into, since it may be deep."""
    if isinstance(value, str):
        short = value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
        return repr(short) if quoted else short
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > MOST_BITS_SHOWN:
        return "a number of many digits"
    if isinstance(value, list | tuple):
        return "[...]" if value else "[]"
    if isinstance(value, dict):
        return "{...}" if value else "{}"
    if value is None:
        return "nothing"
    return str(value) if isinstance(value, int | float | date | time | timedelta) else type(value).__name__
