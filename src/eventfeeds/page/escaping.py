"""Text in HTML, in which no template engine finds anything to run."""

from __future__ import annotations

import html


def escape(text: str, *, quote: bool = True) -> str:
    """As `html.escape`, and without braces."""
    return without_braces(html.escape(text, quote=quote))


def without_braces(fragment: str) -> str:
    """HTML with `{` as a reference: Liquid and others would run `{{ a }}` where a site includes the fragment."""
    return fragment.replace("{", "&#123;")
