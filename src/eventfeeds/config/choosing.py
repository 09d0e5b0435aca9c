"""Choosing a site: each setting from the option, `eventfeeds.toml`, the generator's configuration or the profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from eventfeeds import profiles
from eventfeeds.config import generators
from eventfeeds.config import settings as files
from eventfeeds.config.recognition import NothingFound, UnknownKind, faults, recognise
from eventfeeds.errors import SiteError
from eventfeeds.reading import acknowledges
from eventfeeds.reading.files import find
from eventfeeds.site import SETTINGS, Site
from eventfeeds.wording import problem

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from eventfeeds.config.building import Build
    from eventfeeds.config.generators import Generator
    from eventfeeds.config.settings import Collection, Config
    from eventfeeds.profiles import Profile

    AnyPath = str | os.PathLike[str]

_TOLD_WHEN_DEFAULT = ("url", "timezone", "language")
_OPTION = "option"
_GONE_WITH = {"url": {"url", "event_url"}}  # which can lack what is below it


class Choice(NamedTuple):
    """A site, and where its settings come from.

    `from_profile` are the settings that are a profile's defaults and that people should know of; `origins` says of each
    setting where it was made; `config` is its file of settings; `notes` say what of a generator's was not taken;
    `proof` are the keys by which the profile was found out; `given` is what the file of
    settings says.
    """

    site: Site
    from_profile: tuple[str, ...] = ()
    config: Path | None = None
    origins: Mapping[str, str] = MappingProxyType({})
    notes: tuple[str, ...] = ()
    proof: str = ""
    given: Config = files.NOTHING

    @property
    def build(self) -> Build:
        """What `build` makes of the site, with documents for each of its collections."""
        from eventfeeds.config.building import Build  # noqa: PLC0415  other commands do without

        titles = {each.name: each.settings.get("title", "") for each in self.given.collections}
        read = {sub.name for _, sub in self.site.collections}
        kept = {name: title for name, title in titles.items() if name in read}
        return replace(self.given.build or Build(), collections=kept, options=self.site.options)


class _Layer(NamedTuple):
    """Settings of one origin."""

    origin: str
    settings: Mapping[str, Any]
    lines: Mapping[str, int] = MappingProxyType({})

    def place(self, name: str) -> str:
        line = self.lines.get(name)
        return f"{self.origin}:{line}" if line else self.origin


def choose(  # noqa: PLR0913  the options of a command
    content: Sequence[AnyPath],
    *,
    config: AnyPath | Config | None = None,
    profile: str | None = None,
    collection: str | None = None,
    settings: Mapping[str, str | None] | None = None,
    allow_empty: bool = False,
) -> Choice:
    """The site of some content.

    Options (`profile`, `settings`) win over the configuration, that over the generator's, that over the profile's
    defaults. `collection`: only that one of the configuration. `allow_empty`: where there is nothing to tell the kind
    of site by, one that reads no file as an event. Raises SiteError, ProfileError.
    """
    file, given = _config(content, config)
    named = files.profile(profile, Path()) or given.profile
    chosen, proof = (named, "") if named else _found(content, given, allow_empty=allow_empty)
    generator = generators.found(content)
    options = {key: value for key, value in (settings or {}).items() if value is not None}
    own = _Layer(str(file or files.FILE_NAME), given.settings, given.lines)
    layers = _layers(_defaults(chosen), generator, own, _Layer(_OPTION, options))
    site = _site(chosen, layers, given, str(file or ""))
    site = replace(site, files_language=generator.files_language if generator else "")
    if given.collections and file:
        site = _with_collections(site, layers, given.collections, file, named)
    if collection is not None:
        site = _only(site, collection, given.collections, file.parent if file else Path())
    return Choice(
        site=site,
        from_profile=_told(chosen, layers) if named or not given.collections else (),
        config=file,
        origins={name: layer.place(name) for layer in layers for name in layer.settings},
        proof=proof,
        notes=_notes(generator, given.settings, options),
        given=given,
    )


def _config(content: Sequence[AnyPath], config: AnyPath | Config | None) -> tuple[Path | None, Config]:
    """The file of settings, and what it says."""
    if isinstance(config, files.Config):
        return None, config
    file = Path(config) if config is not None else files.find_file(content)
    return file, files.load(file) if file else files.NOTHING


def _found(content: Sequence[AnyPath], given: Config, *, allow_empty: bool) -> tuple[Profile, str]:
    """The profile of files that nobody named one for, and the keys that prove it."""
    if given.collections:
        return profiles.NO_EVENTS, ""
    try:
        return recognise(content)
    except NothingFound:
        if not allow_empty:
            raise
        return profiles.NO_EVENTS, ""
    except UnknownKind as error:
        told = [each for each in faults(find(content)) if not any(acknowledges(entry, each) for entry in given.ignore)]
        raise UnknownKind(error.message, told) from error


def _layers(defaults: _Layer, generator: Generator | None, *above: _Layer) -> list[_Layer]:
    """Settings by their origin, the weakest first."""
    if generator is None:
        return [defaults, *above]
    # An address without a host is one only together with the address of the site.
    whole = "url" in generator.settings or any("url" in layer.settings for layer in (defaults, *above))
    taken = {name: value for name, value in generator.settings.items() if name != "event_url" or whole}
    return [defaults, _Layer(str(generator.file), taken, generator.lines), *above]


def _notes(generator: Generator | None, *above: Mapping[str, object]) -> tuple[str, ...]:
    """What of a generator's settings was not taken, where nobody else said it."""
    if generator is None:
        return ()
    said = {name for settings in above for name in settings}
    return tuple(str(each) for name, each in generator.problems.items() if name not in said)


