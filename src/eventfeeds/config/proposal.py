"""A first `eventfeeds.toml` for a folder: what is certain as a line, the rest marked for a person to decide."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventfeeds import profiles
from eventfeeds.config import generators
from eventfeeds.config.recognition import NothingFound, UnknownKind, contents, recognise
from eventfeeds.documents import Keys
from eventfeeds.documents.typed import load_toml
from eventfeeds.errors import BadValue
from eventfeeds.profiles import parsing
from eventfeeds.profiles.file_rules import ALL_FILES
from eventfeeds.profiles.keys import Lookup, fold
from eventfeeds.profiles.paths import EACH, one_spelling
from eventfeeds.reading.files import find
from eventfeeds.times.values import clock, clock_range, is_moment
from eventfeeds.wording import day_words

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from eventfeeds.model import Event
    from eventfeeds.profiles import Format

_SETTINGS = ("title", "url", "language", "timezone")
_EXAMPLES = {
    "title": "Agenda",
    "url": "https://www.example.org/",
    "language": "en",
    "timezone": "Europe/Paris",
    "uid_host": "example.org",
}
# Dates of the page, never of the event.
_OF_THE_TEXT = ("visible_from", "visible_until", "published", "updated")
_SELDOM = 0.1
_MOSTLY = 0.8
_MOST_OTHERS = 5
_PLAIN_KEY = re.compile(r"[\w.-]+")


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
        lines = _mapping(content, undecided)
        defaults: Mapping[str, str] = {}
    else:
        lines = [f"profile = {_quoted(profile.profile.name)} # proved by the keys {profile.proof}"]
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
        gathered = ", ".join(_quoted(name) for name, _ in ordered)
        numbers = ", ".join(str(number) for _, number in ordered)
        lines.append(f"# {_quoted(ordered[0][0])} = [{gathered}] # {numbers}")
    return Proposal(text=proposal.text + "\n".join(lines) + "\n", undecided=proposal.undecided)


def _settings(known: Mapping[str, str], undecided: list[str]) -> Iterator[str]:
    for name in _SETTINGS:
        if name in known:
            yield f"{name} = {_quoted(known[name])}"
        else:
            undecided.append(name)
            yield f"# {name} = {_quoted(_EXAMPLES[name])} # decide"
    if "event_url" in known:
        yield f"event_url = {_quoted(known['event_url'])}"
    host = _host(known.get("url", ""))
    comment = "keep it: with another, every event would be new to all calendars"
    yield (
        f"uid_host = {_quoted(host)} # {comment}"
        if host
        else f"# uid_host = {_quoted(_EXAMPLES['uid_host'])} # {comment}"
    )


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0].removeprefix("www.")


def _mapping(content: Sequence[str | os.PathLike[str]], undecided: list[str]) -> list[str]:
    """A profile of the keys that stand in the files, by the names that the built-in profiles know."""
    kind, records, lookups = _seen(content)
    lines = ["# Further settings go above this line.", "[profile]"]
    if kind != "front-matter":
        lines.append(f"format = {_quoted(kind)}")
    if kind == "data" and records != EACH:
        lines.append(f"records = {_quoted(records)}")
    lookups, sessions = _each_session(lookups) if kind == "front-matter" else (lookups, "")
    if sessions:
        lines.append(f"sessions = {_quoted(sessions)}")
    lines += ["[profile.fields]"]
    counts = Counter(key for lookup in lookups for key in _paths(lookup.metadata))
    synonyms = _synonyms(sessions)
    of_the_text = {key for field in _OF_THE_TEXT for key in synonyms[field]} - set(synonyms["start"])
    dated = [key for key, _ in counts.most_common() if key not in of_the_text and _is_dated(key, lookups)]
    often = {key for key, count in counts.items() if count > _SELDOM * len(lookups)}
    # A full date under a key that elsewhere holds an hour is a start, or an end, all the same.
    synonyms["start"] += [key for key in synonyms["start_time"] if key in dated]
    synonyms["end"] += [key for key in synonyms["end_time"] if key in dated]
    ends = [key for key in synonyms["end"] if key in often and key in dated and key not in synonyms["start"]]
    used: set[str] = set()
    for field, known in synonyms.items():
        held = [key for key in known if key in often and key not in used]
        if field in ("start", "end"):
            held = [key for key in held if key in dated]
        if field in ("start_time", "end_time"):
            held = [key for key in held if _is_mostly(key, lookups, _is_clock)]
        if field == "start":
            lines += _start(held, [key for key in dated if key not in ends[:1]], undecided)
            used.update(held[:1] or [key for key in dated if key not in ends[:1]][:1])
        elif held:
            used.add(held[0])
            lines.append(f"{field} = {_quoted(held[0])}")
    if left := [key for key, _ in counts.most_common() if key not in used and "." not in key and key != sessions]:
        more = ["…"] if left[_MOST_OTHERS:] else []
        lines.append(f"# other keys: {', '.join([*map(_told, left[:_MOST_OTHERS]), *more])}")
    return lines


def _start(held: Sequence[str], dated: Sequence[str], undecided: list[str]) -> Iterator[str]:
    candidates = list(dict.fromkeys([*held, *dated]))
    undecided.append("start")
    if not candidates:
        yield "# start = ... # decide: no key of the files holds a date"
    else:
        others = f", or {', '.join(map(_told, candidates[1:]))}" if candidates[1:] else ""
        yield f"start = {_quoted(candidates[0])} # decide: is it the start of the event{others}?"


def _seen(content: Sequence[str | os.PathLike[str]]) -> tuple[Format, str, list[Lookup]]:
    """The format that most files have, where its records stand, and these."""
    sources = list(find(content, ALL_FILES))
    if not sources:
        raise NothingFound(str(content[0]))
    found: dict[tuple[Format, str], list[Lookup]] = {}
    for source in sources:
        for kind, records, lookup in contents(source):
            deeper = _list_of_events(lookup.metadata) if kind == "data" and records == EACH and not lookup.at else ""
            where = f"{deeper}.{EACH}" if deeper else records
            inner = [Lookup(at.value) for at in lookup.all(where) if isinstance(at.value, Keys)] if deeper else [lookup]
            found.setdefault((kind, where), []).extend(inner)
    if not found:
        raise NothingFound(str(content[0]))
    (kind, records), lookups = max(found.items(), key=lambda item: len(item[1]))
    return kind, records, lookups


def _paths(metadata: Keys) -> Iterator[str]:
    """The keys of a mapping, and those of mappings in it, in one spelling."""
    for key, value in metadata.items():
        yield one_spelling(key)
        if isinstance(value, Keys):
            yield from (f"{one_spelling(key)}.{inner}" for inner in _paths(value))


def _is_dated(path: str, lookups: Sequence[Lookup]) -> bool:
    return _is_mostly(path, lookups, _is_moment)


def _is_mostly(path: str, lookups: Sequence[Lookup], test: Callable[[object], bool]) -> bool:
    """Whether most of what stands under a key passes a test."""
    values = [found.value for lookup in lookups if (found := lookup.first([path]))]
    return bool(values) and sum(map(test, values)) > _MOSTLY * len(values)


def _is_clock(value: object) -> bool:
    try:
        return clock_range(value) is not None or clock(value) is not None
    except BadValue:
        return False


def _is_moment(value: object) -> bool:
    return is_moment(value, day_words)


def _synonyms(sessions: str) -> dict[str, list[str]]:
    """Field -> the keys that built-in profiles know for it, those that most of them know first; in sessions first."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in ("start", *parsing.FIELDS)}
    for name in profiles.names():
        for field, paths in profiles.builtin(name).fields.items():
            counts[field].update(one_spelling(path) for path in paths if isinstance(path, str) and EACH not in path)
    found = {field: [key for key, _ in known.most_common()] for field, known in counts.items()}
    if sessions:
        found = {field: [*(f"{sessions}.{key}" for key in known), *known] for field, known in found.items()}
    return found


