"""Addresses as people type them -> absolute addresses that every client opens."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urljoin

from eventfeeds.errors import Remark

_LONGEST_HOST = 253  # RFC 1035; and composing takes the square of the length of a run of accents
_LONGEST_SHOWN = 200  # characters of an address in a remark; an embedded image has a million

_HOST = r"(?:[A-Za-z0-9_][A-Za-z0-9_-]*+(?:\.[A-Za-z0-9_-]++)*+\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?"
_PATH = r"(?:[/?#](?:[A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]-]++|%[0-9A-Fa-f]{2})*+)?"
_SAFE = r"[!#-;=?-\[\]_a-z~]"  # what RFC 3986 lets an address hold
_MAIL = r"mailto:[A-Za-z0-9._-]++@(?:[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+\.)++[A-Za-z]{2,}+"
PLAIN = re.compile(rf"(?:https?://{_HOST}{_PATH}|{_MAIL})")
"""An address that comes back from `link` as it is."""
_ORIGIN = re.compile(rf"https?://{_HOST}")
_FROM_ROOT = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)++/?")
# Compiled on use, as some below: most addresses are plain.
_ABSOLUTE = (
    rf"https?://(?:[A-Za-z0-9._~!$&'()*+,;=:%-]*+@)?{_HOST}{_PATH}"
    rf"|mailto:{_SAFE}+@[A-Za-z0-9.-]+(?:\?{_SAFE}*)?|mailto:\?{_SAFE}+"
    rf"|tel:\+?[0-9*#().-]{{2,}}(?:;{_SAFE}*)?"
)

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*+:"
_WEB = r"(?i)(?:(https?):[/\\]*+\s*+)++"
_EMAIL = r"([^\s@:/?#<>()\[\],;\"]++)@((?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,})"
_BARE_HOST = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+([^\W\d_]{2,})(?::\d{1,5})?(?=[/?#]|$)"
_MISSING_COLON = r"(?i)https?(?=//)"
_RELATIVE = r"[/.#?]|[^\s@/]++(?:/|$)"
_SIGN = "[/.#?]"  # of an address
_WELL_FORMED = r"(?i)(?:https?:)?//(?![/\\]|https?:)\S++|(?:mailto|tel):[^\s/]\S*+"
_EDGES = " \t\n\r\f\v\xa0\u2007\u2009\u202f"
_WRAPPERS = ("()", "<>", "[]", '""', "''", "«»", "“”")
_INVISIBLE = "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]"
_LONE_PERCENT = r"%(?![0-9A-Fa-f]{2})"
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"
_KEPT_LOCAL = "!$&'*+-/=_~."

# `programme.pdf` and `readme.md` are files of the site, `programme.org` is somebody's host.
_HOST_ENDINGS = frozenset(
    "academy africa agency app art barcelona berlin biz blog brussels bzh cloud com community coop corsica "
    "dev digital edu eus events foundation gov info int live mil museum name net one online org page paris "
    "pro quebec school site social solutions space store studio swiss team tech video wiki world".split()
)
_FILE_ENDINGS = frozenset("cc db do gz hs in js la md mo pl po ps py rb rs sh so ts vb".split())


def link(value: str, base: str = "", *, word: bool = True) -> tuple[str | None, Remark | None]:
    """One address as people type it -> an absolute http, https, mailto or tel address, in ASCII.

    A relative address is resolved against `base` (http or https); without one: None and `relative-link`.
    What can mean only one thing is mended, with the remark `mended-link`: spaces, wrapping signs, a missing
    scheme, an e-mail address. Percent-encoding (RFC 3987 §3.1) and `//host` need no remark. Anything else:
    None and `bad-link`; so is one word, as in `required`, which could be a file of the site, unless `word`. Idempotent.
    """
    if PLAIN.fullmatch(value):
        return value, None
    if _FROM_ROOT.fullmatch(value) and PLAIN.fullmatch(base) and (origin := _ORIGIN.match(base)):
        return origin[0] + value, None
    return _mended(value, base, word=word)


def web_address(text: str) -> str:
    """A complete web address as it is, with the characters of RFC 3986 alone; "" for what is none or needs mending."""
    address, mended = link(text)
    return address if address and mended is None and text.lower().startswith(("http://", "https://")) else ""


def _mended(value: str, base: str, *, word: bool = True) -> tuple[str | None, Remark | None]:
    tidy = _tidied(value)
    if tidy.startswith("{"):  # a name that a generator would have put in its place
        return None, Remark("bad-link", got=_shown(value))
    address = _with_scheme(tidy) if re.match(_SCHEME, tidy) else _without_scheme(tidy)
    well_formed = tidy == value and re.fullmatch(_WELL_FORMED, value) is not None
    if address is None and _is_relative(tidy) and (word or re.search(_SIGN, tidy)):
        page = link(base)[0] if base else None
        if not page or not page.startswith("http"):
            return None, Remark("relative-link", got=_shown(value))
        address, well_formed = urljoin(page, _encoded(tidy)), tidy == value and " " not in value
    if address is None or not re.fullmatch(_ABSOLUTE, address):
        return None, Remark("bad-link", got=_shown(value))
    if well_formed and not (address.startswith("mailto:") and value[:4].lower() == "http"):
        return address, None
    return address, Remark("mended-link", expected=_shown(address), got=_shown(value))


def _tidied(value: str) -> str:
    tidy = (value if value.isprintable() else re.sub(_INVISIBLE, "", value)).strip(_EDGES)
    for _ in range(2):
        if len(tidy) > 2 and tidy[0] + tidy[-1] in _WRAPPERS:
            tidy = tidy[1:-1].strip(_EDGES)
    return re.sub(_MISSING_COLON, r"\g<0>:", tidy, count=1) if re.match(_MISSING_COLON, tidy) else tidy


def _with_scheme(text: str) -> str | None:
    """`text` begins with a scheme, or with a host and a port, which looks the same."""
    scheme, _, rest = text.partition(":")
    match scheme.lower():
        case "http" | "https":
            return _web(text)
        case "mailto":
            return _mail(rest)
        case "tel":
            return "tel:" + re.sub(r"\s", "", unquote(rest))
    return _without_scheme(text)


def _without_scheme(text: str) -> str | None:
    if text.startswith("//"):
        return _http("https", text[2:])
    if re.fullmatch(_EMAIL, text):
        return _mail(text)
    host = re.match(_BARE_HOST, text)
    return _http("https", text) if host and _is_host(host[0].lower(), host[1].lower()) else None


def _web(text: str) -> str | None:
    """What begins with http: or https:, once or by mistake several times, of which the last counts."""
    scheme = re.match(_WEB, text)
    if not scheme:
        return None
    rest = text[scheme.end() :]
    if rest[:7].lower() == "mailto:":
        return _mail(rest[7:])
    return _mail(rest) if re.fullmatch(_EMAIL, rest) else _http(scheme[1].lower(), rest)


def _http(scheme: str, rest: str) -> str | None:
    """What follows `//` -> an address; None: no host, or a second address in the same value."""
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    host, path = _ascii(authority.rstrip(_EDGES)), rest[len(authority) :]
    if not host or ("://" in path and any(map(str.isspace, path))):
        return None
    return f"{scheme}://{host}{_encoded(path)}"


def _mail(text: str) -> str | None:
    """What follows `mailto:` (RFC 6068), several recipients included."""
    recipients, question, query = text.lstrip("/").partition("?")
    addresses = []
    for recipient in re.split("[,;]", unquote(recipients)):
        if not recipient.strip(_EDGES):
            continue
        found = re.fullmatch(_EMAIL, recipient.strip(_EDGES))
        host = _ascii(found[2]) if found else None
        if not found or not host:
            return None
        addresses.append(f"{quote(found[1], safe=_KEPT_LOCAL)}@{host}")
    return f"mailto:{','.join(addresses)}{question}{_encoded(query)}"


def _ascii(host: str) -> str | None:
    """A host as the network knows it (RFC 3490); None: it cannot be one."""
    if host.isascii():
        return host
    if len(host) > _LONGEST_HOST:
        return None
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def _is_host(host: str, ending: str) -> bool:
    if host.startswith("www."):
        return True
    return ending in _HOST_ENDINGS or (len(ending) == 2 and ending not in _FILE_ENDINGS)


def _is_relative(text: str) -> bool:
    """A path, a query or an anchor; prose is none."""
    if not text or text.startswith("//") or re.match(_SCHEME, text):
        return False
    return re.match(_RELATIVE, text) is not None


def _encoded(path: str) -> str:
    """Percent-encodes what an address may not hold; what is encoded stays."""
    return quote(re.sub(_LONE_PERCENT, "%25", path), safe=_KEPT)


def _shown(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…"
