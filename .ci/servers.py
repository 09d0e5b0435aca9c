"""The files of examples/servers/ in real servers: `python .ci/servers.py WORK [SERVER...]`.

WORK is an empty folder that everybody can read. Without SERVER, it is nginx, apache, and caddy where it is installed.

Each server is started with its configuration as it stands, but for ports and folders. What is served is the example of
this repository, built in fresh clones and deployed by the documented recipes.
"""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "servers"
HOST = "www.example.org"
SITE, TLS = f"/srv/{HOST}", f"/etc/ssl/{HOST}"
EDITED = "reunion-information-guichet-postes-de-travail.md"
HOUR, OTHER_HOUR = "contenu: 14h-17h", "contenu: 14h-18h"
RECIPES = ("deploy-in-place", "deploy-by-rename")
TYPES = {
    ".ics": {"text/calendar; charset=utf-8"},
    ".rss": {"application/rss+xml; charset=utf-8"},
    ".atom": {"application/atom+xml; charset=utf-8"},
    ".json": {"application/feed+json"},
    ".html": {"text/html; charset=utf-8"},
    ".css": {"text/css; charset=utf-8"},
    ".js": {"text/javascript; charset=utf-8"},
    ".svg": {"image/svg+xml", "image/svg+xml; charset=utf-8"},
}
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
}
COMPRESSED_FROM = 1000  # bytes; below, a server may find that it is not worth it
ROUNDS = 10  # of deployments while files are asked for
CUT = 0.01  # of answers at most, from servers that look how long a file is before they open it
PATIENCE = 20  # seconds until a server answers

NGINX = """daemon off; pid {run}/pid; error_log {run}/log; {user}
events {{}}
http {{
    access_log off; client_body_temp_path {run}/body; proxy_temp_path {run}/proxy; fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi; scgi_temp_path {run}/scgi;
    include {configuration};
}}
"""
APACHE_MODULES = "mpm_event authz_core alias dir mime headers filter deflate ssl socache_shmcb".split()
APACHE = """ServerRoot {run}
PidFile {run}/pid
ErrorLog {run}/log
TypesConfig /etc/mime.types
Listen {http}
Listen {https}
Include {configuration}
"""
CADDY = """{{
    admin off
    http_port {http}
    https_port {https}
    local_certs
    skip_install_trust
    storage file_system {run}/storage
}}
import {configuration}
"""


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class Served(NamedTuple):
    """A running server: its ports, the authority of its certificate, and the share of answers that may be cut."""

    http: int
    https: int
    authority: Path
    most_cut: float = 0

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return _answer(_Secure(self), path, method, headers)

    def ask_plainly(self, path: str) -> Answer:
        return _answer(HTTPConnection("127.0.0.1", self.http, timeout=PATIENCE), path, "GET", {})


class _Secure(HTTPSConnection):
    """To this computer, under the name that the server has on the Internet."""

    def __init__(self, served: Served) -> None:
        super().__init__(HOST, served.https, timeout=PATIENCE)
        self._trust = ssl.create_default_context(cafile=served.authority)

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
        self.sock = self._trust.wrap_socket(plain, server_hostname=HOST)


def _answer(connection: HTTPConnection, path: str, method: str, headers: Mapping[str, str]) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, headers={"Host": HOST, **sent})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class Checks:
    """What passed and what failed."""

    passed = failed = 0

    def __init__(self) -> None:
        self.about = ""

    def that(self, holds: bool, told: str) -> None:
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {self.about}: {told}")


def run(*command: str | Path, **more: str) -> None:
    done = subprocess.run(  # noqa: S603
        list(map(str, command)), env={**os.environ, **more}, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")


# -- What is deployed -------------------------------------------------------------------------------------


def clone(to: Path) -> Path:
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, to)
    return to


