"""The preview: types, tags, what follows a change of files, and what it shows of problems."""

from __future__ import annotations

import http.client
import socket
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from eventfeeds import SiteError
from eventfeeds.errors import Problem
from eventfeeds.publishing.build import Document
from eventfeeds.publishing.preview import Preview, Server, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

CALENDAR = "text/calendar; charset=utf-8"
DOCUMENTS = {
    "agenda.ics": Document(b"BEGIN:VCALENDAR\r\n", CALENDAR),
    "index.html": Document(b'<html><body class="a"><p>Agenda</p></body></html>', "text/html; charset=utf-8"),
    "events/\u00e9t\u00e9.ics": Document(b"BEGIN:VCALENDAR\r\n", CALENDAR),
}
PROBLEM = Problem("content/<a>.md", "error", "invalid-date", "31 February does not exist", line=7)


class Content:
    """Content whose files change when told so."""

    def __init__(self) -> None:
        self.version = 0
        self.shown: Shown | Exception = Shown(DOCUMENTS)
        self.made = 0

    def make(self) -> Shown:
        self.made += 1
        if isinstance(self.shown, Exception):
            raise self.shown
        return self.shown

    def becomes(self, shown: Shown | Exception) -> None:
        self.shown = shown
        self.version += 1


@pytest.fixture
def content() -> Content:
    return Content()


@pytest.fixture
def server(content: Content) -> Iterator[Server]:
    with Server("127.0.0.1", 0) as server:
        server.preview = Preview(content.make, lambda: content.version)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.headers
    connection.close()
    return found


def test_document_has_its_type_and_its_bytes(server: Server) -> None:
    status, body, headers = ask(server, "/agenda.ics")
    assert (status, body, headers["Content-Type"]) == (200, DOCUMENTS["agenda.ics"].content, CALENDAR)
    assert headers["Content-Length"] == str(len(body))
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Content-Security-Policy"] == "default-src 'self'"


def test_head_is_the_same_without_the_body(server: Server) -> None:
    status, body, headers = ask(server, "/agenda.ics", "HEAD")
    _, whole, expected = ask(server, "/agenda.ics")
    assert (status, body) == (200, b"")
    assert whole
    assert {name: headers[name] for name in headers if name != "Date"} == {
        name: expected[name] for name in expected if name != "Date"
    }


