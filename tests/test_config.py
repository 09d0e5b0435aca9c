"""Finding out what site it is: where settings are sought, their order, and what is refused."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventfeeds.config import choose, load_site, read
from eventfeeds.errors import ProfileError, SiteError

if TYPE_CHECKING:
    from conftest import WriteEvent

OWN_PROFILE = """\
event_keys = ["when"]
[site]
language = "en"
[fields]
title = "name"
start = "when"
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that holds nothing."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def content(tmp_path: Path, write_event: WriteEvent) -> Path:
    """The folder of one event, two below the root of a repository."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    return write_event(name="repo/site/content/atelier.md").parent


def settings(folder: Path, text: str, name: str = "eventfeeds.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("repo/site/content", True),
        ("repo/site", True),
        ("repo", True),
        ("", False),
        ("repo/site/content/deeper", False),
        ("elsewhere", True),
    ],
)
def test_settings_are_sought_up_to_the_repository_then_in_the_working_folder(
    content: Path, tmp_path: Path, place: str, found: bool
) -> None:
    (tmp_path / place).mkdir(exist_ok=True)
    path = settings(tmp_path / place, 'title = "Ici"')
    chosen = choose([content])
    assert (chosen.config and chosen.config.absolute()) == (path if found else None)
    assert chosen.site.title == ("Ici" if found else "Agenda de numerique.gouv.fr")


@pytest.mark.parametrize(("further", "nearer"), [("repo", "repo/site"), ("elsewhere", "repo"), ("", "elsewhere")])
def test_nearest_settings_count(content: Path, tmp_path: Path, further: str, nearer: str) -> None:
    settings(tmp_path / further, 'title = "Loin"')
    settings(tmp_path / nearer, 'title = "Près"')
    assert choose([content]).site.title == "Près"


def test_settings_of_a_named_file_are_sought_from_its_folder(content: Path) -> None:
    settings(content, 'title = "Ici"')
    assert choose([content / "atelier.md"]).site.title == "Ici"


def test_settings_are_sought_from_where_a_link_leads(content: Path, tmp_path: Path) -> None:
    settings(content.parent, 'title = "Ici"')
    (tmp_path / "link").symlink_to(content)
    assert choose([tmp_path / "link"]).site.title == "Ici"


@pytest.mark.parametrize(
    ("place", "title"), [("site/content", "Ici"), ("site", "Ici"), (".", "Agenda de numerique.gouv.fr")]
)
def test_outside_a_repository_settings_stand_in_the_content_or_beside_it(
    write_event: WriteEvent, tmp_path: Path, place: str, title: str
) -> None:
    folder = write_event(name="site/content/atelier.md").parent
    settings(tmp_path / place, 'title = "Ici"')
    assert choose([folder]).site.title == title


def test_named_settings_count_alone(content: Path, tmp_path: Path) -> None:
    settings(content, 'title = "Ici"\ndescription = "Ici"')
    named = settings(tmp_path, 'title = "Là"', name="autre.toml")
    site = choose([content], config=named).site
    assert (site.title, site.description) == ("Là", "")


@pytest.mark.parametrize(
    ("name", "default", "written", "given"),
    [
        ("title", "Agenda de numerique.gouv.fr", "Notre agenda", "Mon agenda"),
        ("url", "https://www.numerique.gouv.fr/", "https://toml.example.org/", "https://option.example.org/"),
        ("timezone", "Europe/Paris", "Indian/Reunion", "America/Cayenne"),
        ("language", "fr", "br", "en"),
    ],
)
def test_option_comes_before_settings_before_the_profile(
    content: Path, name: str, default: str, written: str, given: str
) -> None:
    assert getattr(choose([content], settings={name: None}).site, name) == default
    settings(content, f'{name} = "{written}"')
    assert getattr(choose([content], settings={name: None}).site, name) == written
    assert getattr(choose([content], settings={name: given}).site, name) == given


@pytest.mark.parametrize(
    ("text", "options", "untold"),
    [
        ("", {}, ("url", "timezone", "language")),
        ('timezone = "Europe/Paris"', {}, ("url", "language")),
        ("", {"language": "fr"}, ("url", "timezone")),
        ('url = "https://example.org/"\nlanguage = "en"', {"timezone": "UTC"}, ("event_url",)),
        ('url = "https://example.org/"\nevent_url = "{slug}"\nlanguage = "en"', {"timezone": "UTC"}, ()),
    ],
)
def test_settings_that_nobody_wrote_are_told(
    content: Path, text: str, options: dict[str, str], untold: tuple[str, ...]
) -> None:
    settings(content, text)
    assert choose([content], settings=options).from_profile == untold


def refusal(content: Path) -> str:
    with pytest.raises(SiteError) as caught:
        choose([content])
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "key", "nearest"),
    [
        ('title = "a"\ntimezon = "UTC"', 2, "timezon", "timezone"),
        ('Title = "a"', 1, "Title", "title"),
        ('\n[problems]\nignor = ["a"]', 3, "problems.ignor", "ignore"),
        ("[isc]", 1, "isc", "ics"),
    ],
)
def test_unknown_setting_is_refused_with_its_line_and_the_nearest(
    content: Path, text: str, line: int, key: str, nearest: str
) -> None:
    path = settings(content, text)
    got = key.rpartition(".")[2]
    assert refusal(content) == f"{path}:{line}: {key}: there is no such setting; expected {nearest}, got {got}"


@pytest.mark.parametrize(
    ("text", "line", "key", "expected"),
    [
        ("timezone = 3", 1, "timezone", "a text"),
        ("profile = true", 1, "profile", "a text"),
        ('\n\nurl = ["a"]', 3, "url", "a text"),
        ("problems = 3", 1, "problems", "a table"),
        ("[problems]\nignore = [3]", 2, "problems.ignore", "a text or a list of texts"),
        ("ics = 3", 1, "ics", "a table"),
        ("refresh = 4", 1, "refresh", "a length such as 4h, 1h30 or PT4H"),
        ('refresh = "bientôt"', 1, "refresh", "a length such as 4h, 1h30 or PT4H"),
        ('refresh = "1j"', 1, "refresh", "a length such as 4h, 1h30 or PT4H"),
        ('refresh = "59s"', 1, "refresh", "at least one minute, such as 4h"),
    ],
)
def test_setting_of_a_wrong_form_is_refused_with_its_line(
    content: Path, text: str, line: int, key: str, expected: str
) -> None:
    path = settings(content, text)
    assert refusal(content).startswith(f"{path}:{line}: {key}: cannot be used; expected {expected}, got ")


@pytest.mark.parametrize(
    ("text", "options", "place"),
    [
        ('title = "a"\ntimezone = "Paris"', {}, ":2: timezone: "),
        ('language = "fr"\n\nurl = "example.org"', {}, ":3: url: "),
        ('timezone = "UTC"', {"timezone": "Paris"}, "timezone: "),
    ],
)
def test_setting_that_no_site_can_have_is_refused_with_its_line_where_it_was_written(
    content: Path, text: str, options: dict[str, str], place: str
) -> None:
    path = settings(content, text)
    with pytest.raises(SiteError) as caught:
        choose([content], settings=options)
    assert str(caught.value).startswith(f"{path}{place}" if place.startswith(":") else place)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "1: cannot be understood: "),
        ('title = "a"\nurl', "2: cannot be understood: "),
        ('title="a"\ntitle="b"', "2: title: stands twice"),
        (
            "profile = numerique-gouv",
            '1: profile: has no straight quotes around all of it; expected "numerique-gouv", ',
        ),
    ],
)
def test_settings_that_are_no_toml_are_refused_with_the_line(content: Path, text: str, told: str) -> None:
    path = settings(content, text)
    assert refusal(content).startswith(f"{path}:{told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'refresh = "soon"\nprofil = "x"\ntitle = 3\n[build]\npage = 1\nlimit = -1\n[problems]\nignor = []\n',
            ["1: refresh", "2: profil", "3: title", "5: build.page", "6: build.limit", "8: problems.ignor"],
        ),
        (
            'timezone = "Paris"\nurl = "x"\nevent_url = "/{slug}/"\nlanguage = "in French"\nfuture = "hid"\n',
            ["1: timezone", "2: url", "4: language", "5: future"],
        ),
        ('title = 3\n[[collection]]\nname = 3\npath = 4\n', ["1: title", "4: collection.0.path"]),
        ("title = 3\n[profile.fields]\nstart = 3\n", ["1: title", "3: profile.fields.start"]),
        ("".join(f"a{number} = 1\n" for number in range(50)), [f"{number + 1}: a{number}" for number in range(10)]),
    ],
)  # fmt: skip
def test_all_wrong_settings_are_told_at_once_by_line(content: Path, text: str, told: list[str]) -> None:
    path = settings(content, text)
    found = refusal(content).splitlines()
    assert [line.removeprefix(f"{path}:").split(": ")[:2] for line in found] == [each.split(": ") for each in told]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('timezon = "x"\nprofile = "own.toml"\n', 1),
        ('profile = "own.toml"\ntimezon = "x"\n', 2),
        ('timezon = "x"\n[[collection]]\npath = "a"\nprofile = "own.toml"\n', 1),
    ],
)
@pytest.mark.parametrize(("own", "told"), [(None, ": cannot be read: "), ("title = 'a'\n", ": ")])
def test_fault_of_the_file_of_a_profile_hides_no_other(
    content: Path, text: str, line: int, own: str | None, told: str
) -> None:
    path = settings(content, text)
    if own:
        (path.parent / "own.toml").write_text(own, encoding="utf-8")
    of_settings, of_profile = sorted(refusal(content).splitlines(), key=lambda each: not each.startswith(f"{path}:"))
    assert of_settings.startswith(f"{path}:{line}: timezon: ")
    assert of_profile.startswith(f"{path.parent / 'own.toml'}{told}")


def test_settings_that_are_not_utf_8_are_refused_with_the_line(content: Path) -> None:
    path = content / "eventfeeds.toml"
    path.write_bytes(b'# a\ntitle = "\xe9"')
    assert refusal(content).startswith(f"{path}:2: is not UTF-8")


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_named_settings_that_cannot_be_read_are_refused(content: Path, name: str) -> None:
    with pytest.raises(SiteError, match=re.escape(f"{content / name}: cannot be read: ")):
        choose([content], config=content / name)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("4h", timedelta(hours=4)),
        ("PT30M", timedelta(minutes=30)),
        ("1 day", timedelta(days=1)),
        ("1 min", timedelta(minutes=1)),
    ],
)
def test_refresh_is_a_length_of_time(content: Path, text: str, length: timedelta) -> None:
    settings(content, f'refresh = "{text}"')
    assert choose([content]).site.refresh == length


def test_options_of_a_format_are_handed_on(content: Path) -> None:
    settings(content, '[ics]\nmethod = "PUBLISH"\nhtml = true')
    assert choose([content]).site.options == {"ics": {"method": "PUBLISH", "html": True}}


def test_profile_of_the_settings_is_a_file_beside_them(content: Path) -> None:
    settings(content.parent, 'profile = "conf/own.toml"')
    (content.parent / "conf").mkdir()
    settings(content.parent / "conf", OWN_PROFILE, name="own.toml")
    assert choose([content]).site.profile.name == "own"


def test_profile_of_the_option_is_a_file_in_the_working_folder_and_comes_first(content: Path, elsewhere: Path) -> None:
    settings(content, 'profile = "numerique-gouv"')
    settings(elsewhere, OWN_PROFILE, name="own.toml")
    assert choose([content], profile="own.toml").site.profile.name == "own"


@pytest.mark.parametrize("name", ["auto", ""])
def test_auto_in_the_settings_is_no_profile(content: Path, name: str) -> None:
    settings(content, f'profile = "{name}"')
    assert choose([content]).site.profile.name == "numerique-gouv"


def test_named_profile_looks_at_no_content(content: Path, write_event: WriteEvent) -> None:
    foreign = write_event("start: 2026-03-14\n", name="foreign/a.md").parent
    assert choose([foreign], profile="numerique-gouv").site.profile.name == "numerique-gouv"


def test_unknown_profile_is_refused_with_those_there_are(content: Path) -> None:
    with pytest.raises(ProfileError, match=r"numerique-gouv.*, got numerik"):
        choose([content], profile="numerik")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, ": cannot be read: "),
        ("start = ", ":1: cannot be understood: "),
        (f"{OWN_PROFILE}strat = 'a'", ":7: fields.strat: there is no such setting; expected start, got strat"),
        ("event_keys = ['a']", ": fields.start: the profile does not say which key holds the start"),
        (f"{OWN_PROFILE}[times]\nmidnight = 'noon'", ":8: times.midnight: cannot be used; expected one of "),
    ],
)
def test_profile_file_that_cannot_be_used_is_refused_with_its_place(
    content: Path, elsewhere: Path, text: str | None, message: str
) -> None:
    if text is not None:
        settings(elsewhere, text, name="own.toml")
    with pytest.raises((ProfileError, SiteError), match=re.escape(f"own.toml{message}")):
        choose([content], profile="own.toml")


def test_load_site_reads_the_settings_named(content: Path) -> None:
    site = load_site(settings(content, 'profile = "numerique-gouv"\ntitle = "Ici"'))
    assert (site.title, site.profile.name) == ("Ici", "numerique-gouv")


def test_read_without_a_site_finds_it(content: Path) -> None:
    settings(content, 'title = "Ici"')
    reading = read(path for path in [content])
    assert (reading.site.title, len(reading.events)) == ("Ici", 1)


@pytest.mark.parametrize(
    ("settings", "titles"),
    [
        ("language = 'en'\n", ["Fair"]),
        ("language = 'de'\n", ["Fest"]),
        ("language = 'en'\n[[collection]]\npath = 'content'\n", ["Fair"]),
        ("[[collection]]\npath = 'content'\nlanguage = 'de'\n", ["Fest"]),
        ("language = 'en'\n[[collection]]\npath = 'content'\nlanguage = 'en'\n", ["Fair"]),
    ],
)
def test_page_that_does_not_say_its_language_is_in_the_default_one_of_hugo(
    tmp_path: Path, settings: str, titles: list[str]
) -> None:
    (tmp_path / "content" / "events").mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text("defaultContentLanguage = 'de'\n", encoding="utf-8")
    (tmp_path / "eventfeeds.toml").write_text(settings, encoding="utf-8")
    for name, title in {"fair.md": "Fest", "fair.en.md": "Fair"}.items():
        page = f"---\ntitle: {title}\ndate: 2027-02-03\nendDate: 2027-02-04\n---\n"
        (tmp_path / "content" / "events" / name).write_text(page, encoding="utf-8")
    content = [tmp_path / "content"]
    reading = read(content, choose(content, config=tmp_path / "eventfeeds.toml").site)
    assert [event.title for event in reading.events] == titles
