"""What a 64-bit program or library of Windows exports and needs (the PE format).

Whether the folder has all libraries that its parts need cannot be tried under Wine, which has more of
Microsoft's than a fresh Windows; so it is read from the files.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

OF_WINDOWS = frozenset(
    f"{name}.dll"
    for name in (
        "advapi32", "bcrypt", "bcryptprimitives", "crypt32", "gdi32", "iphlpapi", "kernel32", "msvcrt",
        "ntdll", "ole32", "oleaut32", "psapi", "rpcrt4", "shell32", "shlwapi", "ucrtbase", "user32",
        "userenv", "version", "winmm", "ws2_32",
    )
)  # fmt: skip
"""Libraries that every Windows 10 has, but for the sets of names that begin with `api-ms-win-`."""

_EXPORTS, _IMPORTS = 0, 1


class _Image:
    """The bytes of a file, found by the addresses that they are loaded to."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        (header,) = struct.unpack_from("<I", content, 0x3C)
        count, size = struct.unpack_from("<H12xH", content, header + 6)
        self._directories = header + 24 + 112
        sections = header + 24 + size
        self._sections: list[tuple[int, int, int]] = [
            struct.unpack_from("<III", content, sections + 40 * number + 12) for number in range(count)
        ]

    def directory(self, number: int) -> int | None:
        """Where one of its tables is; None: it has none."""
        (address,) = struct.unpack_from("<I", self.content, self._directories + 8 * number)
        return self.offset(address) if address else None

    def offset(self, address: int) -> int:
        start, place = next((a, at) for a, size, at in self._sections if a <= address < a + size)
        return address - start + place

    def text(self, address: int) -> str:
        start = self.offset(address)
        return self.content[start : self.content.index(b"\0", start)].decode("ascii")


def exported_names(library: bytes) -> list[str]:
    """The names that a library exports."""
    image = _Image(library)
    table = image.directory(_EXPORTS)
    if table is None:
        return []
    count, _, pointers = struct.unpack_from("<III", library, table + 24)
    addresses = struct.unpack_from(f"<{count}I", library, image.offset(pointers))
    return [image.text(address) for address in addresses]


def needed_libraries(content: bytes) -> Iterator[str]:
    """The names of the libraries that a program or library is linked with, in small letters."""
    image = _Image(content)
    entry = image.directory(_IMPORTS)
    while entry is not None:
        (name,) = struct.unpack_from("<I", content, entry + 12)
        if not name:
            return
        yield image.text(name).lower()
        entry += 20


def missing_libraries(folder: Path) -> dict[str, set[str]]:
    """What programs of a folder need and neither it nor Windows 10 has, each with who needs it."""
    files = [path for path in folder.rglob("*") if path.suffix.lower() in (".exe", ".dll", ".pyd")]
    here = {path.name.lower() for path in files} | OF_WINDOWS
    missing: dict[str, set[str]] = {}
    for path in files:
        for name in needed_libraries(path.read_bytes()):
            if name not in here and not name.startswith("api-ms-win-"):
                missing.setdefault(name, set()).add(path.relative_to(folder).as_posix())
    return missing
