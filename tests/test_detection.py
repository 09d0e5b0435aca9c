"""The kind of site that is told without an option, and the problems that a site acknowledges."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventfeeds.config import UnknownKind, choose, detect, load_site, read
from eventfeeds.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import WriteEvent

OURS = "title: Atelier\ndate: 2026-02-01 09:00:00 +01:00\nevent_start_date: 2026-03-14 14:00:00 +01:00\n"
FOREIGN = "title: Workshop\ndate: 2026-03-14\nlocation: Lille\n"
BROKEN = "title: Atelier\nevent_start_date: 2026-02-31\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    "front_matter",
    [
        "event_start_date: 2026-03-14\n",
        "Event-Start-Date: 2026-03-14\n",
        "event_start_date:\n",
        "dateEvent: 2026-03-14\n",
        "champs_informations: []\nchapeau-text: a\n",
    ],
)
def test_keys_that_prove_the_profile(write_event: WriteEvent, front_matter: str) -> None:
    assert detect([write_event(front_matter).parent]).profile.name == "numerique-gouv"


@pytest.mark.parametrize(
    "front_matter",
    [
        FOREIGN,
        "title: Post\ndate: 2026-03-14 14:00:00 +01:00\n",
        "start: 2026-03-14\n",
        "event_date: 2026-03-14\n",
        "lieu: Lille\nadresse: 1 rue Basse\n",
        "champs_informations: []\n",
        "chapeau-text: a\n",
        "content: event_start_date\n",
        "event:\n  event_start_date: 2026-03-14\n",
    ],
)
def test_folder_of_another_kind_is_refused(write_event: WriteEvent, front_matter: str) -> None:
    folder = write_event(front_matter).parent
    with pytest.raises(UnknownKind) as caught:
        detect([folder])
    assert str(caught.value).startswith(f"{folder}: the kind of site cannot be told for certain from its files (1); ")
    assert "--profile" in str(caught.value)


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "b/c/d.md", "index.html", "a.mdx"])
def test_one_file_anywhere_in_the_folder_proves_it(write_event: WriteEvent, tmp_path: Path, name: str) -> None:
    write_event(FOREIGN, name="site/foreign.md")
    write_event(OURS, name=f"site/{name}")
    assert detect([tmp_path / "site"]).profile.name == "numerique-gouv"


@pytest.mark.parametrize("name", ["README.md", "_template.md", ".hidden/a.md", "node_modules/a.md", "a.txt"])
def test_file_that_is_not_looked_at_proves_nothing(write_event: WriteEvent, tmp_path: Path, name: str) -> None:
    write_event(FOREIGN, name="site/foreign.md")
    write_event(OURS, name=f"site/{name}")
    with pytest.raises(UnknownKind):
        detect([tmp_path / "site"])


def test_file_that_cannot_be_read_proves_nothing_and_stops_nothing(write_event: WriteEvent, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.md").write_bytes(b"---\nevent_start_date: \xff\n---\n")
    with pytest.raises(UnknownKind) as caught:
        detect([tmp_path / "site"])
    assert "is not UTF-8" in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # as out of a pool of processes
    write_event(OURS, name="site/b.md")
    assert detect([tmp_path / "site"]).profile.name == "numerique-gouv"


def test_each_content_must_prove_it(write_event: WriteEvent) -> None:
    ours, foreign = write_event(OURS, name="ours/a.md").parent, write_event(FOREIGN, name="foreign/a.md").parent
    with pytest.raises(UnknownKind, match="foreign: the kind of site cannot be told"):
        detect([ours, foreign])


@pytest.mark.parametrize(("drafts", "titles"), [(False, ["Post"]), (True, ["Post", "Brouillon"])])
def test_named_site_reads_what_no_profile_recognises(write_event: WriteEvent, drafts: bool, titles: list[str]) -> None:
    site = detect([write_event(OURS, name="ours/a.md").parent])
    folder = write_event("title: Post\nevent_date: 2026-03-14\n", name="foreign/a.md").parent
    write_event("title: Brouillon\nevent_date: 2026-03-15\npublished: false\n", name="foreign/b.md")
    assert [event.title for event in read([folder], site, drafts=drafts).events] == titles


@pytest.mark.parametrize("as_text", [True, False])
def test_one_path_stands_for_a_list_of_one(write_event: WriteEvent, as_text: bool) -> None:
    folder = write_event(OURS).parent
    path = str(folder) if as_text else folder
    assert detect(path).profile.name == "numerique-gouv"
    assert len(read(path).events) == 1


def test_empty_site_is_one_that_reads_no_file_as_an_event(tmp_path: Path) -> None:
    site = choose([tmp_path / "elsewhere"], allow_empty=True).site
    assert read([tmp_path / "elsewhere"], site).events == ()


def test_file_by_name_is_judged_with_its_folder(write_event: WriteEvent) -> None:
    write_event(OURS, name="site/z.md")
    named = write_event("title: Rencontre\nlieu: Lille\nevent_date: 2026-03-14\n", name="site/a.md")
    assert [event.title for event in read([named]).events] == ["Rencontre"]


def test_file_by_name_in_a_folder_of_another_kind_is_refused(write_event: WriteEvent) -> None:
    write_event(FOREIGN, name="site/z.md")
    named = write_event(FOREIGN, name="site/a.md")
    with pytest.raises(UnknownKind):
        detect([named])


def test_file_by_name_of_any_ending_proves_itself(write_event: WriteEvent) -> None:
    assert detect([write_event(OURS, name="atelier.txt")]).profile.name == "numerique-gouv"


def test_folder_without_any_file_to_look_at_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="no event file found"):
        detect([tmp_path / "elsewhere"])


def test_content_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"missing: no such file or folder$"):
        detect([tmp_path / "missing"])


@pytest.mark.parametrize("call", [choose, detect, read, lambda _: load_site("eventfeeds.toml")])
def test_without_content_and_profile_a_profile_or_content_is_asked_for(call: Callable[[list[str]], object]) -> None:
    Path("eventfeeds.toml").write_text('url = "https://example.org/"\n')
    with pytest.raises(UnknownKind, match=r"without content; expected the name of a profile, or files to tell it by$"):
        call([])


@pytest.mark.parametrize(
    ("entries", "told", "ignored"),
    [
        ([], ["invalid-date"], []),
        (["_evenements/old.md: invalid-date"], [], ["invalid-date"]),
        (["old.md: invalid-date"], [], ["invalid-date"]),
        (["./_evenements/old.md:invalid-date"], [], ["invalid-date"]),
        (["old.md: invalid-date", "_evenements/old.md: invalid-date"], [], ["invalid-date"]),
        (["old.md: date-form"], ["invalid-date", "unused-ignore"], []),
        (["d.md: invalid-date"], ["invalid-date", "unused-ignore"], []),
        (["old.md"], ["invalid-date", "unused-ignore"], []),
        (["invalid-date"], ["invalid-date", "unused-ignore"], []),
        (["old.md: invalid-date", "new.md: invalid-date"], ["unused-ignore"], ["invalid-date"]),
    ],
)
def test_acknowledged_problem_is_told_apart(
    write_event: WriteEvent, tmp_path: Path, entries: list[str], told: list[str], ignored: list[str]
) -> None:
    write_event(OURS, name="site/_evenements/new.md")
    write_event(BROKEN, name="site/_evenements/old.md")
    (tmp_path / "site" / "eventfeeds.toml").write_text(f"[problems]\nignore = {entries}", encoding="utf-8")
    reading = read([tmp_path / "site"])
    assert [problem.code for problem in reading.problems] == told
    assert [problem.code for problem in reading.ignored] == ignored
    assert [event.slug for event in reading.events] == ["new"]


def test_entry_that_matches_nothing_is_a_warning_that_shows_it(write_event: WriteEvent, tmp_path: Path) -> None:
    write_event(OURS, name="site/new.md")
    (tmp_path / "site" / "eventfeeds.toml").write_text("[problems]\nignore = 'new.md: date-form'", encoding="utf-8")
    [problem] = read([tmp_path / "site"]).problems
    assert (problem.severity, problem.code) == ("warning", "unused-ignore")
    assert "new.md: date-form" in problem.message


BLOX = "title: Talk\ndate: 2026-03-14T10:00:00Z\ndate_end: 2026-03-14T11:00:00Z\n"


def test_most_of_what_proves_anything_decides(write_event: WriteEvent, tmp_path: Path) -> None:
    for number in range(3):
        write_event(BLOX, name=f"site/{number}.md")
    write_event(OURS, name="site/ours.md")
    assert detect([tmp_path / "site"]).profile.name == "hugo-blox"


def test_as_many_of_two_kinds_decide_nothing(write_event: WriteEvent, tmp_path: Path) -> None:
    write_event(BLOX, name="site/a.md")
    write_event(OURS, name="site/b.md")
    with pytest.raises(UnknownKind):
        detect([tmp_path / "site"])


@pytest.mark.parametrize(
    "added",
    [
        "title: Post\ndate: 2026-03-20\n",
        "title: Page\n",
        FOREIGN,
        BROKEN,
        "title: Open house\nstart: 2026-03-20\n",
        "title: Talk\ndate: 2026-03-20\nevent: Conference\n",
    ],
)
def test_one_more_file_never_changes_how_the_others_are_read(
    write_event: WriteEvent, tmp_path: Path, added: str
) -> None:
    for number in range(3):
        write_event(BLOX, name=f"site/{number}.md")
    before = read([tmp_path / "site"]).events
    write_event(added, name="site/added.md")
    after = read([tmp_path / "site"]).events
    assert len(before) == 3
    assert after[:3] == before


def test_under_auto_a_file_with_a_date_alone_is_no_event_and_is_counted(
    write_event: WriteEvent, tmp_path: Path
) -> None:
    write_event(BLOX, name="site/a.md")
    write_event("title: Post\ndate: 2026-03-20\n", name="site/b.md")
    reading = read([tmp_path / "site"])
    assert [event.title for event in reading.events] == ["Talk"]
    assert [each.reason for each in reading.skipped] == ["unproved"]
    chosen = choose([tmp_path / "site"], profile="hugo-blox").site
    assert len(read([tmp_path / "site"], chosen).events) == 2


@pytest.mark.parametrize(
    "front_matter",
    [
        "layout: post\ntitle: News\ndate: 2026-03-14 09:00:00\nauthor: Ida\ncategories: [news]\n",
        "title: Training\nmission: Learn\nowner: Team\n",
        "title: Home\nweight: 3\ndescription: Welcome\n",
        "title: Survey\ndate: 2026-03-14\nauthors: [a]\ntags: [b]\nextra: {image: a.png}\n",
    ],
)
def test_folder_without_events_is_none(write_event: WriteEvent, tmp_path: Path, front_matter: str) -> None:
    for number in range(3):
        write_event(front_matter, name=f"site/{number}.md")
    with pytest.raises(UnknownKind):
        read([tmp_path / "site"])


def test_suggestions_count_the_files_that_each_profile_would_read(write_event: WriteEvent, tmp_path: Path) -> None:
    write_event("title: a\nstart: 2026-03-14\n", name="site/a.md")
    write_event("title: b\ndate: 2026-03-14\n", name="site/b.md")
    write_event("title: c\ndate: 2026-03-15\nrsvp: https://example.org/\n", name="site/c.md")
    write_event("title: d\ndate: soon\n", name="site/d.md")
    with pytest.raises(UnknownKind) as caught:
        detect([tmp_path / "site"])
    message = str(caught.value)
    assert "(4)" in message
    assert "expected --profile jekyll (reads 2), --profile date-from-to (reads 2)" in message
    assert message.count("--profile") <= 3


def test_folder_that_no_profile_reads_gets_no_suggestion_of_one(write_event: WriteEvent, tmp_path: Path) -> None:
    write_event("title: a\n", name="site/a.md")
    with pytest.raises(UnknownKind) as caught:
        detect([tmp_path / "site"])
    assert "reads" not in str(caught.value)


@pytest.mark.parametrize("names", [["odd.md"], ["odd.md", "a.md"]])
def test_named_file_is_judged_with_its_folder(write_event: WriteEvent, names: list[str]) -> None:
    for name in "abc":
        folder = write_event("title: a\ndate: 2026-03-14\nend_date: 2026-03-15\n", name=f"site/{name}.md").parent
    write_event("title: a\nstartDate: 2026-03-14\nwhere: Town hall\n", name="site/odd.md")
    assert detect([folder]).profile.name == "jekyll"
    assert detect([folder / name for name in names]).profile.name == "jekyll"


PAGE = "title: A\ndate: 2026-01-10\nstartDate: 2027-02-03 10:00\nendDate: 2027-02-03 12:00\n"


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("where: Hall\n", "hugo-ical"),
        ("orga: Club\n", "hugo-ical"),
        ("recurrenceRule: FREQ=WEEKLY;COUNT=3\n", "hugo-ical"),
        ("location: {name: Hall}\n", "schema-org"),
        ("eventStatus: EventScheduled\n", "schema-org"),
    ],
)
def test_date_of_the_page_is_no_start_beside_a_key_that_says_start(
    write_event: WriteEvent, more: str, name: str
) -> None:
    folder = write_event(PAGE + more, name="site/a.md").parent
    assert detect([folder]).profile.name == name
    [event] = read([folder], choose([folder], settings={"timezone": "Europe/Paris"}).site).events
    assert (event.start.isoformat(), event.published and event.published.year) == ("2027-02-03T10:00:00+01:00", 2026)


@pytest.mark.parametrize(
    "start",
    [
        "startDate: 2027-02-03",
        "dateStart: 2027-02-03 10:00",
        "starts_on: 3 February 2027",
        "event: {start: 2027-02-03, end: 2027-02-04}",
        "event: {date: 2027-02-03}",
        "Début: 2027-02-03",
        "beginn: 2027-02-03",
    ],
)
@pytest.mark.parametrize("end", ["endDate", "end_date", "date_end"])
def test_file_with_another_start_neither_proves_nor_suits_a_profile_of_date(
    write_event: WriteEvent, start: str, end: str
) -> None:
    folder = write_event(f"title: A\ndate: 2026-01-01\n{end}: 2027-02-05\n{start}\n", name="site/a.md").parent
    with pytest.raises(UnknownKind) as caught:
        detect([folder])
    assert not any(f"--profile {name} " in str(caught.value) for name in ("hugo", "hugo-blox", "jekyll", "galaxy-hub"))


@pytest.mark.parametrize(
    "other",
    [
        "start: '10:00'",
        "start_date:",
        "startDate: soon",
        "registration_start: 2026-12-01",
        "event: Conference",
        "date_time: 2027-02-03",
        "event: {end: 2027-02-03, published: 2026-01-01}",
        f"{'date' * 40}start: 2027-02-03",
    ],
)
def test_what_is_no_other_start_leaves_the_kind_as_it_is(write_event: WriteEvent, other: str) -> None:
    folder = write_event(f"title: A\ndate: 2027-02-01\nendDate: 2027-02-05\n{other}\n", name="site/a.md").parent
    assert detect([folder]).profile.name == "hugo"


def test_file_with_another_start_among_those_of_a_kind_is_left_out_and_counted(
    write_event: WriteEvent, tmp_path: Path
) -> None:
    for number in range(3):
        write_event(BLOX, name=f"site/{number}.md")
    write_event(f"{BLOX}start_date: 2027-02-03\n", name="site/odd.md")
    reading = read([tmp_path / "site"])
    assert [len(reading.events), *(Path(each.path).name for each in reading.skipped)] == [3, "odd.md"]
