"""The settings that a site has already written for its generator, Jekyll or Hugo: certain, or silent."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.config.shown import shown
from eventfeeds.config.upward import upward
from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue, Problem
from eventfeeds.reading.files import find, read_bytes
from eventfeeds.wording import problem, severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eventfeeds.config.offered import Offered

_JEKYLL_FILES = ("_config.yml", "_config.yaml", "_config.toml")  # the first that is there, as `jekyll build` does
_HUGO_ENDINGS = ("toml", "yaml", "yml", "json")
# The environment of `hugo` without options, and what holds in each: the stronger first.
_HUGO_FOLDERS = ("config/production", "config/_default")
# Tables that may be files of their own in these folders, named as the table.
_HUGO_TABLES = ("languages", "permalinks", "params", "module", "frontmatter")
# Outside a repository: the folders of Hugo's `content/<language>/<section>`, and the root. Higher up stands what
# belongs to other people.
_FOLDERS_OUTSIDE = 4
# In the folder of one of these, or above it, a `_config.yml` belongs to something else, such as its documentation.
_OTHERS = (
    *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts")),
    *(f"astro.config.{ending}" for ending in ("js", "mjs", "cjs", "ts")),
    ".eleventy.js",
    "mkdocs.yml",
    "pelicanconf.py",
)


class Generator(NamedTuple):
    """What the configuration of a generator says of the site.

    Attributes:
        name: `jekyll` or `hugo`.
        file: The configuration; of several files, the strongest.
        settings: Those of `eventfeeds.site.SETTINGS` that it gives for certain. `event_url` begins with `/` and is
            complete from the host on.
        lines: Setting -> its line in `file`, where it is known.
        problems: Setting -> why it was not taken; "" -> why none was.
        files_language: That of files that do not say theirs, "" where it is not certain.
    """

    name: str
    file: Path
    settings: Mapping[str, str] = MappingProxyType({})
    lines: Mapping[str, int] = MappingProxyType({})
    problems: Mapping[str, Problem] = MappingProxyType({})
    files_language: str = ""


def found(content: Sequence[str | os.PathLike[str]]) -> Generator | None:
    """The configuration nearest to the first CONTENT, upward to the root of its repository; None if there is none.

    A configuration that cannot be read gives no setting, and one problem. Raises nothing.
    """
    folders = list(dict.fromkeys(_folder(Path(each)) for each in content))
    for root in (shown(each, content) for each in (upward(folders[0], _FOLDERS_OUTSIDE) if folders else ())):
        if any(_is_file(root, name) for name in _OTHERS):
            return None
        read = [each for each in (_jekyll(root, folders), _hugo(root, folders)) if each]
        if read:
            return read[0] if len(read) == 1 else None  # of two, nothing tells which one makes the pages
    return None


def _folder(content: Path) -> Path:
    real = content.resolve()
    return real if os.path.isdir(real) else real.parent  # noqa: PTH112


def _jekyll(root: Path, folders: list[Path]) -> Generator | None:
    file = next((root / name for name in _JEKYLL_FILES if _is_file(root, name)), None)
    if file is None:
        return None
    from eventfeeds.config import jekyll  # noqa: PLC0415  most folders have no such file

    try:
        return _generator("jekyll", jekyll.offered(file, _load(file), folders))
    except BadValue as error:
        return _unread("jekyll", file, error)


def _hugo(root: Path, folders: list[Path]) -> Generator | None:
    files: list[tuple[Path, Keys]] = []
    paths = _hugo_files(root)
    if not paths:
        return None
    from eventfeeds.config import hugo  # noqa: PLC0415  most folders have no such file

    certain = any(path.stem == "hugo" or path.parent != root for path in paths)
    for path in paths:
        try:
            keys = _load(path)
        except BadValue as error:
            return _unread("hugo", path, error) if certain else None
        certain = certain or hugo.looks_so(keys)
        files.append((path, Keys({path.stem: keys}) if path.stem in _HUGO_TABLES else keys))
    return _generator("hugo", hugo.offered(files, root, folders, _nested)) if certain else None


def _hugo_files(root: Path) -> list[Path]:
    """The files of a Hugo configuration, the strongest first; of each folder one, and those of single tables."""
    files: list[Path] = []
    for folder in [*_HUGO_FOLDERS, ""] if os.path.isdir(root / _HUGO_FOLDERS[-1]) else [""]:  # noqa: PTH112
        main = _there(root / folder, ("hugo", "config"))
        tables = [path for name in _HUGO_TABLES for path in _there(root / folder, (name,))[:1]] if folder else []
        files += main[:1] + tables
    return files


def _there(folder: Path, names: Sequence[str]) -> list[Path]:
    files = [f"{name}.{ending}" for name in names for ending in _HUGO_ENDINGS]
    return [folder / file for file in files if _is_file(folder, file)]


def _is_file(folder: Path, name: str) -> bool:
    return os.path.isfile(os.path.join(folder, name))  # noqa: PTH113, PTH118  sooner told, and asked for a hundred times


def _load(path: Path) -> Keys:
    from eventfeeds.documents.data import parse_data  # noqa: PLC0415  most folders have no such file

    held = parse_data(read_bytes(str(path)), path.name).data
    if not isinstance(held, Keys):
        raise BadValue("not-a-mapping", got="list", line=1)
    return held


def _generator(name: str, taken: Offered | None) -> Generator | None:
    if taken is None:
        return None
    return Generator(name, taken.file, taken.settings, taken.lines, taken.problems, taken.files_language)


def _unread(name: str, path: Path, error: BadValue) -> Generator:
    remark = error.remark
    code = "generator-file"
    sentence = problem(code, got=problem(remark.code, remark.expected, remark.got))
    whole = Problem(str(path), severity(code), code, sentence, remark.line)
    return Generator(name=name, file=path, problems={"": whole})


def _nested(folder: Path) -> bool:
    """Whether pages stand in folders below this one; the folder of an `index` file is that page alone."""
    belows = (source.below for source in find([folder]))
    return any(below.count("/") > below.rpartition("/")[2].startswith("index.") for below in belows)
