"""Where the settings of a site are looked for: upward, but never among what belongs to other people."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def upward(folder: Path, outside: int) -> list[Path]:
    """A folder and those around it up to the root of its repository; outside of one, the nearest so many."""
    folders = [folder, *folder.parents]
    roots = (index for index, each in enumerate(folders) if os.path.exists(each / ".git"))  # noqa: PTH110  no where it may not be asked
    return folders[: next(roots, outside - 1) + 1]
