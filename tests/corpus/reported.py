"""Files as other programs saved them or users reported them, kept as they came in the folder `kept`."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from tests.corpus.harm import sound
from tests.corpus.kind import Kind

KEPT = Path(__file__).parent / "kept"


def kept(name: str) -> Callable[[], bytes]:
    """A file of the folder."""
    return lambda: (KEPT / name).read_bytes()


def saved_by_openpyxl() -> bytes:
    """What openpyxl makes of the sound workbook: no formula keeps its result."""
    saved = io.BytesIO()
    load_workbook(io.BytesIO(sound())).save(saved)
    return saved.getvalue()


REPORTED: tuple[Kind, ...] = (
    Kind("saved-openpyxl", "loaded and saved by openpyxl", saved_by_openpyxl),
    Kind(
        "kept-libreoffice-7.4",
        "without the sheets 核对 and 预览, saved by LibreOffice 7.4",
        kept("libreoffice-7.4.xlsx"),
        file="libreoffice-7.4.xlsx",
        tells=("F-09 version 标识!C5",),  # it was made from the template before
    ),
)
