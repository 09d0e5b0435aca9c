"""What we wrote into a folder: each path with hashes of what may stand there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from eventfeeds.errors import PublishingError
from eventfeeds.publishing.names import same
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DIGEST = 16  # bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """Path -> hashes: one, or while files are being put in their places those of old and new content."""

    files: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Mapping[str, bytes]) -> Manifest:
        """What these documents are known by."""
        return cls({path: frozenset([_digest(content)]) for path, content in documents.items()})

    @classmethod
    def load(cls, path: Path, shown: Path) -> Manifest:
        """The manifest in a file; an empty one if there is none. Raises OSError; PublishingError, naming `shown`."""
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            return cls()
        try:
            files = json.loads(text)["files"]
            return cls({str(name): frozenset(map(str, hashes)) for name, hashes in files.items()})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise PublishingError(f"{shown}: {problem('bad-manifest')}") from error

    def text(self) -> bytes:
        """What the file of it holds."""
        files = {name: sorted(self.files[name]) for name in sorted(self.files)}
        return json.dumps({"version": 1, "files": files}, ensure_ascii=False, indent=0).encode() + b"\n"

    def union(self, other: Manifest) -> Manifest:
        """What either knows."""
        paths = self.files.keys() | other.files.keys()
        nothing: frozenset[str] = frozenset()
        return Manifest({path: self.files.get(path, nothing) | other.files.get(path, nothing) for path in paths})

    def written(self) -> Mapping[str, frozenset[str]]:
        """The hashes of each path, as paths that are one on some system have them together."""
        found: dict[str, frozenset[str]] = {}
        for path, hashes in self.files.items():
            found[same(path)] = found.get(same(path), frozenset()) | hashes
        return found


def holds(written: Mapping[str, frozenset[str]], path: str, content: bytes) -> bool:
    """Whether we wrote this content there. Line ends do not count: git may have changed them."""
    return _digest(content) in written.get(same(path), frozenset())


def _digest(content: bytes) -> str:
    return blake2b(content.replace(b"\r\n", b"\n"), digest_size=_DIGEST).hexdigest()
