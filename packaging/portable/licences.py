"""The licence of every part, in one folder, with a list.

A package whose wheel lacks its licence gets the text from here; one that has neither is refused.
"""

from __future__ import annotations

import email
import re
import sysconfig
import zipfile
from collections.abc import Iterable, Mapping
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from portable.application import Wheel
from xxgk_windows.words import LICENCE_LINE, LICENCES_TITLE

TEXTS = Path(__file__).parent / "licences"

OWN_TEXTS: Mapping[str, str] = {"docxtpl": "LGPL-2.1.txt"}
"""Of packages whose wheels have none."""

LIST = "清单.txt"

_LICENCE_FILE = re.compile(
    r".*\.dist-info/(licen[cs]es/.+|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)", re.IGNORECASE
)


class Licence(NamedTuple):
    """Of one part: its name and version, what its licence is called, and the texts."""

    name: str
    version: str
    title: str
    text: str


def lay_licences(folder: Path, wheels: Iterable[Wheel], python: Licence) -> None:
    """Write a text for each part, and the list of them. ValueError: a part has no licence."""
    folder.mkdir(parents=True)
    found = sorted((python, *map(licence_of, wheels)), key=lambda each: each.name)
    for each in found:
        _write(folder / f"{each.name}.txt", each.text)
    lines = (LICENCE_LINE.format(name=each.name, version=each.version, licence=each.title) for each in found)
    _write(folder / LIST, LICENCES_TITLE + "".join(lines))


def licence_of(wheel: Wheel) -> Licence:
    """The licence of a package, from its wheel. ValueError: there is none."""
    with zipfile.ZipFile(wheel.path) as archive:
        names = archive.namelist()
        metadata = next(name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        title = _title(email.message_from_bytes(archive.read(metadata)))
        texts = [
            f"{PurePosixPath(name).name}\n\n{archive.read(name).decode('utf-8', 'replace')}"
            for name in names
            if _LICENCE_FILE.fullmatch(name)
        ]
    if wheel.name in OWN_TEXTS:
        texts.append((TEXTS / OWN_TEXTS[wheel.name]).read_text("utf-8"))
    if not texts:
        raise ValueError(f"{wheel.path.name}: no text of a licence in it")
    return Licence(wheel.name, wheel.version, title, "\n\n".join(texts))


def python_licence(version: str) -> Licence:
    """The licence of Python, and of what its builds for Windows contain."""
    own = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    parts = (TEXTS / "python-parts.txt").read_text("utf-8")
    return Licence("python", version, "PSF-2.0", f"{own.read_text('utf-8')}\n\n{parts}")


def _title(metadata: Message) -> str:
    """What a licence is called: by its expression, by a short field, or by the classifiers."""
    given = metadata["License-Expression"] or metadata["License"] or ""
    if given and "\n" not in given:
        return str(given)
    classifiers = (line.split(" :: ") for line in metadata.get_all("Classifier") or ())
    return "，".join(words[-1] for words in classifiers if words[0] == "License") or given.partition("\n")[0]


def _write(file: Path, text: str) -> None:
    """A text as Notepad of any Windows shows it."""
    file.write_bytes(text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig"))
