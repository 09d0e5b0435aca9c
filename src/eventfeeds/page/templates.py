"""The templates of the page: HTML in which `$$name` stands for a piece, filled by the standard library."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from eventfeeds.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = ("index.html", "subscribe.html", "client.html", "event.html")
"""What a site may replace: the frame, the fragment, one client's block, one event's article."""


class Templates:
    """The built-in templates, or the site's own in their place. Every piece is safe HTML when it comes here."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """Raises BadValue `page-template-name` for a name that is not in `TEMPLATES`."""
        for name in own:
            if name not in TEMPLATES:
                raise BadValue("page-template-name", ", ".join(TEMPLATES), name)
        folder = files("eventfeeds.page") / "files"
        texts = {name: own[name] if name in own else (folder / name).read_text(encoding="utf-8") for name in TEMPLATES}
        self._templates = {name: Template(text) for name, text in texts.items()}

    def fill(self, name: str, **pieces: str) -> str:
        """A template with its pieces, without the lines that an empty piece leaves empty.

        Raises BadValue `page-template` for a `$$` that no piece follows.
        """
        try:
            empty = {f"${piece}" for piece, text in pieces.items() if not text}
            lines = (line for line in self._templates[name].template.split("\n") if line.strip() not in empty)
            filled = Template("\n".join(lines)).substitute(pieces)
        except KeyError as error:
            raise BadValue(
                "page-template", ", ".join(f"${piece}" for piece in pieces), f"{name}: ${error.args[0]}"
            ) from error
        except ValueError as error:
            raise BadValue("page-template", ", ".join(f"${piece}" for piece in pieces), name) from error
        return filled.strip("\n")
