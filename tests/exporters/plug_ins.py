"""The example of a plug-in, and plug-ins made for one test: as they lie on a disk once they are installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventfeeds import Exporter

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "exporter-plugin"
SOURCE = EXAMPLE / "eventfeeds_csv.py"


def example() -> Exporter:
    """The exporter of the example, from its source."""
    spec = importlib.util.spec_from_file_location("eventfeeds_csv", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    exporter: Exporter = module.EXPORTER
    return exporter


def install(folder: Path, name: str, source: str, package: str = "") -> Path:
    """Put a module with an EXPORTER into a folder, as the exporter `name` of a package."""
    module = package or f"plug_in_{name}"
    (folder / f"{module}.py").write_text(source, encoding="utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
    entry_points = f"[eventfeeds.exporters]\n{name} = {module}:EXPORTER\n"
    (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")
    return folder
