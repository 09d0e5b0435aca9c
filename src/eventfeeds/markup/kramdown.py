"""What Markdown files hold besides Markdown: attribute lists, comments, tags of template languages.

`strip` takes them out before the text is rendered, in one pass from left to right. Code keeps everything.
"""

from __future__ import annotations

import re

_OTHER_BRACE = re.compile(r"\{(?=[%{#/]|::)")
# Two or more: one `#` before a word is a hashtag, on the sites of Jekyll too (kramdown-parser-gfm wants a space).
TIGHT_HEADING = re.compile(r"#(?=#{1,5}+[^\s#])")
ATTRIBUTES = re.compile(r"\{:[^{}\n]*+\}")


def strip(text: str, *, templates: bool = True) -> str:
    """Markdown -> Markdown without what is no Markdown.

    Gone with their contents: comments of HTML, kramdown, Liquid, Jinja, Hugo and MDX; one that is never closed
    hides all that follows, as in a browser. Gone: attribute lists (`{: .note}`), heading identifiers
    (`{#id}`), template tags; what stands between two tags stays. `##Heading` gets its space.
    `templates=False` leaves everything of template languages as text. Lines end in `\\n`. Linear time.
    """
    if ("<" in text and "<!-" in text) or ("#" in text and TIGHT_HEADING.search(text)):
        return _scanned(text, templates=templates)
    if "{" not in text:
        return text
    if "\\" in text or "`" in text or ("~" in text and "~~~" in text) or _OTHER_BRACE.search(text):
        return _scanned(text, templates=templates)
    return ATTRIBUTES.sub("", text)  # and nothing that could hide them


def strip_html(text: str, *, templates: bool = True) -> str:
    """HTML -> HTML without comments and, with `templates`, without tags of template languages. Linear time."""
    return _scanned(text, templates=templates, markdown=False) if "<!-" in text or "{" in text else text


def _scanned(text: str, *, templates: bool, markdown: bool = True) -> str:
    from eventfeeds.markup.kramdown_scan import Scan  # noqa: PLC0415  few texts need it, and it has many patterns

    return Scan(text, templates=templates, markdown=markdown).run()
