"""Jekyll's `_config.yml`: the settings of the site, and the addresses of a collection's pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from eventfeeds.config.offered import Entry, Layers, Offered, translated
from eventfeeds.documents import Keys

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEXO = ("source_dir", "public_dir")  # another generator with a `_config.yml`
_POSTS = "posts"
_TOKEN = re.compile(":([a-z_]+)")
# lib/jekyll/configuration.rb, STYLE_TO_PERMALINK
_STYLES = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_COUNTERPARTS = {
    "title": "{name}",
    "year": "{year}",
    "month": "{month}",
    "day": "{day}",
    "output_ext": ".html",
}


def offered(file: Path, keys: Keys, folders: Iterable[Path]) -> Offered | None:
    """What `_config.yml` offers for content in these folders; None if it is not Jekyll's."""
    if any(key in keys for key in _HEXO):
        return None
    config = Layers([(file, keys)])
    taken = Offered(file)
    taken.take("title", config.get("title"))
    taken.take("description", config.get("description"))
    taken.take("language", config.first(("lang",), ("locale",), ("language",)))
    taken.take("timezone", config.get("timezone"))
    baseurl = config.text("baseurl").strip("/")
    url = config.get("url")
    if url and url.text:
        whole = f"{url.text.rstrip('/')}/{baseurl}"
        taken.take("url", Entry(whole, url.key, url.file, url.line))
    if "url" in taken.settings or baseurl:  # else nothing tells below which path the site stands
        _addresses(taken, config, baseurl, folders)
    return taken


def _addresses(taken: Offered, config: Layers, baseurl: str, folders: Iterable[Path]) -> None:
    """The one pattern of all these folders, if there is one."""
    source = taken.file.parent / config.text("source") / config.text("collections_dir")
    patterns = {_pattern(config, source, folder) for folder in folders}
    written, entry, label, below = patterns.pop() if len(patterns) == 1 else ("", None, "", "")
    if not written:
        return
    counterparts = {**_COUNTERPARTS, "collection": quote(label), "path": quote(below) + "{path}"}
    address = translated(written, _TOKEN, counterparts)
    if address:
        taken.settings["event_url"] = f"/{baseurl}{address}" if baseurl else address
        if entry and entry.line:
            taken.lines["event_url"] = entry.line
    else:
        taken.tell("event_url", entry, "generator-pattern", got=written)


def _pattern(config: Layers, source: Path, folder: Path) -> tuple[str, Entry | None, str, str]:
    """The pattern for files in a folder, where it stands, the collection's name, and the folders below it.

    All empty where no collection with pages of its own holds the folder.
    """
    try:
        parts = folder.relative_to(source.resolve()).parts
    except ValueError:
        return "", None, "", ""
    # `_posts` may stand in any folder, whose names are then categories.
    top = parts.index("_posts") if "_posts" in parts else 0
    label = parts[top][1:] if parts and parts[top].startswith("_") else ""
    if not label or not (label == _POSTS or config.yes("collections", label, "output")):
        return "", None, "", ""
    below = "".join(f"{part}/" for part in parts[top + 1 :])
    relative = "/".join(parts)
    written, entry = _written(config, label, relative)
    return written, entry, label, below


def _written(config: Layers, label: str, folder: str) -> tuple[str, Entry | None]:
    default = _default(config, label, folder)
    if default is not None:
        return default.text, default
    own = config.get("collections", label, "permalink")
    if own and own.text:
        return own.text, own
    style = config.get("permalink")
    name = style.text if style and style.text else "date"
    if label == _POSTS:
        return _STYLES.get(name, name), style
    return "/:collection/:path" + _suffix(name), None


def _suffix(style: str) -> str:
    """How the pages of a collection without a permalink end (lib/jekyll/utils.rb, add_permalink_suffix)."""
    if style == "pretty" or style.endswith("/"):
        return "/"
    return ":output_ext" if style in ("date", "ordinal", "none") or style.endswith(":output_ext") else ""


def _default(config: Layers, label: str, folder: str) -> Entry | None:
    """The permalink that `defaults` give all files of a folder; where some may have another, the scope that says so."""
    entry = config.get("defaults")
    sets = entry.value if entry and isinstance(entry.value, list) else []
    best: tuple[tuple[int, bool], Entry] | None = None
    for each in sets:
        values, scope = _table(each, "values"), _table(each, "scope")
        if not entry or "permalink" not in values or scope.get("type") not in (None, label):
            continue
        path = str(scope.get("path") or "").strip("/")
        found = Entry(values["permalink"], "permalink", entry.file, values.lines.get("permalink", 0))
        if "*" in path or path.startswith(f"{folder}/"):
            return Entry(path, "scope", entry.file, found.line)
        rank = (len(path), "type" in scope)
        if folder.startswith(path) and (best is None or rank >= best[0]):
            best = rank, found
    return best[1] if best else None


def _table(value: object, key: str) -> Keys:
    found = value.get(key) if isinstance(value, Keys) else None
    return found if isinstance(found, Keys) else Keys()
