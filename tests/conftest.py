"""What many tests need: the site of the built-in profile, and event files written for one test."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

from eventfeeds import profiles
from eventfeeds.reading import read, read_file
from eventfeeds.reading.files import Source
from eventfeeds.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from eventfeeds.reading import FileReading, Reading

# How long a test takes says nothing of what it tests, and two runs should try the same.
settings.register_profile("eventfeeds", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("eventfeeds")

# What a shell runs in its background ignores Ctrl-C, as would the commands under test, which inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "eventfeeds"

START = "event_start_date: 2026-03-14 14:00:00 +01:00\ndate: 2026-02-01 09:00:00 +01:00\n"


class WriteEvent(Protocol):
    def __call__(self, front_matter: str = ..., name: str = ..., body: str = ...) -> Path: ...


class ReadEvent(Protocol):
    def __call__(self, front_matter: str, name: str = ..., site: Site | None = ...) -> FileReading: ...


class ReadBy(Protocol):
    def __call__(self, profile: str, files: str | Mapping[str, str], **settings: Any) -> Reading: ...


@pytest.fixture
def site() -> Site:
    """The site of the built-in profile, all settings its own."""
    profile = profiles.builtin("numerique-gouv")
    return Site(profile=profile, **profile.site)


@pytest.fixture
def write_event(tmp_path: Path) -> WriteEvent:
    """Write an event file below `tmp_path`; by default the least that is an event."""

    def write(front_matter: str = f"title: Atelier\n{START}", name: str = "atelier.md", body: str = "") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front_matter}---\n{body}", encoding="utf-8")
        return path

    return write


@pytest.fixture
def read_event(write_event: WriteEvent, site: Site) -> ReadEvent:
    """Write one event file and read it."""
    default = site

    def read(front_matter: str, name: str = "atelier.md", site: Site | None = None) -> FileReading:
        path = write_event(front_matter, name)
        return read_file(Source(str(path), name, name), site=site or default)

    return read


@pytest.fixture
def read_by(tmp_path: Path) -> ReadBy:
    """Read files, or the front matter of one, by a built-in profile or one as TOML; settings are those of a site."""

    def by(profile: str, files: str | Mapping[str, str], **settings: Any) -> Reading:
        built_in = profile in profiles.names()
        chosen = profiles.builtin(profile) if built_in else profiles.parse(profile.encode(), "own")
        options = {key: settings.pop(key) for key in ("drafts", "day") if key in settings}
        for name, text in ({"event.md": f"---\n{files}\n---\n"} if isinstance(files, str) else files).items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        site = Site(profile=chosen, **{"url": "https://example.org/", **chosen.site, **settings})
        return read([tmp_path / "content"], site, **options)

    return by
