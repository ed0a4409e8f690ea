"""The corpus 坏表集: `python -m tests.corpus.build FOLDER` writes every file and its manifest.

`python -m tests.corpus.build` alone brings manifest.json here up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.corpus.bombs import BOMBS
from tests.corpus.files import FILES
from tests.corpus.kind import Kind
from tests.corpus.layouts import LAYOUTS
from tests.corpus.numbers import NUMBERS
from tests.corpus.outside import OUTSIDE
from tests.corpus.packages import PACKAGES
from tests.corpus.passages import PASSAGES
from tests.corpus.reported import REPORTED

KINDS: tuple[Kind, ...] = (*FILES, *PACKAGES, *LAYOUTS, *NUMBERS, *PASSAGES, *OUTSIDE, *BOMBS, *REPORTED)
MANIFEST = Path(__file__).parent / "manifest.json"


def manifest() -> list[dict[str, Any]]:
    """What every kind is and what must come out, as plain data."""
    return [_entry(kind) for kind in KINDS]


def manifest_text() -> str:
    """The manifest as it stands in the tree."""
    lines = ",\n".join(f" {json.dumps(entry, ensure_ascii=False)}" for entry in manifest())
    return f'{{"sound": "file-sound", "kinds": [\n{lines}\n]}}\n'


def _entry(kind: Kind) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": kind.name, "file": file_name(kind), "done": kind.done}
    if kind.big:
        entry["big"] = True
    entry["refused"] = kind.figures is None
    entry["findings"] = list(kind.tells)
    if kind.figures:
        entry["figures"] = dict(kind.figures)
    if kind.texts:
        entry["texts"] = {key: list(texts) for key, texts in kind.texts.items()}
    return entry


def file_name(kind: Kind) -> str:
    """The name of a kind's file in a folder of all of them."""
    return f"{kind.name}{Path(kind.file).suffix.lower() or '.xlsx'}"


def main(arguments: list[str]) -> None:
    """Write the manifest, and with a folder every file."""
    MANIFEST.write_text(manifest_text(), encoding="utf-8")
    for folder in map(Path, arguments):
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            (folder / file_name(kind)).write_bytes(kind.make())
        (folder / MANIFEST.name).write_text(manifest_text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
