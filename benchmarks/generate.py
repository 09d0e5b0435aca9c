"""Made-up event folders in the manner of numerique.gouv.fr: the file of a number is the same for ever.

`python -m benchmarks.generate COUNT` writes a folder, once, and prints where it is.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import textwrap
import unicodedata
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

import pytz

from benchmarks import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

SMALLEST, LARGEST = 4000, 5120  # bytes of a file
_LONGEST_BLOCK = 700  # bytes of a body
_PARIS = pytz.timezone("Europe/Paris")
_FIRST_DAY = datetime(2015, 1, 1)  # noqa: DTZ001  a wall clock, which `_moment` gives its offset
_HERE = Path(__file__).parent
_NO_BREAK = re.compile(r" (?=[:;!?»%])|(?<=«) |(?<=\d) (?=\d{3})")  # where French type has no-break spaces
_QUOTED = re.compile(r": |:$| #|^[\[\]{}&*!|>'\"%@`#-]")


def folder(count: int) -> Path:
    """The folder of the first `count` events, written once below the system's temporary folder."""
    version = hashlib.sha256((_HERE / "generate.py").read_bytes() + (_HERE / "vocabulary.py").read_bytes())
    cache = Path(tempfile.gettempdir(), "eventfeeds-benchmarks", version.hexdigest()[:12])
    target = cache / f"{count}" / "_evenements"
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a folder left half written would be measured for ever after.
        unfinished = Path(tempfile.mkdtemp(dir=target.parent))
        write(unfinished, count)
        unfinished.rename(target)
    return target


def write(target: Path, count: int) -> None:
    """Write the first `count` events into a folder."""
    for number in range(count):
        name, text = event(number)
        (target / name).write_bytes(text.encode())


def event(number: int) -> tuple[str, str]:
    """The name and the text of one file; it depends on its number alone."""
    editor = _Editor(number)
    head = editor.front_matter()
    body = editor.body(editor.between(SMALLEST, LARGEST - _LONGEST_BLOCK) - len(head.encode()))
    stem = f"{_slug(editor.title)}-{number:06}"
    return stem + editor.one_of((".md", ".markdown")), f"---\n{head}---\n\n{body}"


