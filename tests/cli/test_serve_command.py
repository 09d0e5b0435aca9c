"""`eventfeeds serve`: a preview of real files, while they change."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "numerique"
COMMAND = [sys.executable, "-m", "eventfeeds", "serve", "--port=0"]
EVENT = "inauguration-espace-numerique-des-trois-etangs.md"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="ended by a signal of POSIX")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE / "_evenements", tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def address(content: Path) -> Iterator[str]:
    """That of a preview of the content."""
    with subprocess.Popen([*COMMAND, str(content)], stderr=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stderr is not None
        told = ""
        for line in server.stderr:
            told += line
            if found := re.search(r"the preview is at (http://127\.0\.0\.1:\d+/) until", line):
                break
        assert found, told
        yield found[1]
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
        assert (server.wait(10), "Traceback" in rest) == (130, False)


def get(address: str, **headers: str) -> tuple[int, str, str]:
    request = urllib.request.Request(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        return error.code, "", error.headers["ETag"]


def test_preview_follows_its_files(address: str, content: Path) -> None:
    status, agenda, tag = get(f"{address}agenda.ics")
    assert status == 200
    assert f"SOURCE;VALUE=URI:{address}agenda.ics" in agenda
    assert get(f"{address}agenda.ics", If_None_Match=tag)[0] == 304
    file = content / EVENT
    file.write_text(re.sub("(?m)^title:.*", "title: Un nouveau titre", file.read_text(encoding="utf-8")), "utf-8")
    status, agenda, _ = get(f"{address}agenda.ics", If_None_Match=tag)
    assert status == 200
    assert "SUMMARY:Un nouveau titre" in agenda
    (content / "new.md").write_text("---\ntitle: Neuf\nevent_start_date: 2026-02-31\n---\n", "utf-8")
    assert "new.md:3: error" in get(f"{address}problems")[1]
    assert 'href="/problems"' in get(address)[1]
    (content / "new.md").unlink()
    assert "new.md" not in get(f"{address}problems")[1]
    (content / "eventfeeds.toml").write_text('title = "Un autre agenda"\n', "utf-8")
    assert "X-WR-CALNAME:Un autre agenda" in get(f"{address}agenda.ics")[1]
    (content / "eventfeeds.toml").write_text('titel = "Faute"\n', "utf-8")
    assert "eventfeeds.toml:1: titel: there is no such setting" in get(f"{address}problems")[1]
    assert "X-WR-CALNAME:Un autre agenda" in get(f"{address}agenda.ics")[1]
    (content / "eventfeeds.toml").write_text('[profile.fields]\nstart = "beginning"\n', "utf-8")
    assert "no file has a key that makes an event; expected one of beginning" in get(f"{address}problems")[1]
    shutil.rmtree(content)
    assert "no such file or folder" in get(f"{address}problems")[1]
    assert get(f"{address}agenda.ics")[0] == 200


def test_port_that_is_taken_is_one_line(address: str, content: Path) -> None:
    port = address.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "eventfeeds", "serve", "-q", f"--port={port}", str(content)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert f"127.0.0.1:{port}: cannot be listened on" in line


def test_listening_elsewhere_is_told(content: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "--host=0.0.0.0", str(content)], stderr=subprocess.PIPE, encoding="utf-8"
    ) as server:
        assert server.stderr is not None
        told = next((line for line in server.stderr if "other computers can reach" in line), "")
        server.send_signal(signal.SIGINT)
        server.stderr.read()
    assert told


def test_folder_without_events_is_refused(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, str(tmp_path)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
