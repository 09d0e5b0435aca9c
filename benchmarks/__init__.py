"""Benchmarks: this program against a plain script over the same libraries, the floor, and other tools.

Run from the repository's root as `python -m benchmarks`; see docs/performance.md.
"""
