"""The sanitiser: an allow-list of elements and attributes. The only door of nh3."""

from __future__ import annotations

import re

import nh3

from eventfeeds.markup.nesting import refuse_excess

_FIRST_LINE_ENDS = re.compile(r"(<pre[^<>]*>)\n+")  # a parser drops one of them each time
_TAGS = (
    "a abbr address article aside b bdi blockquote br caption cite code col colgroup dd del details dfn "
    "div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q s "
    "samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
)
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags={"iframe", "noembed", "noframes", "script", "style", "template", "title"},
    attributes={
        "*": {"dir", "lang"},
        "a": {"href", "hreflang", "title"},
        "abbr": {"title"},
        "col": {"span"},
        "colgroup": {"span"},
        "img": {"alt", "height", "src", "title", "width"},
        "li": {"value"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "time": {"datetime"},
    },
    link_rel=None,  # nothing opens a new window: there is no `target`
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
)
_PICTURE_OF_NOTHING = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')


def sanitised(html: str) -> str:
    """Any HTML that neither holds nor names a control character -> a safe, well-formed fragment: see `clean`."""
    refuse_excess(html)
    safe = _CLEANER.clean(html)
    if safe.count("<") != html.count("<") or "<a>" in safe:
        # Where tags were dropped or added, what is left may nest in a way that a parser changes once more.
        # A link whose address was none goes here, its end tag with it.
        safe = _CLEANER.clean(safe.replace("<a>", ""))
    if "<img" in safe:
        safe = _PICTURE_OF_NOTHING.sub("", safe)
    return _FIRST_LINE_ENDS.sub(r"\1", safe) if "<pre" in safe else safe
