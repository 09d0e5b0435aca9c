"""A site: what its settings are completed with, and which are refused by name."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from eventfeeds import profiles
from eventfeeds.errors import SiteError
from eventfeeds.reading import Reading
from eventfeeds.site import SETTINGS, Site
from eventfeeds.times.zones import zone

if TYPE_CHECKING:
    from conftest import ReadEvent

PROFILE = profiles.builtin("numerique-gouv")


def site_of(**given: Any) -> Site:
    return Site(profile=PROFILE, **given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "www.example.org"),
        ("url", "/agenda/"),
        ("url", "ftp://example.org/"),
        ("url", "https://"),
        ("url", "https://[::1"),
        ("url", "https://a..b/"),
        ("url", "https://exam ple.org/"),
        ("url", "https://example.org/a b/"),
        ("url", "//example.org/"),
        ("event_url", "https://example.org/agenda/"),
        ("event_url", "https://example.org/{title}/"),
        ("event_url", "https://example.org/{slug}/{title}/"),
        ("event_url", "https://example.org/{}/"),
        ("event_url", "https://example.org/{slug"),
        ("event_url", "https://example.org/{slug.__class__}/"),
        ("event_url", "https://example.org/{slug[0]}/"),
        ("event_url", "https://example.org/{slug!r}/"),
        ("event_url", "https://example.org/{slug:>99}/"),
        ("event_url", "https://example.org/{slug:{title}}/"),
        ("event_url", "/agenda/{slug}/"),
        ("event_url", "ftp://example.org/{slug}/"),
        ("event_url", "//example.org/{slug}/"),
        ("event_url", "https://exam ple.org/{slug}/"),
        ("uid_host", "https://example.org"),
        ("uid_host", "exemple été.org"),
        ("uid_host", "-"),
        ("uid_host", "ſ.org"),
        ("uid_host", "a" * 254),
        ("language", "français"),
        ("language", "fr FR"),
        ("timezone", "Paris"),
        ("timezone", "Europe/Pari"),
        ("timezone", "+02:00"),
        ("timezone", "../../etc/passwd"),
        ("refresh", timedelta(seconds=59)),
    ],
)
def test_setting_that_cannot_be_used_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(SiteError, match=rf"^{name}: cannot be used; expected "):
        site_of(**{name: value})


def test_pattern_that_cannot_be_joined_is_refused() -> None:
    with pytest.raises(SiteError, match=r"^event_url: cannot be used; "):
        site_of(url="https://example.org/", event_url="https://[::1/{slug}/")


def test_name_of_a_profile_is_refused_with_what_gives_it() -> None:
    with pytest.raises(SiteError, match=r"^profile: .*eventfeeds\.profiles\.builtin\('numerique-gouv'\)"):
        Site(profile="numerique-gouv")  # type: ignore[arg-type]


def test_refusal_shows_what_was_found_and_what_was_meant() -> None:
    with pytest.raises(SiteError, match=re.escape("expected a name such as Europe/Paris, got Europe/Pari")):
        site_of(timezone="Europe/Pari")


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ({"url": "https://www.example.org/"}, "example.org"),
        ({"url": "https://example.org:8080/agenda/"}, "example.org"),
        ({"url": "https://www.EXAMPLE.org/"}, "example.org"),
        ({"url": "https://www.été.example/"}, "xn--t-9fab.example"),
        ({"event_url": "https://www.example.org/{slug}/"}, "example.org"),
        ({"url": "https://www.example.org/", "uid_host": "Autre.example"}, "autre.example"),
        ({"uid_host": "www.example.org"}, "www.example.org"),
        ({}, "eventfeeds.invalid"),
    ],
)
def test_host_of_uids(given: dict[str, str], host: str) -> None:
    assert site_of(**given).host == host


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({"url": "https://www.example.org/", "language": "fr"}, "Agenda de example.org"),
        ({"url": "https://www.example.org/", "language": "fr-CA"}, "Agenda de example.org"),
        ({"url": "https://www.example.org/"}, "Events of example.org"),
        ({"url": "https://www.example.org/", "uid_host": "autre.example"}, "Events of example.org"),
        ({"url": "https://www.example.org/", "title": "Notre agenda"}, "Notre agenda"),
        ({"uid_host": "autre.example", "language": "fr"}, "Agenda"),
        ({}, "Events"),
    ],
)
def test_title_is_made_of_the_host_of_its_address(given: dict[str, str], title: str) -> None:
    assert site_of(**given).title == title


@pytest.mark.parametrize(
    ("given", "page"),
    [
        ({"event_url": "https://example.org/agenda/{slug}/"}, "https://example.org/agenda/atelier/"),
        ({"url": "https://example.org/", "event_url": "/agenda/{slug}/"}, "https://example.org/agenda/atelier/"),
        ({"url": "https://example.org/fr/", "event_url": "{slug}.html"}, "https://example.org/fr/atelier.html"),
        ({"url": "https://example.org", "event_url": "{slug}/"}, "https://example.org/atelier/"),
        ({"url": "https://example.org/agenda", "event_url": "{slug}/"}, "https://example.org/agenda/atelier/"),
        ({"url": "https://example.org/agenda?a=b", "event_url": "{slug}/"}, "https://example.org/agenda/atelier/"),
        ({"url": "https://example.org/agenda.html", "event_url": "{slug}/"}, "https://example.org/atelier/"),
        ({"url": "https://example.org/agenda", "event_url": "/{slug}/"}, "https://example.org/atelier/"),
        ({"url": "https://example.org/agenda", "event_url": "?id={slug}"}, "https://example.org/agenda?id=atelier"),
        ({"url": "https://example.org/fr/", "event_url": "?e={slug}"}, "https://example.org/fr/?e=atelier"),
        ({"url": "https://example.org/", "event_url": "https://a.example/{slug}"}, "https://a.example/atelier"),
        ({"url": "https://example.org/"}, None),
    ],
)
def test_page_of_an_event(given: dict[str, str], page: str | None) -> None:
    assert site_of(**given).page(lambda _: "atelier") == page


def test_slug_in_an_address_is_encoded() -> None:
    assert (
        site_of(event_url="https://example.org/{slug}/").page(lambda _: "été 1")
        == "https://example.org/%C3%A9t%C3%A9%201/"
    )


@pytest.mark.parametrize(
    "url", ["https://www.été.example/", "https://www.example.org/été/", "https://example.org/l'été"]
)
def test_address_with_accents_makes_a_calendar(read_event: ReadEvent, url: str) -> None:
    site = site_of(url=url, event_url="/événements/{slug}/", timezone="Europe/Paris")
    result = read_event("title: Atelier\nevent_start_date: 2026-03-14\n", site=site)
    calendar = Reading(site, result.events).calendar()
    assert calendar.url is not None
    assert calendar.url.isascii()
    assert calendar.events[0].url is not None
    assert calendar.events[0].url.endswith("/%C3%A9v%C3%A9nements/atelier/")


@pytest.mark.parametrize("name", ["Europe/Paris", "UTC", "America/Argentina/Ushuaia", "Asia/Calcutta"])
def test_zone_is_the_one_of_its_name(name: str) -> None:
    assert site_of(timezone=name).zone is zone(name)


@pytest.mark.parametrize("name", [None, ""])
def test_site_without_a_zone(name: str | None) -> None:
    assert site_of(timezone=name).zone is None


def test_reading_hands_its_site_to_the_calendar() -> None:
    site = site_of(
        url="https://www.example.org/",
        title="Notre agenda",
        description="Tout ce qui vient",
        language="fr",
        timezone="Europe/Paris",
        refresh=timedelta(hours=1),
    )
    calendar = Reading(site).calendar()
    assert (calendar.title, calendar.url, calendar.description) == (site.title, site.url, site.description)
    assert (calendar.language, calendar.timezone, calendar.refresh) == ("fr", "Europe/Paris", timedelta(hours=1))


def test_calendar_of_a_site_without_a_zone_is_in_utc() -> None:
    assert Reading(site_of()).calendar().timezone == "UTC"


def test_site_can_be_sent_to_another_process() -> None:
    site = site_of(url="https://www.example.org/", timezone="Europe/Paris", options={"ics": {"html": True}})
    assert pickle.loads(pickle.dumps(site)) == site


def test_refresh_is_four_hours_and_at_least_a_minute() -> None:
    assert site_of().refresh == timedelta(hours=4)
    assert site_of(refresh=timedelta(minutes=1)).refresh == timedelta(minutes=1)


def test_site_can_be_changed_into_another() -> None:
    site = site_of(url="https://www.example.org/", event_url="/{slug}/")
    assert replace(site, title="Autre").page(lambda _: "a") == "https://www.example.org/a/"


def test_settings_are_all_that_can_be_written_of_a_site() -> None:
    assert {
        "title", "url", "event_url", "uid_host", "description", "language", "timezone", "refresh",
        "future", "updated_from",
    } == SETTINGS  # fmt: skip
