"""Data that lies beside the code of a package, ours or another's."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader


def data(package: str, path: str) -> bytes:
    """The bytes of a file of a package, which is not imported for it. Raises ModuleNotFoundError, OSError.

    `pkgutil` and `importlib.resources` would import it, and take longer to be loaded themselves than all that is read.
    """
    loader, folder = _found(package)
    return loader.get_data(os.path.join(folder, *path.split("/")))  # noqa: PTH118


@cache
def _found(package: str) -> tuple[ResourceLoader, str]:
    """The loader of a package, and the folder in which it stands."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return cast("ResourceLoader", spec.loader), os.path.dirname(spec.origin)  # noqa: PTH120
