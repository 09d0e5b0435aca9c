"""The renderer against another CommonMark implementation: the same structure for the same text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eventfeeds import markup

ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])

SAMPLES = [
    "Un paragraphe\nsur deux lignes.",
    "Une fin de ligne  \nforcée, une autre\\\nencore.",
    "*un* **deux** ***trois*** _quatre_ __cinq__ a*b*c snake_case_ici",
    "**gras *et penché* ensemble** *penché **et gras***",
    "# Un\n## Deux\n### Trois\n#### Quatre ####\n\nCinq\n====\n\nSix\n---",
    "Dans :\n* un\n* deux\n\nPuis",
    "* un\n\n* deux\n\n  suite\n\n* trois",
    "* un\n  * deux\n    * trois\n* quatre\n- autre liste",
    "3. trois\n4. quatre\n   1. un\n\n1) autre",
    "* ### Titre\n* > cité\n* `code`\n*",
    "* un\nsuite paresseuse\n* deux",
    "> cité\nparesseux\n> > dedans\n>\n> * liste",
    "```python\nif a < b:\n    pass\n\n```\n\n~~~\n```\n~~~\n\n    indenté\n\n    encore",
    "`code` ``avec ` dedans`` `` ` `` ` deux\nlignes `",
    '[lien](https://a.fr/b) [titre](https://a.fr "Le titre") [vide](<https://a.fr/c>)',
    "[réf][a] [a][] [a]\n\n[a]: https://a.fr 'Titre'",
    "<https://a.fr/?b=1&c=2> <a@b.fr> [parenthèses](https://a.fr/b_(c))",
    '![image](https://a.fr/b.png "c") [![d](https://a.fr/e.png)](https://a.fr/f)',
    "[pas un lien] [ni] (cela) \\[ni cela\\](https://a.fr)",
    '\\*échappé\\* \\# \\> \\` &amp; &eacute; &#233; & < > "',
    "***\n\n---\n\n___",
    "| a | b |\n|:--|--:|\n| c `|` | *d* |\n| e |\n\naprès",
    "~~barré~~ et **~~gras barré~~**",
    "<div class='a'>\n<b>gras</b>\n\n**Markdown**\n\n</div>",
    "Texte <br> avec <span lang='en'>HTML</span> <b>dedans</b>",
    "<p>bloc *brut*</p>\n\nsuite",
    "espace\xa0insécable\u202f! emoji 📖 ☁️ ➅",
]


def structure(html: str) -> str:
    """What a browser makes of it: white space folded, and none beside a block's tag."""
    html = re.sub(r"<(/?)s>", r"<\1del>", re.sub(r"[ \n]+", " ", html))
    html = html.replace(" </code></pre>", "</code></pre>")  # whether the last line of code has an end
    block = "p|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|h[1-6]|pre|div|hr|br"
    return re.sub(rf" *(</?(?:{block})(?: [^>]*)?>) *", r"\1", html).strip()


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_has_the_same_structure(sample: str) -> None:
    assert structure(markup.html(sample)) == structure(markup.clean(ORACLE.render(sample)))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(SAMPLES), min_size=2, max_size=4))
def test_samples_together_have_the_same_structure(samples: list[str]) -> None:
    text = "\n\n".join(samples)

    assert structure(markup.html(text)) == structure(markup.clean(ORACLE.render(text)))
