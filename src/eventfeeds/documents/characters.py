"""Bytes to text: UTF-8 only, one kind of line end, and the characters that no text has."""

from __future__ import annotations

import re

from eventfeeds.errors import BadValue, Remark
from eventfeeds.model import Tidy

CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
"""Control characters except tab, line feed, carriage return and NEL; lone surrogates; U+FFFE and U+FFFF.

A pattern that is compiled on use: few files hold such a character, and it takes as long as loading a module.
"""

_WITHOUT_CONTROL = bytes(byte if byte in b"\t\n\r" or 0x20 <= byte != 0x7F else 0x20 for byte in range(256))
_C1 = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_BEFORE_NONCHARACTER = b"\xef\xbf"
_SEPARATORS = "\x85\u2028\u2029"
_BOM = b"\xef\xbb\xbf"


def read(data: bytes) -> tuple[str, str, tuple[Remark, ...]]:
    """Return the text of a file without control characters, with them, and what is to be said of them.

    Raises BadValue `not-utf8`.
    """
    written = decode(data)
    control = first_control(data, written)
    if control is None:
        return written, written, ()
    remark = Remark("control-characters", got=spelled(control[0]), line=line_at(written, control.start()))
    return re.sub(CONTROL, "", written), written, (remark,)


def decode(data: bytes) -> str:
    r"""Return the text of a UTF-8 file, without its BOM, every line end `\n`; BadValue `not-utf8` otherwise."""
    data = data.removeprefix(_BOM)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        got = f"0x{data[error.start]:02X}"
        raise BadValue("not-utf8", expected="UTF-8", got=got, line=data.count(b"\n", 0, error.start) + 1) from None


def first_control(data: bytes, text: str) -> re.Match[str] | None:
    """Return the first control character of a text that was decoded from these bytes, which are searched faster."""
    clean = data.translate(_WITHOUT_CONTROL) == data
    if clean and b"\xef" in data:  # few texts have it, and two bytes are sought many times slower than one
        clean = _BEFORE_NONCHARACTER not in data
    return None if clean and not _C1.search(data) else re.search(CONTROL, text)


def tidy(text: str) -> str:
    """Return a text of a file without control characters so that nobody searches it for such characters again."""
    return text if any(separator in text for separator in _SEPARATORS) else Tidy(text)


def line_at(text: str, index: int) -> int:
    """Return the line, from 1, on which the character at `index` stands."""
    return text.count("\n", 0, index) + 1


def spelled(character: str) -> str:
    """Return the name by which an invisible character can be told: `U+000B`."""
    return f"U+{ord(character):04X}"


def refuse_nul(written: str, body_line: int | None = None) -> None:
    """Refuse a NUL above the body: the file is damaged or in another encoding. Stripping moves no line.

    `body_line` None: there is no body. Raises BadValue `nul-character`.
    """
    index = written.find("\0")
    if index < 0:
        return
    line = line_at(written, index)
    if body_line is None or line < body_line:
        raise BadValue("nul-character", line=line)
