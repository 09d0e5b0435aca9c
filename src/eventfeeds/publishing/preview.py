"""A preview of what a build makes, served from memory on this computer, and made again when files have changed."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from eventfeeds.errors import EventFeedsError
from eventfeeds.publishing.build import INDEX, Document
from eventfeeds.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eventfeeds.errors import Problem

PROBLEMS = "problems"
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"
_BODY = re.compile(rb"<body[^>]*>")
_DIGEST = 16  # bytes
_HTTP_PORT = 80  # the one that need not be named


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview shows: documents by path, what there is to tell, and why nothing newer could be made, if so."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    failure: str = ""

    def is_about(self, path: str) -> bool:
        """Whether there stands what is told of the documents: for the one who works on them alone."""
        return path == PROBLEMS or (path == "" and INDEX not in self.documents)

    def at(self, path: str) -> Document | None:
        """What stands at a path below the address of the preview."""
        if self.is_about(path):
            return _about(self)
        found = self.documents.get(path or INDEX)
        return _with_note(found, self) if found and (path or INDEX) == INDEX else found


class Preview:
    """Documents that are made again when `stamp` gives something else than it did before. Thread-safe."""

    def __init__(self, make: Callable[[], Shown], stamp: Callable[[], object]) -> None:
        """Make them for the first time. Raises what `make` raises; later that is shown instead."""
        self._make, self._stamp = make, stamp
        self._lock = Lock()
        self._seen = stamp()
        self._shown = make()

    def now(self) -> Shown:
        """What to show now; where nothing new can be made, the last that could."""
        with self._lock:
            stamp = self._stamp()
            if stamp != self._seen:
                try:
                    self._shown = self._make()
                except (EventFeedsError, OSError) as error:
                    self._shown = replace(self._shown, failure=str(error))
                self._seen = stamp
            return self._shown


class Server(ThreadingHTTPServer):
    """Serves a preview. `host` is an address of this computer; `port` 0 takes a free one. Raises OSError."""

    daemon_threads = True
    preview: Preview
    verbose = False

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._host = host
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind, without asking the network for the name of this computer."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self._host, self.server_address[1]

    @property
    def url(self) -> str:
        """The address to open."""
        everywhere = self._host in ("", "0.0.0.0", "::")  # noqa: S104
        host = socket.gethostname() if everywhere else self._host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}/"

    def answers(self, host: str, own: str) -> bool:
        """Whether it is what a `Host` header names; `own` is the address at which the request came in.

        The page of another site, whose name leads here since (DNS rebinding), would read what stands here.
        """
        own = own.removeprefix("::ffff:")  # of IPv4, where it listens on both
        known = {"localhost", "127.0.0.1", "::1", self._host, own, urlsplit(self.url).hostname}
        named = {f"[{each}]" if ":" in each else each.lower() for each in known if each}
        ports = ["", f":{self.server_port}"] if self.server_port == _HTTP_PORT else [f":{self.server_port}"]
        return host.lower() in {name + port for name in named for port in ports}

    @property
    def reaches_out(self) -> bool:
        """Whether other computers can reach it."""
        try:
            return not ipaddress.ip_address(self._host).is_loopback
        except ValueError:
            return self._host != "localhost"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "eventfeeds"
    sys_version = ""

    def parse_request(self) -> bool:
        """Refuse what asks another server, and let no body of a request, which is not read, be taken for the next."""
        if not super().parse_request():
            return False
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True
        if self.server.answers(self.headers.get("Host", ""), str(self.connection.getsockname()[0])):
            return True
        self.close_connection = True
        text = f"{words('en', 'preview')['other_host'].format(url=self.server.url)}\n".encode()
        length = str(len(text))
        self._head(HTTPStatus.MISDIRECTED_REQUEST, {"Content-Type": _TEXT, "Content-Length": length})
        if self.command != "HEAD":
            self.wfile.write(text)
        return False

    def do_GET(self) -> None:
        try:
            path = unquote(urlsplit(self.path).path).removeprefix("/")
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        shown = self.server.preview.now()
        document = shown.at(path)
        if document is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        # What others may subscribe to, scripts of their sites may read.
        shared = {} if shown.is_about(path) else {"Access-Control-Allow-Origin": "*"}
        tag = f'"{blake2b(document.content, digest_size=_DIGEST).hexdigest()}"'
        if _names(self.headers.get("If-None-Match", ""), tag):
            self._head(HTTPStatus.NOT_MODIFIED, {"ETag": tag, **shared})
            return
        length = str(len(document.content))
        about = {"ETag": tag, "Content-Type": document.media_type, "Content-Length": length}
        self._head(HTTPStatus.OK, {**about, **shared})
        if self.command != "HEAD":
            self.wfile.write(document.content)

    do_HEAD = do_GET  # noqa: N815

    def _refuse(self) -> None:
        """What a calendar asks to learn whether it could write here."""
        self.close_connection = True  # the body of the request is not read
        self._head(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD", "Content-Length": "0"})

    do_OPTIONS = do_PROPFIND = do_PUT = do_POST = do_DELETE = do_REPORT = _refuse  # noqa: N815

    def _head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        always = {
            "Cache-Control": "no-cache",
            "Content-Security-Policy": "default-src 'self'",
            "X-Content-Type-Options": "nosniff",
            **({"Connection": "close"} if self.close_connection else {}),
        }
        for name, value in {**headers, **always}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        if self.server.verbose:
            super().log_message(format, *args)


def _names(asked: str, tag: str) -> bool:
    """Whether an If-None-Match names a tag (RFC 9110 section 13.1.2: weak ones too)."""
    return asked.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in asked.split(","))


def _with_note(page: Document, shown: Shown) -> Document:
    """The page, with a link to the problems before everything else."""
    count = len(shown.problems) + bool(shown.failure)
    if not count:
        return page
    text = words("en", "preview")["found" if count > 1 else "found_one"].format(count=count)
    note = f'<p lang="en" role="status"><a href="/{PROBLEMS}">{escape(text)}</a></p>'.encode()
    return page._replace(content=_BODY.sub(lambda body: body[0] + note, page.content, count=1))


def _about(shown: Shown) -> Document:
    """A page of the problems, and of all documents there are."""
    text = words("en", "preview")
    told = [shown.failure] if shown.failure else []
    told += [str(problem) for problem in shown.problems]
    problems = "".join(f"<li>{escape(line)}</li>\n" for line in told)
    links = "".join(f'<li><a href="/{quote(path)}">{escape(path)}</a></li>\n' for path in sorted(shown.documents))
    title, none, documents = (escape(text[name]) for name in ("problems", "none", "documents"))
    content = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n<h1>{title}</h1>\n"
        + (f"<ul>\n{problems}</ul>\n" if told else f"<p>{none}</p>\n")
        + f"<h2>{documents}</h2>\n<ul>\n{links}</ul>\n</body>\n</html>\n"
    )
    return Document(content.encode(), _HTML)
