"""Event files in, feeds out: a folder of Markdown with front matter becomes iCalendar that people subscribe to.

reading = eventfeeds.read(["content/"])
data = eventfeeds.export(reading.calendar(), "ics")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventfeeds.config import detect, load_site, read
    from eventfeeds.config.building import Build
    from eventfeeds.errors import (
        EventFeedsError,
        ExportError,
        Problem,
        ProfileError,
        PublishingError,
        ReadingError,
        SiteError,
        UnknownExporterError,
    )
    from eventfeeds.exporters import Exporter, export
    from eventfeeds.model import Calendar, Detail, Event, Image, Place
    from eventfeeds.profiles import Profile
    from eventfeeds.publishing import write
    from eventfeeds.publishing.build import publish
    from eventfeeds.publishing.folder import Changes
    from eventfeeds.reading import Reading
    from eventfeeds.selection import in_category, newest, since, until
    from eventfeeds.site import Site

__all__ = [
    "Build",
    "Calendar",
    "Changes",
    "Detail",
    "Event",
    "EventFeedsError",
    "ExportError",
    "Exporter",
    "Image",
    "Place",
    "Problem",
    "Profile",
    "ProfileError",
    "PublishingError",
    "Reading",
    "ReadingError",
    "Site",
    "SiteError",
    "UnknownExporterError",
    "detect",
    "export",
    "in_category",
    "load_site",
    "newest",
    "publish",
    "read",
    "since",
    "until",
    "write",
]

# Where each name lives, so that importing the package costs nothing until a name is used.
_HOMES = {
    "config": ("detect", "load_site", "read"),
    "config.building": ("Build",),
    "errors": (
        "EventFeedsError",
        "ExportError",
        "Problem",
        "ProfileError",
        "PublishingError",
        "ReadingError",
        "SiteError",
        "UnknownExporterError",
    ),
    "exporters": ("Exporter", "export"),
    "model": ("Calendar", "Detail", "Event", "Image", "Place"),
    "profiles": ("Profile",),
    "publishing": ("write",),
    "publishing.build": ("publish",),
    "publishing.folder": ("Changes",),
    "reading": ("Reading",),
    "selection": ("in_category", "newest", "since", "until"),
    "site": ("Site",),
}

if not TYPE_CHECKING:  # mypy would take any name for known

    def __getattr__(name: str) -> object:
        for module, names in _HOMES.items():
            if name in names:
                value = getattr(import_module(f"eventfeeds.{module}"), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
