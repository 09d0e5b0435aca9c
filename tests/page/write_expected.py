"""The expected fragment of the example, in each language.

`python tests/page/write_expected.py` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

from pages import EXPECTED, LANGUAGES, example, fragment

if __name__ == "__main__":
    for language in LANGUAGES:
        (EXPECTED / f"subscribe.{language}.html").write_bytes(fragment(example(language)).encode())