class _Editor:
    """Who types one event, by chance, but always the same for the same number."""

    def __init__(self, number: int) -> None:
        self._random = Random(f"eventfeeds {number}")
        self.one_of, self.between = self._random.choice, self._random.randrange
        self._kind, self._theme = self.one_of(words.KINDS), self.one_of(words.THEMES)
        separator = self.one_of((" : ", f" n° {self.between(2, 60)} – "))
        self.title = f"{self._kind}{separator}{self._theme}"
        self._minds_spaces = self._sometimes(0.5)
        # Each sentence comes once before any comes twice.
        self._sentences = cycle(self._shuffled(words.SENTENCES))
        self._items = cycle(self._shuffled(words.ITEMS))
        self._quotes = cycle(self._shuffled(words.QUOTES))

    def front_matter(self) -> str:
        start, end, hours = self._times()
        published = start - timedelta(days=self.between(10, 60), minutes=self.between(600))
        lines = [_scalar("title:", self.title), f"date: {_moment(published)}"]
        if self._sometimes(0.05):
            lines.append("published: false")
        lines += ["categories:", f"- {self._kind}", "tags:"]
        lines += [_scalar("-", tag) for tag in self._shuffled(words.TAGS)[:3]]
        lines.append(
            _scalar("chapeau-text:", f"{self._say(self.one_of(words.LEADS))} {self._say(next(self._sentences))}")
        )
        if self._sometimes(0.5):
            lines += ["une-ou-diaporama:", f'- image: "/uploads/affiche-{self.between(10**5)}.jpg"']
            lines.append(f"  alternative-textuelle: Affiche, {self._kind}")
        lines.append(f"event_start_date: {_moment(start)}")
        if end:
            lines.append(f"event_end_date: {_moment(end)}")
        return "\n".join([*lines, *self._whereabouts(), *self._details(hours)]) + "\n"

    def body(self, size: int) -> str:
        """Blocks of Markdown, until there are `size` bytes."""
        blocks: list[str] = []
        while size > 0:
            blocks.append(self.one_of((self._paragraph, self._paragraph, self._section, self._quote))())
            size -= len(blocks[-1].encode())
        return "\n\n".join(blocks) + "\n"

    def _times(self) -> tuple[datetime, datetime | None, str]:
        """Start, end and hours in words, in the five ways of editors."""
        day = _FIRST_DAY + timedelta(days=self.between(3650))
        opening = day + timedelta(minutes=self.one_of((480, 540, 570, 600, 840, 870, 1080)))
        closing = opening + timedelta(minutes=self.one_of((60, 90, 120, 180, 210)))
        way = self._random.random()
        if way < 0.55:
            return opening, None, self._hours(opening, closing)
        if way < 0.70:
            return day, None, self._hours(opening, closing)
        if way < 0.80:
            return opening, closing, ""
        if way < 0.92:
            return day, None, ""
        return day, day + timedelta(days=self.between(1, 20)), ""

    def _hours(self, opening: datetime, closing: datetime) -> str:
        if self._sometimes(0.25):
            return f"{opening:%H:%M} – {closing:%H:%M}"
        begin, end = (f"{hour.hour}h{hour:%M}".removesuffix("00") for hour in (opening, closing))
        return self.one_of((f"{begin} - {end}", f"de {begin} à {end}", f"{begin}-{end}"))

    def _whereabouts(self) -> list[str]:
        place, address = self.one_of(words.PLACES)
        if not address:
            return [_scalar("lieu:", place), "afficher_la_carte: false"]
        lines = [_scalar("lieu:", place), _scalar("adresse:", address), "afficher_la_carte: true", "acces:"]
        for kind, stops in self._shuffled(words.WAYS)[:2]:
            lines += [f"- type: {kind}", "  lignes:", *(_scalar("  - nom:", stop) for stop in stops)]
        return lines

    def _details(self, hours: str) -> list[str]:
        details = [
            ("Horaires", hours, ""),
            ("Public", self.one_of(words.AUDIENCES), ""),
            ("Inscription", self.one_of(words.REGISTRATIONS), f"lien: {self._address('inscription')}"),
            ("Accessibilité", "Transcription en direct, boucle à induction magnétique, salle de plain-pied", ""),
            ("Contact", "L'équipe de la série", "mailto: rendez-vous@orvelle.example"),
        ]
        lines = ["champs_informations:"]
        for label, text, link in details if hours else details[1:]:
            lines += [f"- intitule: {label}", _scalar("  contenu:", text)] + ([f"  {link}"] if link else [])
        return lines

    def _paragraph(self) -> str:
        return " ".join(self._say(next(self._sentences)) for _ in range(self.between(2, 5)))

    def _section(self) -> str:
        mark = self.one_of(("### ", "## ", "#### "))
        items = "\n".join(f"* {self._say(next(self._items))}" for _ in range(self.between(3, 6)))
        return f"{mark}{self.one_of(words.HEADINGS)}\n\n{items}"

    def _quote(self) -> str:
        return f"> {self._say(next(self._quotes))}"

    def _say(self, pattern: str) -> str:
        sentence = pattern.format(
            kind=self._kind,
            theme=self._theme,
            people=self.one_of(words.PEOPLE),
            body=self.one_of(words.BODIES),
            link=self._address("guides"),
        )
        sentence = sentence[0].upper() + sentence[1:]
        return _NO_BREAK.sub("\u00a0", sentence) if self._minds_spaces else sentence

    def _address(self, host: str) -> str:
        return f"https://{host}.example.org/{_slug(self._kind)}/{self.between(10**5)}?source=agenda"

    def _shuffled(self, texts: Sequence[T]) -> list[T]:
        return self._random.sample(texts, len(texts))

    def _sometimes(self, share: float) -> bool:
        return self._random.random() < share


def _moment(wall: datetime) -> str:
    """As the site's editor writes it: `2026-07-24 14:00:00 +02:00`."""
    offset = _PARIS.localize(wall).strftime("%z")
    return f"{wall:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:]}"


def _scalar(key: str, text: str) -> str:
    """A key and its text in YAML, quoted where it must be, folded at 80 columns."""
    written = "'{}'".format(text.replace("'", "''")) if _QUOTED.search(text) else text
    margin = " " * (len(key) - len(key.lstrip()) + 2)
    whole = f"{key} {written}"
    return "\n".join(textwrap.wrap(whole, 80, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False))


def _slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.replace("’", " ").lower()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", bare).strip("-")


if __name__ == "__main__":
    print(folder(int(sys.argv[1])))
