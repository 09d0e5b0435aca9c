"""A first `eventfeeds.toml` for a folder: what is certain as a line, the rest marked for a person to decide."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventfeeds.config import generators
from eventfeeds.config.mapping import mapping, quoted
from eventfeeds.config.recognition import UnknownKind, recognise
from eventfeeds.documents.typed import load_toml
from eventfeeds.profiles.keys import fold

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eventfeeds.model import Event

_SETTINGS = ("title", "url", "language", "timezone")
_EXAMPLES = {
    "title": "Agenda",
    "url": "https://www.example.org/",
    "language": "en",
    "timezone": "Europe/Paris",
    "uid_host": "example.org",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The text of an `eventfeeds.toml`, and the names of the settings in it that a person has to decide."""

    text: str
    undecided: tuple[str, ...] = ()


def propose(content: Sequence[str | os.PathLike[str]], given: Mapping[str, str]) -> Proposal:
    """A file of settings for some content; `given` are settings that are known. Raises NothingFound.

    The profile is the one that the files prove; where they prove none, one made of the keys that stand in them.
    """
    undecided: list[str] = []
    try:
        profile = recognise(content)
    except UnknownKind:
        lines = mapping(content, undecided)
        defaults: Mapping[str, str] = {}
    else:
        lines = [f"profile = {quoted(profile.profile.name)} # proved by the keys {profile.proof}"]
        defaults = profile.profile.site
    generator = generators.found(content)
    known = {**defaults, **(generator.settings if generator else {}), **given}
    text = "\n".join([*_settings(known, undecided), "", *lines, ""])
    load_toml(text.encode())  # whatever stands in the files, this is what was meant to be written
    return Proposal(text=text, undecided=tuple(undecided))


def with_categories(proposal: Proposal, events: Iterable[Event]) -> Proposal:
    """A proposal with the spellings of categories that are surely one, and how often each stands."""
    spellings: dict[str, Counter[str]] = {}
    for event in events:
        for category in event.categories:
            spellings.setdefault(fold(category), Counter())[category] += 1
    several = {name: counts for name, counts in spellings.items() if len(counts) > 1}
    if not several:
        return proposal
    lines = [
        "",
        "# Categories that stand in several spellings; for feeds of their own, gather them.",
        "# [build.categories]",
    ]
    for counts in several.values():
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        gathered = ", ".join(quoted(name) for name, _ in ordered)
        numbers = ", ".join(str(number) for _, number in ordered)
        lines.append(f"# {quoted(ordered[0][0])} = [{gathered}] # {numbers}")
    return Proposal(text=proposal.text + "\n".join(lines) + "\n", undecided=proposal.undecided)


def _settings(known: Mapping[str, str], undecided: list[str]) -> Iterator[str]:
    for name in _SETTINGS:
        if name in known:
            yield f"{name} = {quoted(known[name])}"
        else:
            undecided.append(name)
            yield f"# {name} = {quoted(_EXAMPLES[name])} # decide"
    if "event_url" in known:
        yield f"event_url = {quoted(known['event_url'])}"
    host = _host(known.get("url", ""))
    comment = "keep it: with another, every event would be new to all calendars"
    yield (
        f"uid_host = {quoted(host)} # {comment}"
        if host
        else f"# uid_host = {quoted(_EXAMPLES['uid_host'])} # {comment}"
    )


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0].removeprefix("www.")
