"""The wheel of this checkout."""

from __future__ import annotations

from pathlib import Path

from portable.pins import pip

CHECKOUT = Path(__file__).resolve().parents[2]


def build_product(folder: Path) -> Path:
    """Build the wheel into a folder; the checkout stays as it is."""
    pip("wheel", "-q", "--no-deps", "-w", str(folder), str(CHECKOUT))
    return next(folder.glob("xxgk_converter-*.whl"))
