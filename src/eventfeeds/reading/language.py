"""In which language a file is: by its key, by the end of its name, or by its folder."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from eventfeeds.errors import Remark
from eventfeeds.reading import identity

if TYPE_CHECKING:
    from eventfeeds.reading.files import Source
    from eventfeeds.reading.record import Record

_CODE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
# ISO 639-1: names of folders and ends of names, such as `js` or `v2`, are not all of them languages.
_KNOWN = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)


def language(record: Record) -> str:
    """The language of a file as it is told (BCP 47), "" where nothing tells it."""
    said = record.line("language")
    if said and re.fullmatch(_CODE, said):
        return said.replace("_", "-")
    if said:
        record.tell(Remark("language-form", got=said), record.found("language"))
    for where in record.site.profile.language_from:
        source = record.source
        found = suffix(source.path) if where == "suffix" else folder(source, record.site.profile.roots)
        if found:
            return found
    return ""


def suffix(path: str) -> str:
    """The language at the end of a name, as in `fete.fr.md`; "" if there is none."""
    name = PurePath(path).stem
    return _code(name.rpartition(".")[2]) if "." in name else ""


def folder(source: Source, roots: tuple[str, ...]) -> str:
    """The language that the first folder of the collection names, or the first of the site, or below CONTENT."""
    of_site = PurePath(source.path).parts[len(PurePath(source.root).parts) : -1] if source.root else ()
    firsts = (
        identity.below(source.path, roots, root=source.root, content=source.content),
        of_site,
        PurePath(source.below).parts[:-1],
    )
    return next((code for folders in firsts if (code := _code("".join(folders[:1])))), "")


def _code(text: str) -> str:
    known = re.fullmatch(_CODE, text) and re.split("[-_]", text)[0].lower() in _KNOWN
    return text.replace("_", "-") if known else ""


def same(one: str, other: str) -> bool:
    """Whether two codes are one language: the longer may say more of it than the other (`fr-CA` and `fr`)."""
    one, other = one.lower(), other.lower()
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")
