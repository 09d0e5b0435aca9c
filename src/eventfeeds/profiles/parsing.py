"""The profile language: TOML to a Profile, with every fault named by its key and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from eventfeeds.documents import Keys
from eventfeeds.documents.tables import Table
from eventfeeds.errors import BadValue, shown
from eventfeeds.model import Status
from eventfeeds.profiles import NO_EVENTS, Items, Profile, Times, meant, names, packaged
from eventfeeds.profiles.file_rules import DATA, TEXT, FileRules
from eventfeeds.profiles.keys import fold
from eventfeeds.profiles.paths import EACH, Paths, one_spelling
from eventfeeds.times.zones import zone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from eventfeeds.profiles import Format
    from eventfeeds.profiles.paths import Path
    from eventfeeds.times.lengths import Unit

STATUSES: tuple[Status, ...] = get_args(Status)
TEXTS = ("title", "lead", "description", "place", "address", "contact")
"""Fields that may be joined of several keys."""
FIELDS = (
    *TEXTS, "start", "start_time", "end", "end_time", "duration", "days", "all_day", "timezone", "recurrence",
    "excluded", "additional", "latitude", "longitude", "geo", "virtual_location", "registration", "url", "image",
    "image_alt", "categories", "keywords", "status", "cancelled", "postponed", "public", "draft", "visible_from",
    "visible_until", "page_date", "published", "updated", "sequence", "uid", "slug", "language",
)  # fmt: skip
_WITH_START = frozenset({"start_time", "end", "end_time", "duration", "days"})
LISTS = ("categories", "keywords")
SITE_SETTINGS = ("title", "url", "event_url", "uid_host", "description", "language", "timezone")


def profile(keys: Keys, name: str, at: str = "") -> Profile:
    """A profile from a mapping; `at` stands before the keys that are told.

    Raises BadValue: `unknown-setting`, `wrong-setting`, `profile-without-start`.
    """
    table = Table(_extended(keys, at), at)
    table.text("extends")
    held = _fields(table.table("fields"))
    if not held.get("start"):
        raise BadValue("profile-without-start", key=f"{at}.fields.start".removeprefix("."))
    made = _made(table, name, held)
    table.close()
    return made._replace(named=_named(made))


def head(keys: Keys, name: str) -> Profile:
    """A profile as far as its files are recognised by it: what precedes its first table, and its starts."""
    table = Table(keys)
    fields = table.table("fields")
    starts = {field: fields.texts(field) for field in ("start", "start_time") if fields.has(field)}
    return NO_EVENTS._replace(name=name, fields=Paths(starts), **_head(table))


def _head(table: Table) -> dict[str, Any]:
    kind: Format = table.choice("format", "front-matter", "headers", "data")
    return {
        "recognise": table.lists("recognise"),
        "files": FileRules(
            suffixes=DATA if kind == "data" else TEXT,
            include=table.texts("include"),
            exclude=table.texts("exclude"),
        ),
        "format": kind,
        "records": table.texts("records"),
        "nothing": _folded(table, "nothing"),
    }


def _made(table: Table, name: str, held: dict[str, tuple[Path, ...]]) -> Profile:
    details, identity, registration = table.table("details"), table.table("identity"), table.table("registration")
    statuses, access, site = table.table("status"), table.table("access"), table.table("site")
    made = Profile(
        name=name,
        **_head(table),
        description=table.text("description"),
        event_keys=table.texts("event_keys") or _heads(held["start"]),
        telling=table.has("event_keys"),
        sessions=_one_list(table, "sessions"),
        templating=table.choice("templating", "tags", "mdx", "none"),
        split=frozenset(_words_of(table, "split", LISTS)),
        site=_site(site),
        site_lines={setting: site.line(setting) for setting in SITE_SETTINGS if site.line(setting)},
        fields=Paths(held),
        times=_times(table.table("times"), held),
        recurrence=_recurrence(table.table("recurrence")),
        slugify=identity.choice("slugify", "ascii", "lower", "jekyll-title"),
        slug_from_path=identity.choice("slug_from", "stem", "path") == "path",
        same_uid_is_one_event=identity.choice("same_uid", "error", "one-event") == "one-event",
        roots=identity.texts("roots"),
        language_from=_words_of(table, "language_from", ("suffix", "folder")),
        details=_items(details),
        access=_items(access),
        labelled=_text_map(table.table("labelled")),
        hours=_folded(details, "hours"),
        hours_range=_folded(details, "hours_range"),
        registration=tuple(fold(word) for word in registration.texts("words")),
        no_registration=tuple(fold(word) for word in registration.texts("except")),
        no_status=_folded(statuses, "nothing"),
        statuses=_statuses(statuses),
        title_markers=_statuses(table.table("title_markers")),
    )
    for part in (details, access, identity, registration):
        part.close()
    return made


def _named(made: Profile) -> frozenset[str]:
    """The keys at the top that a profile names anywhere, in one spelling."""
    items = [path for each in (made.details, made.access) for path in (each.items, *_plain(each.parts))]
    combined = [key for keys in made.recognise for key in keys]
    paths = (*_plain(made.fields), *made.event_keys, *made.labelled.values(), *combined, made.sessions, *items)
    return frozenset(one_spelling(path.partition(".")[0]) for path in paths)


def _extended(own: Keys, at: str = "") -> Keys:
    """A profile laid over the built-in one that it extends."""
    extended = own.get("extends")
    if extended is None:
        return own
    if not isinstance(extended, str) or extended not in names():
        key = f"{at}.extends".removeprefix(".")
        known = meant(extended if isinstance(extended, str) else "")
        raise BadValue("wrong-setting", known, shown(extended, quoted=True), key=key, line=_line(own))
    below = _without_lines(_extended(packaged(extended)))
    below.pop("site", None)  # it is of another site
    fields, held = own.get("fields"), below.get("fields")
    if isinstance(fields, dict) and isinstance(held, Keys) and "start" in fields:
        # All that belonged to another start goes with it.
        below.pop("event_keys", None)
        below["fields"] = Keys({name: path for name, path in held.items() if name not in _WITH_START})
        if isinstance(times := below.get("times"), Keys):
            times.pop("paired", None)
            times.pop("zones", None)
    merged = _laid_over(below, own)
    merged.pop("recognise", None)  # it proves the other
    return merged


def _without_lines(keys: Keys) -> Keys:
    """The same mapping, of which no line is known: they are those of another file."""
    return Keys({key: _without_lines(value) if isinstance(value, Keys) else value for key, value in keys.items()})


def _line(own: Keys) -> int:
    return own.lines.get("extends", 0)


def _laid_over(below: Keys, own: Keys) -> Keys:
    merged = Keys(below)
    for key, value in own.items():
        under = below.get(key)
        merged[key] = _laid_over(under, value) if isinstance(under, Keys) and isinstance(value, Keys) else value
    merged.lines = dict(own.lines)
    return merged


def _heads(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """The keys at the top in which paths begin."""
    return tuple(dict.fromkeys(path.partition(".")[0] for path in paths if isinstance(path, str)))


def _fields(table: Table) -> dict[str, tuple[Path, ...]]:
    fields: dict[str, tuple[Path, ...]] = {}
    for name in FIELDS:
        paths = table.paths(name) if name in TEXTS else table.texts(name)
        if held := tuple(path for path in paths if path):
            fields[name] = held
    table.close()
    for name in ("uid", "slug"):  # by which a file can always say what it is called
        fields.setdefault(name, (name,))
    return fields


def _times(table: Table, held: Mapping[str, tuple[Path, ...]]) -> Times:
    unit: Unit | Literal[""] = table.choice("duration_unit", "", "minutes", "hours", "days")
    times = Times(
        midnight=table.choice("midnight", "time", "all-day") == "all-day",
        trust_offset=table.choice("offset", "trust", "ignore") == "trust",
        inclusive_end=table.choice("end_date", "inclusive", "exclusive") == "inclusive",
        duration_unit=unit or None,
        paired=table.flag("paired"),
        rivals=table.choice("rivals", "tell", "ignore") == "tell",
        zones=_zones(table, "zones"),
        abbreviations=_zones(table, "abbreviations"),
    )
    _refuse_unknown(table.table("zones"), _plain(held))
    if times.paired and len(held["start"]) != len(held.get("end", ())):
        raise table.wrong("paired", "as many keys of an end as of a start")
    table.close()
    return times


def _plain(held: Mapping[str, tuple[Path, ...]]) -> set[str]:
    """All paths of fields, and what is told of one that leads from the top of a data file."""
    each = (path for paths in held.values() for path in paths)
    plain = {one for path in each for one in ((path,) if isinstance(path, str) else path)}
    return plain | {path.removeprefix("/") for path in plain}


def _zones(table: Table, key: str) -> dict[str, str]:
    zones = table.table(key)
    named = _text_map(zones)
    for word, name in named.items():
        _check_zone(zones, word, name)
    return named


def _check_zone(table: Table, key: str, name: str) -> None:
    try:
        zone(name)
    except BadValue as error:
        raise table.wrong(key, f"a name such as {error.remark.expected}") from error


def _refuse_unknown(given: Table, known: Iterable[str]) -> None:
    """Refuse what names nothing: a slip of the hand there would shift hours, or drop dates, without a word."""
    allowed = {one_spelling(each) for each in known}
    for key, _ in given:
        if one_spelling(key) not in allowed:
            raise BadValue(
                "unknown-setting",
                _nearest(one_spelling(key), allowed),
                key,
                key=f"{given.name}.{key}",
                line=given.line(key),
            )


def _recurrence(table: Table) -> dict[str, str]:
    """Other names of the parts of a rule."""
    names = _text_map(table)
    if not names:
        return {}
    from eventfeeds.times.rule_parts import NAMES  # noqa: PLC0415  few profiles have such names

    known = {*NAMES, "RRULE", "RDATE", "EXDATE", "DTSTART"}
    for key, part in names.items():
        if part not in known:
            raise table.wrong(key, _nearest(part.upper(), known))
    return names


def _nearest(given: str, known: Collection[str]) -> str:
    """What was surely meant, or all that there is."""
    from difflib import get_close_matches  # noqa: PLC0415  only a slip of the hand is worth it

    near = get_close_matches(given, known, n=1)
    return near[0] if near else f"one of {', '.join(sorted(known))}"


def _text_map(table: Table) -> dict[str, str]:
    return {key: table.path(key) for key, _ in table}


def _site(table: Table) -> dict[str, str]:
    settings = {name: table.text(name) for name in SITE_SETTINGS if table.has(name)}
    if "timezone" in settings:
        _check_zone(table, "timezone", settings["timezone"])
    table.close()
    return settings


def _items(table: Table) -> Items:
    items = table.path("items")
    return Items(items, Paths({part: table.texts(part) for part in ("label", "text", "link", "mail")}))


def _one_list(table: Table, key: str) -> str:
    """The path of one list, in whose place each of its items can stand."""
    path = table.path(key)
    if "/" in path or EACH in path:
        raise table.wrong(key, f"the key of one list, without {EACH} and /")
    return path


def _folded(table: Table, key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in table.texts(key))


def _words_of(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    words = table.texts(key)
    if not set(words) <= set(allowed):
        raise table.wrong(key, f"some of {', '.join(allowed)}")
    return words


def _statuses(table: Table) -> dict[str, Status]:
    words = {fold(word): status for status in STATUSES for word in table.texts(status)}
    table.close()
    return words
