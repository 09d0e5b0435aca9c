"""What a site's own generator already says: taken where it is certain, told where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventfeeds.config.generators import Generator, found

SITE = "https://www.ville.fr/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a repository."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    return tmp_path / "repo"


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def site(root: Path, name: str, text: str, *files: str) -> Generator | None:
    """What is found for the folders of some files, beside a configuration."""
    write(root / name, text)
    return found([write(root / file).parent for file in files or ("_events/a.md",)])


def settings(root: Path, name: str, text: str, *files: str) -> dict[str, str]:
    generator = site(root, name, text, *files)
    assert generator is not None
    return dict(generator.settings)


JEKYLL = f"title: Ville\nurl: {SITE}\ncollections:\n  events:\n    output: true\n"
HUGO = f'baseURL = "{SITE}"\n'


def test_jekyll_says_what_the_site_is(root: Path) -> None:
    text = "title: Ville\nurl: https://www.ville.fr\nbaseurl: /mairie\ndescription: >\n  Une\n  ville\nlang: fr_FR\n"
    generator = site(root, "_config.yml", f"{text}timezone: Europe/Paris\n")
    assert generator == Generator(
        name="jekyll",
        file=root / "_config.yml",
        settings={
            "title": "Ville",
            "url": "https://www.ville.fr/mairie/",
            "description": "Une ville",
            "language": "fr-FR",
            "timezone": "Europe/Paris",
        },
        lines={"title": 1, "url": 2, "description": 4, "language": 7, "timezone": 8},
    )


def test_hugo_says_what_the_site_is(root: Path) -> None:
    text = f'{HUGO}title = "Ville"\nlanguageCode = "fr-FR"\ntimeZone = "Europe/Paris"\n[params]\ndescription = "Une"\n'
    generator = site(root, "hugo.toml", text, "content/events/a.md")
    assert generator == Generator(
        name="hugo",
        file=root / "hugo.toml",
        settings={
            "title": "Ville",
            "url": SITE,
            "description": "Une",
            "language": "fr-FR",
            "timezone": "Europe/Paris",
            "event_url": "/events/{slug}/",
        },
        lines={"url": 1, "title": 2, "language": 3, "timezone": 4, "description": 6},
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_config.yml", "title: Ville"),
        ("_config.yaml", "title: Ville"),
        ("_config.toml", 'title = "Ville"'),
        ("hugo.toml", 'title = "Ville"'),
        ("hugo.yaml", "title: Ville"),
        ("hugo.yml", "title: Ville"),
        ("hugo.json", '{"title": "Ville"}'),
        ("config.toml", 'title = "Ville"\nbaseurl = "/"'),
        ("config.yaml", "title: Ville\nlanguageCode: fr"),
        ("config.json", '{"title": "Ville", "baseURL": "/"}'),
        ("config/_default/hugo.toml", 'title = "Ville"'),
        ("config/_default/config.yml", "title: Ville"),
        ("config/_default/languages.toml", '[en]\ntitle = "Ville"'),
    ],
)
def test_configuration_of_every_name(root: Path, name: str, text: str) -> None:
    assert settings(root, name, text, "content/events/a.md")["title"] == "Ville"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.toml", 'title = "Ville"\nbase_url = "https://www.ville.fr"'),
        ("config.json", '{"title": "Ville"}'),
        ("config.yaml", "title: [broken"),
        ("_config.yml", "title: Ville\nsource_dir: source"),
        ("other.toml", 'baseURL = "/"'),
    ],
)
def test_configuration_of_another_program_is_left_alone(root: Path, name: str, text: str) -> None:
    assert site(root, name, text, "content/events/a.md") is None


@pytest.mark.parametrize("name", [".eleventy.js", "eleventy.config.mjs", "astro.config.ts", "mkdocs.yml"])
def test_folder_of_another_generator_is_left_alone(root: Path, name: str) -> None:
    write(root / "content" / name)
    assert site(root, "content/_config.yml", JEKYLL, "content/events/a.md") is None


def test_of_two_generators_none_is_taken(root: Path) -> None:
    write(root / "hugo.toml", HUGO)
    assert site(root, "_config.yml", JEKYLL, "content/events/a.md") is None


@pytest.mark.parametrize(
    ("place", "taken"), [("repo/sub/a/b", True), ("repo/sub", True), ("repo", True), ("", False), ("repo/sub/c", False)]
)
def test_configuration_is_sought_up_to_the_repository(root: Path, tmp_path: Path, place: str, taken: bool) -> None:
    write(tmp_path / place / "_config.yml", "title: Ville")
    assert (found([write(root / "sub/a/b/x.md").parent]) is not None) == taken


@pytest.mark.parametrize(("place", "taken"), [("a/b/c/d", True), ("a", True), ("", False)])
def test_outside_of_a_repository_it_is_sought_three_folders_up(tmp_path: Path, place: str, taken: bool) -> None:
    write(tmp_path / place / "_config.yml", "title: Ville")
    assert (found([write(tmp_path / "a/b/c/d/x.md").parent]) is not None) == taken


def test_named_file_is_sought_for_from_its_folder(root: Path) -> None:
    write(root / "_config.yml", JEKYLL)
    generator = found([write(root / "_events/a.md")])
    assert generator is not None
    assert generator.settings["event_url"] == "/events/{path}.html"


def test_hugo_does_not_speak_for_what_it_does_not_read(root: Path) -> None:
    assert site(root, "hugo.toml", HUGO, "elsewhere/a.md") is None


@pytest.mark.parametrize("content", [[], ["nowhere"]])
def test_nothing_to_look_at_finds_nothing(content: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert found(content) is None


@pytest.mark.parametrize(
    "line",
    [
        "title:",
        "title: ''",
        "title: '{{ site.name }}'",
        "title: My New Hugo Site",
        "title: [a]",
        "url: ''",
        "url: null",
        "url: http://localhost:4000",
        "url: http://127.0.0.1:4000/",
        "url: https://example.com",
        "url: http://example.org/",
        "url: ${URL}",
        "lang: ~",
        "timezone: ''",
        "description: Write an awesome description for your new site here. You can edit this line.",
    ],
)
def test_value_that_says_nothing_is_not_taken(root: Path, line: str) -> None:
    generator = site(root, "_config.yml", f"{line}\n")
    assert generator is not None
    assert (generator.settings, generator.problems) == ({}, {})


@pytest.mark.parametrize(
    ("name", "line", "key"),
    [
        ("url", "url: www.ville.fr", "url"),
        ("url", "url: ftp://ville.fr", "url"),
        ("url", "url: https://www.verein.example/", "url"),
        ("url", "url: https://site.test", "url"),
        ("url", "url: http://site.localhost:4000", "url"),
        ("language", "locale: French (France)", "locale"),
        ("timezone", "timezone: Paris", "timezone"),
    ],
)
def test_value_that_cannot_be_used_is_told_with_its_line(root: Path, name: str, line: str, key: str) -> None:
    generator = site(root, "_config.yml", f"# Ici\n{line}\n")
    assert generator is not None
    assert dict(generator.settings) == {}
    told = generator.problems[name]
    assert (told.path, told.line, told.key, told.code) == (str(root / "_config.yml"), 2, key, "generator-value")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("_config.yml", "title: Ville\nurl: [a\n", 2),
        ("_config.yml", "- a\n", 1),
        ("_config.yml", "a: !ruby/object b\n", 1),
        ("_config.toml", "title = \n", 1),
        ("hugo.json", '{\n"title" "Ville"}', 2),
        ("hugo.json", "[]", 1),
        ("config/_default/params.toml", "x\n", 1),
    ],
)
def test_broken_configuration_gives_nothing_but_one_warning(root: Path, name: str, text: str, line: int) -> None:
    generator = site(root, name, text, "content/events/a.md")
    assert generator is not None
    assert dict(generator.settings) == {}
    assert list(generator.problems) == [""]
    told = generator.problems[""]
    assert (told.path, told.line, told.severity, told.code) == (str(root / name), line, "warning", "generator-file")


DAILY = "    permalink: agenda/:year/:month/:day/:title:output_ext\n"
JEKYLL_ADDRESSES = [
    ("", "_events/a.md", "/events/{path}.html"),
    ("permalink: pretty\n", "_events/a.md", "/events/{path}/"),
    ("permalink: /:title/\n", "_events/a.md", "/events/{path}/"),
    ("permalink: /:title\n", "_events/a.md", "/events/{path}"),
    ("", "_events/2026/03/a.md", "/events/2026/03/{path}.html"),
    ("baseurl: /mairie\n", "_events/a.md", "/mairie/events/{path}.html"),
    ("    permalink: /agenda/:title/\n", "_events/a.md", "/agenda/{name}/"),
    (DAILY, "_events/2026/a.md", "/agenda/{year}/{month}/{day}/{name}.html"),
    ("    permalink: /:collection/:year_:title\n", "_events/a.md", "/events/{year}_{name}"),
    ("permalink: /:year/:title.html\n", "_posts/a.md", "/{year}/{name}.html"),
    ("defaults:\n- scope: {path: '', type: events}\n  values: {permalink: '/d/:title'}\n", "_events/a.md", "/d/{name}"),
    ("defaults:\n- scope: {path: _events}\n  values: {permalink: '/d/:title'}\n", "_events/a.md", "/d/{name}"),
    ("defaults:\n- scope: {type: posts}\n  values: {permalink: '/d/:title'}\n", "_events/a.md", "/events/{path}.html"),
    ("source: _events/..\n", "_events/a.md", "/events/{path}.html"),
    ("collections_dir: all\n", "all/_events/a.md", "/events/{path}.html"),
]


@pytest.mark.parametrize(("text", "file", "address"), JEKYLL_ADDRESSES)
def test_jekyll_tells_the_addresses_of_a_collection(root: Path, text: str, file: str, address: str) -> None:
    assert settings(root, "_config.yml", JEKYLL + text, file)["event_url"] == address


@pytest.mark.parametrize(
    ("text", "file", "got"),
    [
        ("    permalink: /:categories/:title/\n", "_events/a.md", ":categories"),
        ("    permalink: /agenda/\n", "_events/a.md", "/agenda/"),
        ("    permalink: /:slug/\n", "_events/a.md", ":slug"),
        ("permalink: pretty\n", "_posts/a.md", ":categories"),
        (
            "defaults:\n- scope: {path: _events/old}\n  values: {permalink: '/d/:title'}\n",
            "_events/a.md",
            "_events/old",
        ),
        ("defaults:\n- scope: {path: '_ev*'}\n  values: {permalink: '/d/:title'}\n", "_events/a.md", "_ev*"),
    ],
)
def test_jekyll_address_without_counterpart_is_told(root: Path, text: str, file: str, got: str) -> None:
    generator = site(root, "_config.yml", JEKYLL + text, file)
    assert generator is not None
    assert "event_url" not in generator.settings
    assert generator.problems["event_url"].code == "generator-pattern"
    assert got in generator.problems["event_url"].message


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (JEKYLL.replace("true", "false"), ["_events/a.md"]),
        (JEKYLL, ["_other/a.md"]),
        (JEKYLL, ["events/a.md"]),
        (JEKYLL, ["a.md"]),
        (JEKYLL, ["_events/1/a.md", "_events/2/a.md"]),
        (JEKYLL.replace(SITE, "http://localhost"), ["_events/a.md"]),
    ],
)
def test_jekyll_is_silent_where_there_are_no_pages_or_several_patterns(root: Path, text: str, files: list[str]) -> None:
    generator = site(root, "_config.yml", text, *files)
    assert generator is not None
    assert "event_url" not in generator.settings
    assert generator.problems == {}


TWO = "[languages.fr]\nweight = 1\n[languages.en]\nweight = 2\n"
LANGUAGES = "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n"
IN_FOLDER = "defaultContentLanguageInSubdir = true\n"
DATED = "[permalinks.page]\nevents = '/:year/:month/:day/:slugorfilename'\n"
HUGO_ADDRESSES = [
    ("", "content/events/a.md", "/events/{slug}/"),
    ("", "content/events/2026/a.md", "/events/2026/{slug}/"),
    ("", "content/events/a/index.md", "/events/{slug}/"),
    ("uglyURLs = true\n", "content/events/a.md", "/events/{slug}.html"),
    ("[uglyURLs]\nevents = true\n", "content/events/a.md", "/events/{slug}.html"),
    ("contentDir = 'texts'\n", "texts/events/a.md", "/events/{slug}/"),
    ("[permalinks]\nevents = '/agenda/:filename/'\n", "content/events/a.md", "/agenda/{stem}/"),
    (DATED, "content/events/a.md", "/{year}/{month}/{day}/{slug}/"),
    ("[permalinks.page]\nevents = '/x/:section/:contentbasename'\n", "content/events/b/a.md", "/x/events/{stem}/"),
    ("[permalinks]\nother = '/agenda/:filename/'\n", "content/events/a.md", "/events/{slug}/"),
    (IN_FOLDER + LANGUAGES, "content/en/events/a.md", "/en/events/{slug}/"),
    ("[languages.en]\nweight = 1\n", "content/events/a.md", "/events/{slug}/"),
    (LANGUAGES, "content/fr/events/a.md", "/fr/events/{slug}/"),
    (LANGUAGES, "content/en/events/a.md", "/events/{slug}/"),
]


@pytest.mark.parametrize(("text", "file", "address"), HUGO_ADDRESSES)
def test_hugo_tells_the_addresses_of_a_section(root: Path, text: str, file: str, address: str) -> None:
    path = write(root / file)
    folder = path.parent.parent if path.stem == "index" else path.parent
    write(root / "hugo.toml", HUGO + text)
    generator = found([folder])
    assert generator is not None
    assert generator.settings["event_url"] == address


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("[permalinks]\nevents = '/:slug/'\n", "content/events/a.md"),
        ("[permalinks]\nevents = '/:sections[1:]/:filename/'\n", "content/events/a.md"),
        ("[permalinks]\nevents = '/:filename.html'\n", "content/events/a.md"),
        ("[permalinks.page]\n'events/old' = '/:filename/'\n", "content/events/a.md"),
        ("[[permalinks]]\npattern = '/:filename/'\n", "content/events/a.md"),
        ("[permalinks]\nevents = '/:year/:filename/'\n[frontmatter]\ndate = [':filename']\n", "content/events/a.md"),
        ("", "content/Mes événements/a.md"),
        (TWO, "content/events/a.md"),
        (IN_FOLDER, "content/events/a.md"),
    ],
)
def test_hugo_address_that_is_not_certain_is_told(root: Path, text: str, file: str) -> None:
    generator = site(root, "hugo.toml", HUGO + text, file)
    assert generator is not None
    assert "event_url" not in generator.settings
    assert generator.problems["event_url"].code == "generator-pattern"


def test_hugo_address_of_sections_below_is_told(root: Path) -> None:
    write(root / "content/events/2026/b.md")
    generator = site(root, "hugo.toml", HUGO, "content/events/a.md")
    assert generator is not None
    assert list(generator.problems) == ["event_url"]


@pytest.mark.parametrize(
    ("text", "file"),
    [
        (HUGO, "content/a.md"),
        (HUGO, "a.md"),
        ('baseURL = "http://localhost:1313/"', "content/events/a.md"),
        (f'{HUGO}[[module.mounts]]\nsource = "content"\ntarget = "content"\n', "content/events/a.md"),
    ],
)
def test_hugo_is_silent_where_no_section_is_told(root: Path, text: str, file: str) -> None:
    generator = site(root, "hugo.toml", text, file)
    assert generator is not None
    assert "event_url" not in generator.settings
    assert generator.problems == {}


def test_hugo_that_leaves_the_host_open_tells_addresses_all_the_same(root: Path) -> None:
    assert settings(root, "hugo.toml", 'baseURL = "/x/"', "content/events/a.md") == {"event_url": "/x/events/{slug}/"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("languageCode: fr-FR", "fr-FR"),
        ("locale: fr-FR\nlanguageCode: en", "fr-FR"),
        ("defaultContentLanguage: fr", "fr"),
        ("LANGUAGECODE: fr-ca\ndefaultcontentlanguage: fr", "fr-ca"),
        ("defaultContentLanguage: fr\nlanguageCode: en-us\nlanguages:\n  fr:\n    languageCode: fr-BE", "fr-BE"),
    ],
)
def test_hugo_language(root: Path, text: str, language: str) -> None:
    assert settings(root, "hugo.yaml", text, "content/events/a.md")["language"] == language


def test_hugo_language_that_contradicts_itself_is_told(root: Path) -> None:
    text = "languageCode: en-us\ndefaultContentLanguage: fr\n"
    generator = site(root, "hugo.yaml", text, "content/events/a.md")
    assert generator is not None
    assert "language" not in generator.settings
    assert generator.problems["language"].line == 1


def test_hugo_published_environment_counts_before_the_default_one(root: Path) -> None:
    write(root / "hugo.toml", 'title = "Un"\nbaseURL = "https://un.fr"\n')
    write(root / "config/_default/params.toml", 'description = "Deux"')
    write(root / "config/production/hugo.toml", 'baseURL = "https://trois.fr"\n')
    generator = site(root, "config/_default/hugo.toml", 'title = "Deux"\nbaseURL = "https://deux.fr"', "content/a.md")
    assert generator is not None
    assert dict(generator.settings) == {"title": "Deux", "description": "Deux", "url": "https://trois.fr/"}
    assert generator.lines == {"url": 1}


@pytest.mark.parametrize(
    ("text", "file", "language"),
    [
        ('defaultContentLanguage = "de"', "content/events/a.md", ""),
        ('defaultContentLanguage = "de"\n[languages.de]\n[languages.en]', "content/events/a.md", "de"),
        ('languageCode = "de"', "content/events/a.md", ""),
        ('defaultContentLanguage = "in German"', "content/events/a.md", ""),
        (f'defaultContentLanguage = "de"\n{LANGUAGES}', "content/en/events/a.md", "en"),
        (f'defaultContentLanguage = "de"\n{LANGUAGES}', "content/a.md", ""),
    ],
)
def test_hugo_tells_the_language_of_files_that_do_not_say_theirs(
    root: Path, text: str, file: str, language: str
) -> None:
    generator = site(root, "hugo.toml", text, file)
    assert (generator and generator.files_language) == language
