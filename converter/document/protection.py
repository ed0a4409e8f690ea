"""Whether a template is protected: Word copies the protection into every report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_SETTINGS, _PROPERTIES = "word/settings.xml", "docProps/custom.xml"
_FINAL = "_MarkAsFinal"
_EDITS = {"readOnly": "只读", "comments": "只能批注", "trackedChanges": "只能修订", "forms": "只能填写窗体"}
_OFF = ("0", "false", "off")


def protection_findings(roots: Mapping[str, etree._Element], place: Place) -> Iterator[Finding]:
    """T-13 for a template that is protected against changes, recommended to be read only, or final."""
    settings = roots.get(_SETTINGS)
    if settings is not None:
        for protection in settings.iter(f"{W}documentProtection"):
            # without its enforcement the protection is written down, but not in force
            kind = protection.get(f"{W}edit", "none")
            if protection.get(f"{W}enforcement", "0") not in _OFF and kind != "none":
                found = _EDITS.get(kind, "限制编辑")
                yield finding("T-13", place, variant="protected", found=found)
        for protection in settings.iter(f"{W}writeProtection"):
            recommended = protection.get(f"{W}recommended", "0") not in _OFF
            yield finding("T-13", place, variant="recommended" if recommended else "password")
    properties = roots.get(_PROPERTIES)
    for each in properties if properties is not None else ():
        if each.get("name") == _FINAL and "".join(map(str, each.itertext())).strip() in ("true", "1"):
            yield finding("T-13", place, variant="final")


def protection_of(content: bytes, file: str) -> tuple[Finding, ...]:
    """T-13 for a template known to be sound: what its reports will carry, not what they will not."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {_SETTINGS} & {*archive.namelist()}
        roots = {name: etree.fromstring(archive.read(name), _PARSER) for name in names}
    return tuple(protection_findings(roots, Place(file)))
