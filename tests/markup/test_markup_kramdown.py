"""What files hold besides Markdown: attribute lists, comments, template tags."""

from __future__ import annotations

import pytest

from eventfeeds import markup


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('[x](https://a.fr/){:target="_blank"}.', '<p><a href="https://a.fr/">x</a>.</p>'),
        ("{: .encadre}\nTexte", "<p>Texte</p>"),
        ("Texte\n{:.ouverture #haut}", "<p>Texte</p>"),
        ("> Texte\n> {: .centre}\n{: .encadre}", "<blockquote>\n<p>Texte</p>\n</blockquote>"),
        ("> {: .centre}\n> ### Titre", "<blockquote>\n<h3>Titre</h3>\n</blockquote>"),
        ("un\n{: .a}\ndeux", "<p>un</p>\n<p>deux</p>"),
        ("* {: .a} un\n* deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("{:toc}", ""),
        ("{::options parse_block_html='true' /}\nTexte", "<p>Texte</p>"),
        ("{::nomarkdown}<b>gras</b>{:/nomarkdown}", "<p><b>gras</b></p>"),
        ("## Titre {#mon-titre}", "<h2>Titre</h2>"),
        ("de { 12 } à {: sans fin", "<p>de { 12 } à {: sans fin</p>"),
        (r"\{: .montre}", "<p>{: .montre}</p>"),
    ],
)
def test_kramdown_marks_vanish(typed: str, expected: str) -> None:
    assert markup.html(typed) == expected


@pytest.mark.parametrize(
    "note",
    [
        "<!-- secret -->",
        "<!-- secret\n\n* secret -->",
        "{::comment}secret{:/comment}",
        "{::comment}\nsecret\n{:/}",
        "{% comment %}secret{% endcomment %}",
        "{%- comment -%}\n\nsecret {% if a %}secret{% endif %}\n{%- endcomment -%}",
        "{% comment %}secret{% comment %}secret{% endcomment %}secret{% endcomment %}",
        "{# secret #}",
        "{# secret\n\nsecret #}",
        "{#secret#}",
        "{/* secret */}",
        "{{< comment >}}secret{{< /comment >}}",
        "{{% comment %}}secret{{% /comment %}}",
        "<!-- `secret -->",
        "<!-- secret <b> -->",
    ],
)
def test_a_comment_vanishes_with_its_contents(note: str) -> None:
    html = markup.html(f"avant {note} après")

    assert markup.text(html) == "avant après"


@pytest.mark.parametrize("opening", ["<!-- ", "{::comment}", "{% comment %}", "{{< comment >}}", "{/* "])
def test_a_comment_that_is_never_closed_hides_what_follows(opening: str) -> None:
    assert markup.html(f"avant\n\n{opening}secret\n\nsecret") == "<p>avant</p>"


@pytest.mark.parametrize("empty", ["<!-->", "<!--->", "<!---->"])
def test_an_empty_comment_hides_nothing(empty: str) -> None:
    assert markup.html(f"avant{empty}après") == "<p>avantaprès</p>"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{% if a %}oui{% else %}non{% endif %}", "<p>ouinon</p>"),
        ('{{< note "a" >}}Texte **gras**{{< /note >}}', "<p>Texte <strong>gras</strong></p>"),
        ('{{% alert title="A" %}}\nTexte\n{{% /alert %}}', "<p>Texte</p>"),
        ("{% include carte.html\n   lieu='x' %}Texte", "<p>Texte</p>"),
        ("a{{ site.titre }}b{{{ brut }}}c", "<p>abc</p>"),
        ("[x](https://a.fr{{ site.baseurl }}/b)", '<p><a href="https://a.fr/b">x</a></p>'),
        ("{% raw %}{{ montre }}{% endraw %}", "<p>{{ montre }}</p>"),
        ("{{ sans fin", "<p>{{ sans fin</p>"),
        ("{{ un\n\ndeux }}", "<p>{{ un</p>\n<p>deux }}</p>"),
        ("{% sans fin", "<p>{% sans fin</p>"),
        ("{% un\n\ndeux %}", "<p>{% un</p>\n<p>deux %}</p>"),
        ("un {{{{{ deux }}", "<p>un {{</p>"),
        ("{#1 et {#2", "<p>{#1 et {#2</p>"),
    ],
)
def test_template_tags_vanish_and_what_stands_between_stays(typed: str, expected: str) -> None:
    assert markup.html(typed) == expected


@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_address_in_a_template_filter_is_used(quote: str) -> None:
    typed = f"![Plan]({{{{ {quote}/plan.png{quote} | absolute_url }}}})"

    assert 'src="https://a.fr/plan.png"' in markup.html(typed, "https://a.fr/x/")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("`{: .a}`", "{: .a}"),
        ("``{{ a }} ` {% b %}``", "{{ a }} ` {% b %}"),
        ("`<!-- a -->`", "<!-- a -->"),
        ("`sur\n{: .a}`", "sur {: .a}"),
        ("``` {: .a} ```", "{: .a}"),
        ("```\n{: .a}\n{{ b }}\n<!-- c -->\n##d\n```", "{: .a}\n{{ b }}\n<!-- c -->\n##d"),
        ("~~~ liquid\n{% a %}\n```\n{% b %}\n~~~", "{% a %}\n```\n{% b %}"),
        ("````\n```\n{: .a}\n````", "```\n{: .a}"),
        ("* ```\n  {: .a}\n  ```", "- {: .a}"),
        ("> ```\n> {: .a}\n> ```", "{: .a}"),
        ("```\n{: .a} sans fin", "{: .a} sans fin"),
    ],
)
def test_code_keeps_everything(typed: str, shown: str) -> None:
    assert markup.text(markup.html(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("`a` {: .b} `c`", "<p><code>a</code>  <code>c</code></p>"),
        ("l`un {: .a}", "<p>l`un</p>"),
        ("`un\n\n`{: .a} deux", "<p>`un</p>\n<p>` deux</p>"),
        ("``un` {: .a}", "<p>``un`</p>"),
        ("`un {: .a}\n\ndeux` trois", "<p>`un</p>\n<p>deux` trois</p>"),
        ("``` un ``` {: .b}", "<p><code>un</code></p>"),
        (r"\`{: .a} deux`", "<p>` deux`</p>"),
        ("```\ncode\n```\n{: .a}", "<pre><code>code\n</code></pre>"),
        ("texte ``` {: .a}", "<p>texte ```</p>"),
    ],
)
def test_what_only_looks_like_code_is_cleaned(typed: str, expected: str) -> None:
    assert markup.html(typed) == expected


def test_templates_can_be_left_as_text() -> None:
    typed = "{% a %} {{ b }} {# c #} {/* d */} {% comment %}e{% endcomment %} {: .f}<!-- g -->{#h}"

    html, _ = markup.render(typed, comments=False)

    assert html == "<p>{% a %} {{ b }} {# c #} {/* d */} {% comment %}e{% endcomment %}</p>"
