"""Hugo's configuration: the settings of the site, and the addresses of a section's pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from eventfeeds.config.offered import Entry, Layers, Offered, code_of, translated
from eventfeeds.documents import Keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PROOFS = ("baseurl", "languagecode", "defaultcontentlanguage")
_TOKEN = re.compile(r":(\w+(?:\[.+?\])?)")
_PLAIN = re.compile(r"[a-z0-9_-]+")
_DEFAULT = "/:sections/:slugorcontentbasename"
_COUNTERPARTS = {
    "slugorcontentbasename": "{slug}",
    "slugorfilename": "{slug}",
    "contentbasename": "{stem}",
    "filename": "{stem}",
}
_DATES = {"year": "{year}", "month": "{month}", "day": "{day}"}


class _Place(NamedTuple):
    """Where content stands: the language whose own folder of content holds it, "" if none does; and its sections."""

    language: str
    sections: tuple[str, ...]


def looks_so(keys: Keys) -> bool:
    """Whether a `config.toml`, a name that many programs use, is Hugo's."""
    return any(key.lower() in _PROOFS for key in keys)


def offered(
    files: list[tuple[Path, Keys]], root: Path, folders: list[Path], nested: Callable[[Path], bool]
) -> Offered | None:
    """What the files of a configuration, the strongest first, offer for content in these folders.

    None if Hugo does not read these folders. `nested`: whether pages stand in folders below one.
    """
    config = Layers(files, cased=False)
    places = {_place(config, root, folder) for folder in folders}
    mounted = config.get("module", "mounts") is not None  # then any folder may be one of content, at any address
    if None in places and not mounted:
        return None
    place = places.pop() if len(places) == 1 else None
    taken = Offered(files[0][0])
    _site(taken, config, place.language if place else "")
    taken.files_language = _of_files(config, place)
    if place and place.sections and not mounted:
        _addresses(taken, config, place, lambda: any(map(nested, folders)))
    return taken


def _site(taken: Offered, config: Layers, language: str) -> None:
    default = config.get("defaultContentLanguage")
    own = ("languages", language or _default_language(config))
    taken.take("title", config.first((*own, "title"), ("title",)))
    taken.take("description", config.first((*own, "params", "description"), ("params", "description")))
    taken.take("timezone", config.first((*own, "timeZone"), ("timeZone",)))
    url = _base(config, own[1])
    if url and not url.text.startswith("/"):  # a path alone is Hugo's way to leave the host open
        taken.take("url", url)
    code = config.first((*own, "locale"), (*own, "languageCode"))
    if code is None and language:
        code = Entry(language, language, taken.file, 0)
    other = config.first(("locale",), ("languageCode",))
    if not code and other and default and _primary(other) != _primary(default):
        # `hugo new site` writes en-us, which who sets the other forgets.
        taken.tell("language", other, "generator-value", default.text, other.text)
    else:
        taken.take("language", code or other or default)


def _of_files(config: Layers, place: _Place | None) -> str:
    """The language of files that do not say theirs: that whose folder they stand in, else the default of the site.

    A site of one language, several folders of content, or a default that nobody wrote, make nothing certain.
    """
    if place and place.language:
        return code_of(place.language)
    names = tuple(config.keys("languages"))
    own = any(config.text("languages", name, "contentDir") for name in names)
    return "" if own or len(names) < 2 else code_of(config.text("defaultContentLanguage"))


def _default_language(config: Layers) -> str:
    return config.text("defaultContentLanguage").lower() or "en"


def _base(config: Layers, language: str) -> Entry | None:
    return config.first(("languages", language, "baseURL"), ("baseURL",))


def _primary(language: Entry) -> str:
    return re.split("[-_]", language.text.lower())[0]


def _place(config: Layers, root: Path, folder: Path) -> _Place | None:
    """Where a folder stands; without sections if it holds all of a content folder, None outside of each."""
    languages: dict[str, str] = {}
    for name in config.keys("languages"):
        folder_name = config.text("languages", name, "contentDir")
        languages[folder_name] = "" if folder_name in languages else name
    languages.setdefault(config.text("contentDir") or "content", "")
    languages.pop("", None)
    for name in sorted(languages, key=len, reverse=True):
        content = (root / name).resolve()
        if folder.is_relative_to(content):
            return _Place(languages[name], folder.relative_to(content).parts)
        if content.is_relative_to(folder):
            return _Place(languages[name] if len(languages) == 1 else "", ())
    return None


def _addresses(taken: Offered, config: Layers, place: _Place, nested: Callable[[], bool]) -> None:
    """The pattern of a section's pages."""
    base = _base(config, place.language or _default_language(config))
    address = taken.settings.get("url") or (base.text if base else "")
    if "url" not in taken.settings and not address.startswith("/"):
        return  # nothing tells below which path the site stands
    section = place.sections[0]
    entry = _permalink(config, section)
    written = entry.text if entry else _DEFAULT
    counterparts = {**_COUNTERPARTS, "section": section}
    if ":sections" in written and not nested():
        counterparts["sections"] = "/".join(place.sections)
    if config.get("frontmatter", "date") is None:  # else another key may date the page, or name it
        counterparts |= _DATES
    prefix = _prefix(config, place.language)
    certain = prefix is not None and "." not in written and all(map(_PLAIN.fullmatch, place.sections))
    pattern = translated(written.rstrip("/"), _TOKEN, counterparts) if certain else ""
    if not pattern:
        taken.tell("event_url", entry, "generator-pattern", got=written)
        return
    parts = (urlsplit(address).path.strip("/"), prefix or "")
    ending = ".html" if config.yes("uglyURLs") or config.yes("uglyURLs", section) else "/"
    taken.settings["event_url"] = "".join(f"/{part}" for part in parts if part) + pattern + ending
    if entry and entry.line and entry.file == taken.file:
        taken.lines["event_url"] = entry.line


def _permalink(config: Layers, section: str) -> Entry | None:
    """The pattern of a section's pages, None where there is none; an entry without text where it is not certain."""
    table = config.get("permalinks")
    if table is None:
        return None
    deeper = any(key.startswith(f"{section}/") for key in config.keys("permalinks", "page"))
    if deeper or not isinstance(table.value, Keys):
        return Entry("", table.key, table.file, table.line)
    return config.first(("permalinks", "page", section), ("permalinks", section))


def _prefix(config: Layers, language: str) -> str | None:
    """The folder of a language below the site; None where it is not certain.

    So where one folder of content holds several languages; and with one language, whose folder depends on the version.
    """
    names = [name for name in config.keys("languages") if not config.yes("languages", name, "disabled")]
    below = config.yes("defaultContentLanguageInSubdir")
    if (len(names) > 1 and not language) or (len(names) < 2 and below):
        return None
    default = _default_language(config)
    return (language or default) if below or (language or default) != default else ""
