"""Markdown and HTML as their writers type them -> safe HTML -> plain text. The only door of pyromark and nh3."""

from __future__ import annotations

import re
from html import escape as _escaped
from typing import TYPE_CHECKING

import pyromark

from eventfeeds.markup import kramdown
from eventfeeds.markup.characters import printable, printable_markup
from eventfeeds.markup.fragment import Fragment, clean
from eventfeeds.markup.labels import in_words
from eventfeeds.markup.links import link, web_address
from eventfeeds.markup.own import as_sanitised, is_line
from eventfeeds.markup.plain import text

if TYPE_CHECKING:
    from eventfeeds.errors import Remark

__all__ = ["clean", "escape", "html", "in_words", "link", "render", "render_html", "text", "web_address"]

_MOST_REMARKS = 10
_PLAIN = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES)
# Not always on: one tilde would strike out too, and "~20 minutes" is no deletion.
_STRIKING = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)

_ESCAPED_MARK = r"\\[*_]"
_HELD = "\ufdd0"  # a noncharacter, in no text: what it follows was typed to be read
_HELD_IN_ADDRESS = "%EF%B7%90"


def render(text: str, base: str = "", *, comments: bool = True) -> tuple[str, tuple[Remark, ...]]:
    """Markdown (CommonMark, tables, `~~`, kramdown's attribute lists, raw HTML) -> a safe HTML fragment.

    Relative addresses are made absolute against `base`. With `comments`, those of Liquid, Jinja, Hugo and MDX
    vanish with their contents, and other template tags; without, they are text. HTML and kramdown comments
    always vanish. Remarks (at most 10, each once): `mended-link`, `bad-link`, `relative-link`,
    `dropped-html`. Raises BadValue `markup-too-deep`, `markup-too-dense`. Linear time.
    """
    if is_line(text):
        return Fragment("<p>" + text.replace("\xa0", "&nbsp;") + "</p>"), ()
    return _rendered(text, base, comments=comments)


def render_html(text: str, base: str = "", *, comments: bool = True) -> tuple[str, tuple[Remark, ...]]:
    """HTML as its writers type it -> the same as of Markdown by `render`, without what Markdown would see in it."""
    html = kramdown.strip_html(printable_markup(text), templates=comments)
    safe, remarks = _sanitised(html, html, base)
    return _finished(safe, remarks)


def _rendered(text: str, base: str, *, comments: bool) -> tuple[Fragment, tuple[Remark, ...]]:
    markdown = kramdown.strip(printable_markup(text), templates=comments)
    escapes = "\\" in markdown
    if escapes:
        markdown = re.sub(_ESCAPED_MARK, rf"\g<0>{_HELD}", markdown)
    rendered = (_STRIKING if "~" in markdown and "~~" in markdown else _PLAIN).html(markdown)
    if escapes:
        rendered = rendered.replace(_HELD_IN_ADDRESS, "")
    safe, remarks = _safe(markdown, rendered, base)
    if "*" in safe or "_" in safe:  # one sign is sought much faster than two
        from eventfeeds.markup.emphasis import mend  # noqa: PLC0415  most texts have no such mark left

        safe = mend(safe)
    if _HELD in safe:  # replacing takes ten times as long as looking
        safe = safe.replace(_HELD, "")
    return _finished(safe, remarks)


def _finished(safe: str, remarks: list[Remark]) -> tuple[Fragment, tuple[Remark, ...]]:
    return Fragment(safe.strip("\n")), tuple(dict.fromkeys(remarks))[:_MOST_REMARKS]


def _safe(markdown: str, rendered: str, base: str) -> tuple[str, list[Remark]]:
    known = as_sanitised(markdown, rendered)
    if known is not None:
        return known, []
    return _sanitised(markdown, rendered, base)


def _sanitised(typed: str, html: str, base: str) -> tuple[str, list[Remark]]:
    # Only now: most texts are known.
    from eventfeeds.markup.addresses import absolute  # noqa: PLC0415
    from eventfeeds.markup.safety import sanitised  # noqa: PLC0415

    linked, remarks = absolute(html, base)
    safe = sanitised(linked)
    # A control character may be named by what was put together where others were taken out.
    return (printable(safe) if "&#" in typed else safe), remarks


def html(text: str, base: str = "") -> str:
    """Markdown -> a safe HTML fragment with absolute links: `render` without its remarks."""
    return render(text, base)[0]


def escape(text: str) -> str:
    """Plain text -> a safe HTML fragment that shows the same lines."""
    return _escaped(printable(text), quote=False).replace("\xa0", "&nbsp;").replace("\n", "<br>\n")
