"""The paths of files that were found, not named, as people are told of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shown(found: Path, content: Sequence[str | os.PathLike[str]]) -> Path:
    """A path that content led to: relative below the working folder, and where the first content is named so."""
    here = Path.cwd()
    if found.is_relative_to(here):
        return found.relative_to(here)
    if not content or Path(content[0]).is_absolute():
        return found
    try:
        return Path(os.path.relpath(found, here))
    except ValueError:  # on another drive
        return found