def _each_session(lookups: list[Lookup]) -> tuple[list[Lookup], str]:
    """The records with a session in the place of the list of them, and the key of the list where most have one."""
    lists = Counter(filter(None, (_list_of_events(lookup.metadata) for lookup in lookups)))
    key, count = lists.most_common(1)[0] if lists else ("", 0)
    if count <= _MOSTLY * len(lookups) or EACH in key:
        return lookups, ""
    held = [(lookup, lookup.first([key])) for lookup in lookups]
    one = [(lookup, at.value[0]) for lookup, at in held if at and isinstance(at.value, list)]
    return [next(lookup.with_each(key, [item])) for lookup, item in one], key


def _list_of_events(metadata: Keys) -> str:
    """The path of the first list of mappings that hold dates; "" if there is none."""
    for key, value in metadata.items():
        name = one_spelling(key)
        if isinstance(value, Keys) and (inner := _list_of_events(value)):
            return f"{name}.{inner}"
        mappings = [item for item in value if isinstance(item, Keys)] if isinstance(value, list) else []
        if mappings and any(map(_is_moment, mappings[0].values())):
            return name
        if mappings and (inner := _list_of_events(mappings[0])):
            return f"{name}.{EACH}.{inner}"
    return ""


def _quoted(text: str) -> str:
    """A text as TOML and JSON alike have it; what no file of UTF-8 can hold is `?`."""
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007F")


def _told(key: str) -> str:
    """A key in a comment: one that would end the line is quoted."""
    return key if _PLAIN_KEY.fullmatch(key) else _quoted(key)
