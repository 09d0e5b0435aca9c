"""A first profile of the keys that stand in some files, by the names that the built-in profiles know."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from eventfeeds import profiles
from eventfeeds.config.recognition import NothingFound, contents
from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue
from eventfeeds.profiles import parsing
from eventfeeds.profiles.file_rules import ALL_FILES
from eventfeeds.profiles.keys import Lookup
from eventfeeds.profiles.paths import EACH, one_spelling
from eventfeeds.profiles.starts import says_end, says_start
from eventfeeds.reading.files import find
from eventfeeds.reading.language import folder, suffix
from eventfeeds.times.values import clock, clock_range, is_moment
from eventfeeds.wording import day_words

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

    from eventfeeds.profiles import Format
    from eventfeeds.reading.files import Source

# Dates of the page, never of the event.
_OF_THE_TEXT = ("visible_from", "visible_until", "published", "updated")
_SELDOM = 0.1
_MOSTLY = 0.8
_MOST_OTHERS = 5
_PLAIN_KEY = re.compile(r"[\w.-]+")


def mapping(content: Sequence[str | os.PathLike[str]], undecided: list[str]) -> list[str]:
    """The lines of a profile of these files; what a person has to decide in it is added to `undecided`.

    Raises NothingFound.
    """
    sources = list(find(content, ALL_FILES))
    kind, records, lookups = _seen(sources, str(content[0]))
    lines = ["# Further settings go above this line.", "[profile]"]
    if kind != "front-matter":
        lines.append(f"format = {quoted(kind)}")
    if kind == "data" and records != EACH:
        lines.append(f"records = {quoted(records)}")
    lookups, sessions = _each_session(lookups) if kind == "front-matter" else (lookups, "")
    if sessions:
        lines.append(f"sessions = {quoted(sessions)}")
    keys = _Keys(lookups, sessions)
    named = dict(_fields(keys))
    languages, roots = _languages(sources) if "language" not in named else ([], "")
    lines += [f"language_from = [{', '.join(map(quoted, languages))}]"] if languages else []
    lines += ["[profile.fields]", *_start(keys, undecided)]
    lines += [f"{field} = {quoted(keys.typed[key])}" for field, key in named.items()]
    paths = {*keys.starts[:1], *named.values()}
    used = paths | {path.partition(".")[0] for path in paths}
    if left := [keys.typed[key] for key in keys.ordered if key not in used and "." not in key and key != sessions]:
        more = ["…"] if left[_MOST_OTHERS:] else []
        lines.append(f"# other keys: {', '.join([*map(_told, left[:_MOST_OTHERS]), *more])}")
    return lines + (["[profile.identity]", f"roots = [{quoted(roots)}]"] if roots else [])


class _Keys:
    """The keys of some records in one spelling, those that stand most often first, and which may hold the start.

    `typed` are the same as they stand in the files; `dated` hold dates, and `often` stand in more than a few records.
    `starts` are the candidates for the start, the likeliest first, and `synonyms` what built-in profiles know of each
    field.
    """

    def __init__(self, lookups: Sequence[Lookup], sessions: str) -> None:
        self.lookups = lookups
        counts: Counter[str] = Counter()
        self.typed: dict[str, str] = {}
        for lookup in lookups:
            for key, typed in _paths(lookup.metadata):
                counts[key] += 1
                self.typed.setdefault(key, typed)
        self.ordered = [key for key, _ in counts.most_common()]
        self.often = {key for key, count in counts.items() if count > _SELDOM * len(lookups)}
        self.synonyms = _synonyms(sessions)
        known = self.synonyms["start"]
        of_the_text = {key for field in _OF_THE_TEXT for key in self.synonyms[field]} - set(known)
        self.dated = [key for key in self.ordered if key not in of_the_text and _is_dated(key, lookups)]
        # A full date under a key that elsewhere holds an hour is a start, or an end, all the same.
        known += [key for key in self.synonyms["start_time"] if key in self.dated]
        ends = self.synonyms["end"]
        ends += [key for key in self.synonyms["end_time"] if key in self.dated]
        ends += [key for key in self.ordered if says_end(key)]
        self.synonyms["start_time"] += [key for key in self.ordered if says_start(key)]
        self.synonyms["end_time"] += [key for key in self.ordered if says_end(key)]
        held = [key for key in known if key in self.often and key in self.dated]
        first = [key for key in ends if key in self.often and key in self.dated and key not in known][:1]
        others = [key for key in self.dated if key not in first and not says_end(key)]
        self.starts = self._likeliest_first(list(dict.fromkeys([*held, *others])), counts)

    def _likeliest_first(self, candidates: Sequence[str], counts: Counter[str]) -> list[str]:
        """Those whose names say start, others, and at last what may be the date of the page.

        That is the start all the same where the others stand in some of the files only.
        """
        of_the_page, most = set(self.synonyms["page_date"]), _MOSTLY * len(self.lookups)
        places = {
            key: 0 if says_start(key) else 2 if key in of_the_page else 1 if counts[key] > most else 3
            for key in candidates
        }
        return sorted(candidates, key=places.__getitem__)


def _fields(keys: _Keys) -> Iterator[tuple[str, str]]:
    """Fields other than the start, and the key of each."""
    used = set(keys.starts[:1])
    for field, known in keys.synonyms.items():
        held = [key for key in known if key in keys.often and key not in used]
        if field == "end":
            held = [key for key in held if key in keys.dated]
        if field in ("start_time", "end_time"):
            held = [key for key in held if _is_mostly(key, keys.lookups, _is_clock)]
        if held and field not in ("start", "page_date"):
            used.add(held[0])
            yield field, held[0]


def _start(keys: _Keys, undecided: list[str]) -> Iterator[str]:
    undecided.append("start")
    if not keys.starts:
        yield "# start = ... # decide: no key of the files holds a date"
    else:
        first, *others = (keys.typed[key] for key in keys.starts)
        told = f", or {', '.join(map(_told, others))}" if others else ""
        yield f"start = {quoted(first)} # decide: is it the start of the event{told}?"


def _languages(sources: Sequence[Source]) -> tuple[list[str], str]:
    """Where the files tell their languages, and the folder below which they do; nothing where there are not several."""
    if len({suffix(source.path) for source in sources}) > 1:
        return ["suffix"], ""
    for root in ("", *dict.fromkeys(root for name in profiles.names() for root in profiles.builtin(name).roots)):
        codes = [folder(source, (root,) if root else ()) for source in sources]
        if len(set(filter(None, codes))) > 1 and sum(map(bool, codes)) > _MOSTLY * len(codes):
            return ["folder"], root
    return [], ""


def _seen(sources: Sequence[Source], content: str) -> tuple[Format, str, list[Lookup]]:
    """The format that most files have, where its records stand, and these."""
    found: dict[tuple[Format, str], list[Lookup]] = {}
    for source in sources:
        for kind, records, lookup in contents(source):
            deeper = _list_of_events(lookup.metadata) if kind == "data" and records == EACH and not lookup.at else ""
            where = f"{deeper}.{EACH}" if deeper else records
            inner = [Lookup(at.value) for at in lookup.all(where) if isinstance(at.value, Keys)] if deeper else [lookup]
            found.setdefault((kind, where), []).extend(inner)
    if not found:
        raise NothingFound(content)
    (kind, records), lookups = max(found.items(), key=lambda item: len(item[1]))
    return kind, records, lookups


def _paths(metadata: Keys) -> Iterator[tuple[str, str]]:
    """The keys of a mapping, and those of mappings in it, in one spelling and as they are typed."""
    for key, value in metadata.items():
        yield one_spelling(key), key
        if isinstance(value, Keys):
            yield from ((f"{one_spelling(key)}.{inner}", f"{key}.{typed}") for inner, typed in _paths(value))


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


def quoted(text: str) -> str:
    """A text as TOML and JSON alike have it; what no file of UTF-8 can hold is `?`."""
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007F")


def _told(key: str) -> str:
    """A key in a comment: one that would end the line is quoted."""
    return key if _PLAIN_KEY.fullmatch(key) else quoted(key)