def _defaults(profile: Profile) -> _Layer:
    """The settings that a profile gives, and where they stand."""
    origin = profile.file or f"profile {profile.name}"
    return _Layer(origin, profile.site, profile.site_lines)


def _site(profile: Profile, layers: Sequence[_Layer], given: Config, source: str) -> Site:
    """Raises SiteError, of which each line tells a fault: what has one is taken out, and the rest tried again."""
    merged = {name: value for layer in layers for name, value in layer.settings.items()}
    faults: list[tuple[int, SiteError]] = []
    while True:
        try:
            site = Site(profile=profile, source=source, ignore=given.ignore, options=dict(given.options), **merged)
        except SiteError as error:
            decided = next((layer for layer in reversed(layers) if error.key in layer.settings), None)
            if decided is None or decided.origin == _OPTION or error.key not in merged:
                raise
            told = SiteError(f"{decided.place(error.key)}: {error}", error.key)
            faults.append((decided.lines.get(error.key, 0), told))
            merged = {name: merged[name] for name in merged.keys() - _GONE_WITH.get(error.key, {error.key})}
        else:
            if not faults:
                return site
            faults.sort(key=lambda fault: fault[0])
            raise SiteError("\n".join(str(fault) for _, fault in faults), faults[0][1].key)


def _with_collections(
    site: Site, layers: Sequence[_Layer], collections: Sequence[Collection], file: Path, chosen: Profile | None
) -> Site:
    """A site of which some folders are read in their own way."""
    made: list[tuple[str, Site]] = []
    for collection in collections:
        folder = (file.parent / collection.path).resolve()
        if not folder.is_dir():
            place = f"{site.source}:{collection.line}" if collection.line else site.source
            raise SiteError(f"{place}: collection.path: {problem('no-such-content', got=collection.path)}")
        profile = collection.profile or chosen or recognise([file.parent / collection.path]).profile
        own = _Layer(site.source, collection.settings, dict.fromkeys(collection.settings, collection.line))
        below = _defaults(profile)
        merged = _site(profile, [below, *layers, own], files.NOTHING, site.source)
        others = "" if "language" in collection.settings else site.files_language
        made.append((folder.as_posix(), replace(merged, name=collection.name, files_language=others)))
    first = made[0][1]
    unsaid: dict[str, Any] = {
        name: getattr(first, name)
        for name in ("url", "timezone", "language")
        if not getattr(site, name) and len({getattr(sub, name) for _, sub in made}) == 1
    }
    made.sort(key=lambda pair: -len(pair[0]))
    if not any("title" in layer.settings for layer in layers):
        unsaid["title"] = ""  # made anew of the address
    return replace(site, **unsaid, collections=tuple(made))


def _only(site: Site, name: str, collections: Sequence[Collection], base: Path) -> Site:
    """The site of one collection, with all of its settings: files elsewhere are no events."""
    names = [collection.name for collection in collections]
    if name not in names:
        raise SiteError(f"collection: {problem('no-such-collection', ', '.join(names), name)}", "collection")
    wanted = collections[names.index(name)]
    folder = (base / wanted.path).resolve().as_posix()
    sub = dict(site.collections)[folder]
    told = {setting: getattr(sub, setting) for setting in SETTINGS}
    return replace(site, profile=profiles.NO_EVENTS, collections=((folder, sub),), **told)


def _told(chosen: Profile, layers: Sequence[_Layer]) -> tuple[str, ...]:
    """The settings that are defaults of a built-in profile: who wrote one for a site knows what stands in it."""
    builtin = chosen.name in profiles.names() and chosen._replace(proved_only=False) == profiles.builtin(chosen.name)
    if not builtin:
        return ()
    above = {name: value for layer in layers[1:] for name, value in layer.settings.items()}
    untold = [name for name in _TOLD_WHEN_DEFAULT if name in chosen.site and name not in above]
    if above.get("url", chosen.site.get("url")) != chosen.site.get("url") and "event_url" in chosen.site.keys() - above:
        untold.append("event_url")  # of another site, whose pages may have other addresses
    return tuple(untold)