@pytest.mark.parametrize("asked", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_known_tag_is_not_sent_again(server: Server, asked: str, method: str) -> None:
    tag = ask(server, "/agenda.ics")[2]["ETag"]
    status, body, headers = ask(server, "/agenda.ics", method, If_None_Match=asked.format(tag=tag))
    assert (status, body, headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("asked", ['"other"', "", "x"])
def test_other_tag_is_sent(server: Server, asked: str) -> None:
    assert ask(server, "/agenda.ics", If_None_Match=asked)[0] == 200


def test_scripts_of_other_sites_may_read_documents_alone(server: Server, content: Content) -> None:
    tag = ask(server, "/problems")[2]["ETag"]
    about = [ask(server, "/problems"), ask(server, "/problems", If_None_Match=tag), ask(server, "/a", "PUT")]
    content.becomes(Shown({"agenda.ics": DOCUMENTS["agenda.ics"]}))
    about += [ask(server, "/")]
    assert [(status, "Access-Control-Allow-Origin" in headers) for status, _, headers in about] == [
        (200, False),
        (304, False),
        (405, False),
        (200, False),
    ]
    tag = ask(server, "/agenda.ics")[2]["ETag"]
    status, _, headers = ask(server, "/agenda.ics", If_None_Match=tag)
    assert (status, headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost", "[::1]"])
def test_names_of_this_computer_are_answered(server: Server, host: str) -> None:
    assert ask(server, "/agenda.ics", Host=f"{host}:{server.server_port}")[0] == 200


@pytest.mark.parametrize(
    "host",
    ["example.org:{port}", "127.0.0.1.example.org:{port}", "localhost", "localhost:1", "192.0.2.1:{port}", "", ":"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_name_of_another_is_refused(server: Server, host: str, method: str) -> None:
    status, body, headers = ask(server, "/problems", method, Host=host.format(port=server.server_port))
    told = f"This preview answers at http://127.0.0.1:{server.server_port}/ alone.\n".encode()
    assert (status, body, headers["Connection"]) == (421, b"" if method == "HEAD" else told, "close")


@pytest.mark.parametrize(
    ("listening", "host", "own", "answered"),
    [
        ("0.0.0.0", "192.0.2.7:{port}", "192.0.2.7", True),
        ("0.0.0.0", "192.0.2.7:{port}", "::ffff:192.0.2.7", True),
        ("0.0.0.0", "[2001:db8::1]:{port}", "2001:db8::1", True),
        ("0.0.0.0", "192.0.2.7:{port}", "192.0.2.8", False),
        ("0.0.0.0", "{name}:{port}", "192.0.2.7", True),
        ("127.0.0.1", "{name}:{port}", "127.0.0.1", False),
        ("127.0.0.2", "127.0.0.2:{port}", "127.0.0.2", True),
    ],
)
def test_address_that_it_listens_on_is_answered(listening: str, host: str, own: str, answered: bool) -> None:
    with Server(listening, 0) as server:
        name = urlsplit(server.url).hostname if listening == "0.0.0.0" else "computer.example.org"
        assert server.answers(host.format(port=server.server_port, name=name), own) is answered


def test_common_port_need_not_be_named() -> None:
    with Server("127.0.0.1", 0) as server:
        server.server_port = 80
        assert server.answers("localhost", "127.0.0.1")


@pytest.mark.parametrize(
    "body", ["Content-Length: {length}\r\n\r\n{hidden}", "Transfer-Encoding: chunked\r\n\r\n{hidden}"]
)
def test_body_of_a_request_is_not_the_next_request(server: Server, body: str) -> None:
    host = f"Host: 127.0.0.1:{server.server_port}\r\n"
    hidden = f"GET /problems HTTP/1.1\r\n{host}\r\n"
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        told = f"GET /agenda.ics HTTP/1.1\r\n{host}" + body.format(length=len(hidden), hidden=hidden)
        connection.sendall(told.encode())
        connection.shutdown(socket.SHUT_WR)
        answers = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answers.count(b"HTTP/1.1 ") == 1
    assert b"\r\nConnection: close\r\n" in answers
    assert answers.endswith(DOCUMENTS["agenda.ics"].content)


@pytest.mark.parametrize("path", ["/", "/index.html", "/?a=b"])
def test_address_itself_is_the_page(server: Server, path: str) -> None:
    assert ask(server, path)[1] == DOCUMENTS["index.html"].content


def test_quoted_address_is_found(server: Server) -> None:
    assert ask(server, "/events/%C3%A9t%C3%A9.ics")[0] == 200


@pytest.mark.parametrize(
    "path", ["/none", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/events", "/%00"]
)
def test_anything_else_is_not_there(server: Server, path: str) -> None:
    assert ask(server, path)[0] == 404


@pytest.mark.parametrize("method", ["PUT", "PROPFIND", "OPTIONS", "POST", "DELETE"])
def test_nothing_can_be_written(server: Server, method: str) -> None:
    status, _, headers = ask(server, "/agenda.ics", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_nothing_is_made_again_while_nothing_changes(server: Server, content: Content) -> None:
    tags = {ask(server, "/agenda.ics")[2]["ETag"] for _ in range(3)}
    assert (len(tags), content.made) == (1, 1)


def test_change_is_seen_at_the_next_request(server: Server, content: Content) -> None:
    tag = ask(server, "/agenda.ics")[2]["ETag"]
    content.becomes(Shown({**DOCUMENTS, "agenda.ics": Document(b"new", CALENDAR)}))
    assert ask(server, "/agenda.ics", If_None_Match=tag)[:2] == (200, b"new")
    assert content.made == 2


def test_what_cannot_be_made_leaves_the_last_and_is_shown(server: Server, content: Content) -> None:
    content.becomes(SiteError("eventfeeds.toml:3: <b>wrong</b>"))
    assert ask(server, "/agenda.ics")[:2] == (200, DOCUMENTS["agenda.ics"].content)
    assert b"eventfeeds.toml:3: &lt;b&gt;wrong" in ask(server, "/problems")[1]
    assert b'<body class="a"><p lang="en" role="status"><a href="/problems">A problem was found' in ask(server, "/")[1]
    assert content.made == 2
    content.becomes(Shown(DOCUMENTS))
    assert ask(server, "/")[1] == DOCUMENTS["index.html"].content


def test_problems_are_shown_and_linked_from_the_page(server: Server, content: Content) -> None:
    assert b"No problem was found" in ask(server, "/problems")[1]
    content.becomes(Shown(DOCUMENTS, (PROBLEM, PROBLEM)))
    assert b"2 problems were found" in ask(server, "/")[1]
    page = ask(server, "/problems")[1]
    assert b"content/&lt;a&gt;.md:7: error: 31 February does not exist [invalid-date]" in page
    assert b'<a href="/events/%C3%A9t%C3%A9.ics">' in page


def test_without_a_page_the_address_shows_what_there_is(server: Server, content: Content) -> None:
    content.becomes(Shown({"agenda.ics": DOCUMENTS["agenda.ics"]}))
    status, body, _ = ask(server, "/")
    assert status == 200
    assert b'<a href="/agenda.ics">' in body


def test_first_failure_is_raised(content: Content) -> None:
    content.becomes(SiteError("wrong"))
    with pytest.raises(SiteError):
        Preview(content.make, lambda: 0)


@pytest.mark.parametrize(
    ("host", "out", "url"),
    [
        ("127.0.0.1", False, "http://127.0.0.1:"),
        ("localhost", False, "http://localhost:"),
        ("0.0.0.0", True, "http://"),
    ],
)
def test_who_can_reach_it_is_known(host: str, out: bool, url: str) -> None:
    with Server(host, 0) as server:
        assert server.reaches_out is out
        assert server.url.startswith(url)
        assert server.url.endswith(f":{server.server_port}/")
        assert "0.0.0.0" not in server.url
