"""The settings that a site has already written for its generator."""

from __future__ import annotations

from typing import Any


def found(content: Any) -> Any:  # noqa: ARG001  nothing is read yet
    """Nothing yet."""
    return None
