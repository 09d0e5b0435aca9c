"""HTML as its writers type it: what Markdown would see in it is none."""

from __future__ import annotations

import pytest

from eventfeeds import markup
from eventfeeds.errors import Remark

BASE = "https://www.exemple.fr/agenda/atelier/"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            '<section>\n  <h2>P</h2>\n\n    <p>Accueil <a href="/plan">x</a></p>\n</section>',
            '<section>\n  <h2>P</h2>\n\n    <p>Accueil <a href="https://www.exemple.fr/plan">x</a></p>\n</section>',
        ),
        ("<p># un *deux* `<b>trois</b>`\n\n* quatre</p>", "<p># un *deux* `<b>trois</b>`\n\n* quatre</p>"),
        (r"<p>C:\\{% if a %}plan{: .b} {#ici}</p>", r"<p>C:\\plan{: .b} {#ici}</p>"),
        ("<p>un</p><!-- secret -->\n<!-- <p>secret</p>", "<p>un</p>"),
        ("{% comment %}secret{% endcomment %}{{< note >}}<p>un{# secret #}</p>{{< /note >}}", "<p>un</p>"),
        ("<a href=\"{{ '/plan' | relative_url }}\">x</a>", '<a href="https://www.exemple.fr/plan">x</a>'),
        ("<pre>{% raw %}{{ a }}{% endraw %}</pre>", "<pre>{{ a }}</pre>"),
        ("<html><head><title>t</title><style>p{}</style></head><body>\n<p>un</p>\n</body></html>", "<p>un</p>"),
        ("a &#1; &#x26;#2; &#146; < b", "a  &amp;#2; ’ &lt; b"),
        ("", ""),
    ],
)
def test_html_is_read_as_it_is(typed: str, expected: str) -> None:
    html, remarks = markup.render_html(typed, BASE)
    assert (html, remarks) == (expected, ())
    assert markup.clean(html) == markup.clean(str(html)) == html


def test_tags_of_templates_are_text_where_there_are_none() -> None:
    html, _ = markup.render_html("<p>{% a %} {{ b }}<!-- c --></p>", comments=False)
    assert html == "<p>{% a %} {{ b }}</p>"


def test_what_is_left_out_is_told() -> None:
    html, remarks = markup.render_html('<a href="foo:bar">a</a><script>x()</script>', BASE)
    assert html == "a"
    assert remarks == (Remark("bad-link", got="foo:bar"), Remark("dropped-html", got="script"))


def test_text_of_indented_html_reads_well() -> None:
    html, _ = markup.render_html("\n  <ul>\n\n    <li>un\n    <li>deux</li>\n  </ul>\n\n    <p>trois</p>\n")
    assert markup.text(html) == "- un\n- deux\n\ntrois"