def built(repository: Path, to: Path) -> Path:
    content = repository / "examples" / "numerique"
    address = f"https://{HOST}/agenda/"
    command = [sys.executable, "-m", "eventfeeds", "build", "-q", content, "-o", to, "--public-url", address]
    run(*command, "--now", "2026-07-01", PYTHONPATH=str(repository / "src"))
    return to


def builds(work: Path) -> tuple[Path, Path, Path, Path]:
    """What two fresh clones give, what the second gives with another hour, and without that event."""
    first, second = clone(work / "clone-1"), clone(work / "clone-2")
    one, same = built(first, work / "first"), built(second, work / "same")
    event = second / "examples" / "numerique" / "_evenements" / EDITED
    text = event.read_text(encoding="utf-8")
    event.write_text(text.replace(HOUR, OTHER_HOUR), encoding="utf-8")  # that it changes anything is checked later
    changed = built(second, work / "changed")
    event.unlink()
    return one, same, changed, built(second, work / "fewer")


def files(folder: Path) -> dict[str, bytes]:
    """What is to be served, by its path below /agenda/."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".eventfeeds/")}


def deploy(recipe: str, folder: Path, site: Path) -> None:
    run(EXAMPLES / recipe, folder, site / "agenda" if recipe == "deploy-in-place" else site)


# -- Servers ----------------------------------------------------------------------------------------------


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def configuration(name: str, changes: Mapping[str, str], to: Path) -> Path:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    for old, new in changes.items():
        if old not in text:
            sys.exit(f"{name} has no {old}")
        text = text.replace(old, new)
    to.write_text(text, encoding="utf-8")
    return to


def certificate(work: Path) -> Path:
    folder = work / "tls"
    folder.mkdir()
    run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
        "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem",
    )  # fmt: skip
    return folder


def nginx(place: Path, site: Path, tls: Path) -> tuple[list[str], Served]:
    http, https = free_ports()
    changes = {SITE: str(site), TLS: str(tls), "listen 80;": f"listen {http};", "listen 443 ": f"listen {https} "}
    own = configuration("nginx.conf", changes, place / "own.conf")
    user = "user root;" if os.geteuid() == 0 else ""
    main = place / "main.conf"
    main.write_text(NGINX.format(run=place, configuration=own, user=user), encoding="utf-8")
    return ["nginx", "-e", str(place / "log"), "-c", str(main)], Served(http, https, tls / "fullchain.pem")


def apache(place: Path, site: Path, tls: Path) -> tuple[list[str], Served]:
    http, https = free_ports()
    changes = {SITE: str(site), TLS: str(tls), "*:80>": f"*:{http}>", "*:443>": f"*:{https}>"}
    own = configuration("apache.conf", changes, place / "own.conf")
    built_in = subprocess.run(["apache2", "-l"], capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S607
    modules = [name for name in APACHE_MODULES if f"mod_{name}.c" not in built_in]
    lines = [f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in modules]
    main = place / "main.conf"
    main.write_text("".join(lines) + APACHE.format(run=place, http=http, https=https, configuration=own), "utf-8")
    return ["apache2", "-DFOREGROUND", "-f", str(main)], Served(http, https, tls / "fullchain.pem", CUT)


def caddy(place: Path, site: Path, _tls: Path) -> tuple[list[str], Served]:
    http, https = free_ports()
    own = configuration("Caddyfile", {SITE: str(site)}, place / "own")
    main = place / "main"
    main.write_text(CADDY.format(run=place, http=http, https=https, configuration=own), encoding="utf-8")
    authority = place / "storage" / "pki" / "authorities" / "local" / "root.crt"
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(main)], Served(http, https, authority, CUT)


SERVERS = {"nginx": nginx, "apache": apache, "caddy": caddy}


def installed() -> list[str]:
    """The servers to try: Caddy is not in every distribution."""
    if shutil.which("caddy"):
        return [*SERVERS]
    print("Caddy is not installed, and left out")
    return [name for name in SERVERS if name != "caddy"]


def wait_for(served: Served, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            served.ask("/agenda/")
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{process.args} does not answer:\n{log.read_text(encoding='utf-8')}")


# -- Checks -----------------------------------------------------------------------------------------------


def strong(field: str | None) -> str | None:
    """An ETag without its W/: Apache's is weak while the file is a second old, and clients compare without it."""
    return field and field.removeprefix("W/")


