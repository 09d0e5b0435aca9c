"""The events of the page: articles by month, what is to come apart from what is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from eventfeeds.days import iso
from eventfeeds.page.escaping import escape
from eventfeeds.page.moments import month
from eventfeeds.wording import words
from eventfeeds.wording.dates import day, month_name, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eventfeeds.model import Detail, Event
    from eventfeeds.page import Page
    from eventfeeds.page.links import Links
    from eventfeeds.page.moments import Agenda, Showing
    from eventfeeds.page.templates import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """Makes the articles of one page. `level` is that of the months' headings."""

    page: Page
    templates: Templates
    links: Links
    level: int
    portable: bool

    def upcoming(self, agenda: Agenda) -> str:
        """What is to come, month by month, and the sentence that the script shows when nothing of it is left."""
        hidden = " hidden" if agenda.upcoming else ""
        nothing = f'<p class="eventfeeds-nothing"{hidden}>{escape(self._text["nothing_upcoming"])}</p>'
        return "\n".join([*self._months(agenda.upcoming, agenda.today), nothing])

    def past(self, agenda: Agenda, level: int) -> str:
        """What is over, the newest first, folded; nothing if nothing is over."""
        if not agenda.past:
            return ""
        title = f'<h{level} id="eventfeeds-past">{escape(self._text["past"])}</h{level}>'
        lines = [f"<summary>{escape(self._text['show_past'].format(count=agenda.past_count))}</summary>"]
        if agenda.past_count > len(agenda.past):
            lines.append(f"<p>{escape(self._text['newest_past'].format(count=len(agenda.past)))}</p>")
        lines += self._months(agenda.past, None)
        folded = "\n".join(lines)
        return f'<section class="eventfeeds-past">\n{title}\n<details>\n{folded}\n</details>\n</section>'

    @property
    def _text(self) -> Mapping[str, Any]:
        return words(self.page.language, "page")

    @property
    def _labels(self) -> Mapping[str, str]:
        return words(self.page.language, "labels")

    def _months(self, showings: Sequence[Showing], today: date | None) -> Iterator[str]:
        for (year, number), shown in groupby(showings, key=lambda each: month(each, today)):
            title = escape(month_name(year, number, self.page.language))
            articles = "\n".join(self._article(each, past=today is None) for each in shown)
            yield f'<section class="eventfeeds-month">\n<h{self.level}>{title}</h{self.level}>\n{articles}\n</section>'

    def _article(self, showing: Showing, *, past: bool) -> str:
        event, language = showing.event, self.page.language
        status = self._labels.get(event.status, "")
        colon = f'<span class="eventfeeds-colon">{escape(self._labels["colon"])}</span>'
        told = when(showing.start, showing.end, language)
        about = f"{event.title}, {told}"
        return self.templates.fill(
            "event.html",
            id=self.links.identifier(event.slug or event.uid.partition("@")[0]),
            level=str(self.level + 1),
            status=event.status,
            over=showing.over.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            prefix=f'<span class="eventfeeds-status">{escape(status)}{colon}</span>' if status else "",
            title=escape(event.title, quote=False),
            lang=self._lang(event),
            datetime=iso(showing.start),
            when=escape(told),
            facts="\n".join(self._facts(event, about)),
            text="\n".join(self._texts(showing, about)),
            actions=self._actions(event, about, past=past),
        )

    def _facts(self, event: Event, about: str) -> Iterator[str]:
        """Where it is, and the hours that the heading does not say."""
        if event.location and str(event.location):
            yield self._fact(
                escape(self._labels["place"], quote=False), f"<bdi>{escape(str(event.location), quote=False)}</bdi>"
            )
        if event.virtual_location:
            join = self.links.link(self._text["join"], about, event.virtual_location)
            yield self._fact(escape(self._labels["online"], quote=False), join)
        if event.all_day or event.end is None:
            for detail in event.details:
                if detail.kind == "hours":
                    label = escape(detail.label or self._text["hours"], quote=False)
                    yield self._fact(f"<bdi>{label}</bdi>", self._inline(detail, about))

    def _texts(self, showing: Showing, about: str) -> Iterator[str]:
        """The lead; of an event without a page of its own, where one would read on, the description too."""
        event = showing.event
        for text in (event.lead, "" if event.url else event.description):
            if text:
                html = self.links.fragment(text, about)
                yield f'<div class="eventfeeds-text"{self._lang(event)} dir="auto">\n{html}\n</div>'
        if showing.repeats:
            form = self._text["repeats_further" if showing.until else "repeats"]
            told = form.format(date=day(showing.until, self.page.language) if showing.until else "")
            yield f'<p class="eventfeeds-note">{escape(told, quote=False)}</p>'

    def _actions(self, event: Event, about: str, *, past: bool) -> str:
        """What one can do; nothing that makes no sense for what is over, cancelled or without a new date."""
        items = []
        if event.url:
            items.append(self.links.link(self._text["more"], about, event.url))
        if event.registration_url and not past and event.status != "cancelled":
            items.append(self.links.link(self._text["register"], about, event.registration_url))
        file = self._file(event)
        if file and not past and event.status not in ("cancelled", "postponed"):
            items.append(self.links.link(self._labels["add"], about, file, attributes=' type="text/calendar"'))
        rows = "".join(f"<li>{item}</li>" for item in items)
        return f'<ul class="eventfeeds-actions">{rows}</ul>' if items else ""

    def _file(self, event: Event) -> str:
        """The address of the event's own .ics."""
        path = self.page.event_files.get(event.uid)
        relative = quote(path, safe="/") if path else ""
        return (event.calendar_url or relative) if self.portable else (relative or event.calendar_url or "")

    def _lang(self, event: Event) -> str:
        language = event.language or self.page.calendar.language
        return f' lang="{escape(language)}"' if language != self.page.language else ""

    def _fact(self, label: str, html: str) -> str:
        return f"<p><strong>{label}</strong>{self._labels['colon']}{html}</p>"

    def _inline(self, detail: Detail, about: str) -> str:
        """A detail's text without the paragraph that it is."""
        html = self.links.fragment(detail.text, about)
        return html[3:-4] if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1 else html
