"""Putting documents where people find them: one file, or a folder of everything that subscribers need."""

from __future__ import annotations

from eventfeeds.publishing.writing import write

__all__ = ["write"]
