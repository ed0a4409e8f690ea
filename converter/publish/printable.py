"""The copy of a report that LibreOffice prints: no punctuation hangs out of its lines.

LibreOffice lets a comma hang into the margin where a style does not say otherwise, and some of those are then
missing from the PDF. It also writes the opposite of what it shows when it saves a document.
"""

from __future__ import annotations

import io
import re
import zipfile

from converter.system.zips import FAST_LEVEL, write_zip

_STYLES = "word/styles.xml"
_FLOW = b'<w:overflowPunct w:val="1"/>'
_ANY_FLOW = re.compile(rb"<w:overflowPunct\b[^>]*?/>")
_DEFAULT = re.compile(
    rb'<w:style\b(?=[^>]*w:type="paragraph")(?=[^>]*w:default="(?:1|true|on)")[^>]*>.*?</w:style>', re.S
)
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|styles)\.xml")


def printable(document: bytes) -> bytes:
    """A Word document that LibreOffice prints in full; the same bytes where nothing has to change."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return document  # LibreOffice does not open it either, which is told (O-02)
    changed = [(name, _kept(name, part) if _TEXTS.fullmatch(name) else part) for name, part in parts]
    return document if changed == parts else write_zip(changed, FAST_LEVEL)


def _kept(name: str, part: bytes) -> bytes:
    part = _ANY_FLOW.sub(_FLOW, part)
    if name != _STYLES or (default := _DEFAULT.search(part)) is None or _FLOW in default[0]:
        return part
    style = default[0]
    if b"<w:pPr>" in style:
        style = style.replace(b"<w:pPr>", b"<w:pPr>" + _FLOW, 1)
    else:
        end = style.index(b"<w:rPr") if b"<w:rPr" in style else style.rindex(b"</w:style>")
        style = style[:end] + b"<w:pPr>" + _FLOW + b"</w:pPr>" + style[end:]
    return part[: default.start()] + style + part[default.end() :]