def each_file_is_served(checks: Checks, served: Served, content: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """The ETags of each file, as it is and compressed."""
    tags = {}
    for name, body in content.items():
        path = f"/agenda/{name}"
        plain, packed = served.ask(path), served.ask(path, Accept_Encoding="gzip")
        checks.that((plain.status, plain.body) == (200, body), f"{name} is served as it was built: {plain.status}")
        kind = plain.headers["Content-Type"]
        checks.that(kind in TYPES[Path(name).suffix], f"the type of {name}: {kind}")
        told = {header: plain.headers[header] for header in HEADERS}
        checks.that(told == HEADERS, f"the headers of {name}: {told}")
        head = served.ask(path, "HEAD")
        fields = ("Content-Type", "Content-Length", "ETag", "Last-Modified")
        given = [[strong(answer.headers[field]) for field in fields] for answer in (head, plain)]
        checks.that(head.status == 200 and given[0] == given[1] and None not in given[0], f"HEAD {name}: {given}")
        coding = packed.headers["Content-Encoding"]
        checks.that(coding == "gzip" or len(body) < COMPRESSED_FROM, f"{name} is compressed: {coding}")
        unpacked = gzip.decompress(packed.body) if coding == "gzip" else packed.body
        checks.that(unpacked == body, f"{name} is whole when compressed")
        varies = coding is None or "accept-encoding" in str(packed.headers["Vary"]).lower()
        checks.that(varies, f"caches are told that {name} may be compressed")
        tags[name] = (plain.headers["ETag"], packed.headers["ETag"])
    return tags


def known_files_are_not_sent_again(
    checks: Checks, served: Served, tags: Mapping[str, tuple[str, str]], new: Mapping[str, bytes]
) -> None:
    """Of the files whose tags are known, those in `new` are sent, the others not."""
    for name, (plain, packed) in tags.items():
        path = f"/agenda/{name}"
        answers = [
            served.ask(path, If_None_Match=plain),
            served.ask(path, If_None_Match=packed, Accept_Encoding="gzip"),
        ]
        expected = 200 if name in new else 304
        told = [answer.status for answer in answers]
        checks.that(told == [expected, expected], f"{name} asked for again: {told} instead of {expected}")
        if name in new:
            checks.that(answers[0].body == new[name], f"{name} is the new one")


def addresses_lead_on(checks: Checks, served: Served) -> None:
    def leads(answer: Answer, end: str) -> bool:
        to = str(answer.headers["Location"]).replace(f":{served.https}", "")
        return answer.status in (301, 308) and to in (f"https://{HOST}{end}", end)

    for answer, end in (
        (served.ask_plainly("/agenda/agenda.ics"), "/agenda/agenda.ics"),
        (served.ask("/calendar.ics"), "/agenda/agenda.ics"),
        (served.ask("/agenda"), "/agenda/"),
    ):
        checks.that(leads(answer, end), f"a redirect to {end}: {answer.status} {answer.headers['Location']}")
    checks.that(served.ask("/agenda/.eventfeeds/manifest.json").status == 404, "what the build remembers is not served")
    for method in ("PROPFIND", "PUT"):  # what Thunderbird asks to learn whether it could write
        status = served.ask("/agenda/agenda.ics", method).status
        checks.that(status == 405, f"{method} is refused without asking for a password: {status}")
    checks.that(served.ask("/agenda/").headers["Content-Type"] == "text/html; charset=utf-8", "the page is the index")


class Asking(threading.Thread):
    """Asks for files again and again until it is told to stop; `wrong` tells of the answers that are none of theirs."""

    def __init__(self, served: Served, versions: Mapping[str, set[bytes]]) -> None:
        super().__init__()
        self.served, self.versions = served, versions
        self.over = threading.Event()
        self.asked, self.cut, self.wrong = 0, 0, set[str]()

    def run(self) -> None:
        while not self.over.is_set():
            for name, bodies in self.versions.items():
                self.asked += 1
                try:
                    answer = self.served.ask(f"/agenda/{name}")
                except IncompleteRead as error:
                    answer = Answer(200, {}, error.partial)
                    self.cut += answer.body in bodies  # the new one, announced as long as the old one
                except (OSError, HTTPException) as error:
                    self.wrong.add(f"{name}: {error!r}")
                    continue
                if answer.status == 200 and any(body.startswith(answer.body) for body in bodies):
                    self.cut += answer.body not in bodies
                else:
                    self.wrong.add(f"{name}: {answer.status}")


def nothing_is_missing_meanwhile(
    checks: Checks, served: Served, recipe: str, site: Path, folders: tuple[Path, Path]
) -> None:
    one, other = map(files, folders)
    checks.that(len(one) > len(other), "one of two deployments removes a file")
    deploy(recipe, folders[0], site)  # who asks before the first round is to find one of the two
    asking = Asking(served, {name: {one[name], other[name]} for name in sorted(one.keys() & other.keys())})
    asking.start()
    for _ in range(ROUNDS):
        for folder in folders:
            deploy(recipe, folder, site)
    asking.over.set()
    asking.join()
    checks.that(not asking.wrong and asking.asked > 2 * ROUNDS, f"during deployments: {sorted(asking.wrong)}")
    checks.that(asking.cut <= served.most_cut * asking.asked, f"during deployments: {asking.cut} of {asking.asked} cut")
    for name in one.keys() - other.keys():
        status = served.ask(f"/agenda/{name}").status
        checks.that(status == 404, f"{name}, of an event that is gone: {status}")


def until_next_second(moment: float) -> None:
    """Two deployments within one second and files of one size would have one ETag."""
    while int(time.time()) <= int(moment):
        time.sleep(0.05)


def try_server(checks: Checks, served: Served, recipe: str, site: Path, folders: tuple[Path, ...]) -> None:
    first, same, changed, fewer = folders
    content = files(first)
    tags = each_file_is_served(checks, served, content)
    addresses_lead_on(checks, served)
    deploy(recipe, same, site)
    known_files_are_not_sent_again(checks, served, tags, {})
    until_next_second(time.time())
    deploy(recipe, changed, site)
    new = {name: body for name, body in files(changed).items() if body != content[name]}
    same_size = len(new.get("agenda.ics", b"")) == len(content["agenda.ics"])
    checks.that(same_size and len(new) < len(content), "one digit of an hour changes some files, and not their size")
    known_files_are_not_sent_again(checks, served, tags, new)
    nothing_is_missing_meanwhile(checks, served, recipe, site, (first, fewer))


def runs(work: Path, names: list[str]) -> Iterator[tuple[str, str, Path, Path]]:
    for name in names:
        for recipe in RECIPES:
            place = work / f"{name}-{recipe}"
            site = place / "site"
            site.mkdir(parents=True)
            yield name, recipe, place, site


def main() -> int:
    work = Path(sys.argv[1]).resolve()
    checks = Checks()
    folders, tls = builds(work), certificate(work)
    for name, recipe, place, site in runs(work, sys.argv[2:] or installed()):
        checks.about = f"{name}, {recipe}"
        deploy(recipe, folders[0], site)
        command, served = SERVERS[name](place, site, tls)
        log = place / "output"
        with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:  # noqa: S603
            try:
                wait_for(served, process, log)
                try_server(checks, served, recipe, site, folders)
            finally:
                process.terminate()
        shutil.rmtree(place)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return bool(checks.failed)


if __name__ == "__main__":
    sys.exit(main())
