"""File names that every operating system accepts, from any typed name."""

from __future__ import annotations

import hashlib
import unicodedata

LONGEST = 235
"""Bytes of a file name's stem: with an extension and a number it is below every system's limit."""

LONGEST_PART = 280
"""Bytes of a part of a path: no file that is written here has a longer name."""

_ENDS = " .　"

_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
     *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"))
)  # fmt: skip
"""Names that mean a device on Windows, with any extension."""


def safe_stem(name: str, ending: str = "") -> str:
    """A file name without extension: no separators, reserved names, outer dots or invisible characters.

    Where name and ending together are too long, the name is cut and gets a short hash, so that two long names
    remain different; the ending is kept.
    """
    stem = _safe(name + ending)
    if len(stem.encode()) <= LONGEST:
        return stem
    tail = _safe(ending) if ending else ""
    digest = hashlib.sha256(stem.encode()).hexdigest()[:8]
    space = LONGEST - len(tail.encode()) - len(digest) - 1
    return f"{_safe(name).encode()[:space].decode(errors='ignore')}-{digest}{tail}"


def unused(stem: str, taken: set[str]) -> str:
    """The stem, with a number from （2） where it is in `taken`, upper and lower case being equal.

    The name chosen is added to `taken`.
    """
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}（{number}）"
    taken.add(name.casefold())
    return name


def is_plain_path(path: str) -> bool:
    """Whether a relative path with / leads below its folder on every system, and to an ordinary file.

    No drive, no root, no "..", no device, no other stream of a file, nothing that a system takes off a name.
    """
    return all(map(_is_plain_name, path.split("/")))


def _is_plain_name(name: str) -> bool:
    return (
        name.strip() != ""
        and name[-1] not in " ."
        and name.isprintable()
        and _FORBIDDEN.isdisjoint(name)
        and name.partition(".")[0].rstrip().upper() not in _DEVICES
        and len(name.encode("utf-8", "surrogatepass")) <= LONGEST_PART
    )


def printable(text: str) -> str:
    """A file name as valid text: bytes that could not be decoded are replaced."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _safe(text: str) -> str:
    visible = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    bare = visible.strip(_ENDS).lstrip("~$").strip(_ENDS)  # ~$ begins an Office lock file
    if bare and len(bare.encode()) <= LONGEST and _is_plain_name(bare) and not {"/", "$"} & {*bare}:
        return bare  # as nearly every name of an agency
    from pathvalidate import sanitize_filename  # takes as long to import as one report to check

    return str(sanitize_filename(bare, platform="windows", replacement_text="_")).strip(_ENDS) or "未命名"
