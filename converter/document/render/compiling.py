"""A template made ready for reports: its parts compressed, or compiled where something is filled in.

docxtpl turns each part of a template into Jinja source, and Jinja compiles it. That takes as long as fifty
reports, so what came of it can be kept as bytes for the next run, by whoever has a place for them.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import re
import zipfile
from collections.abc import Mapping
from types import CodeType
from typing import Any, NamedTuple

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from converter.document.render.fitting import style_sizes
from converter.document.render.reference import is_beyond, renumbered
from converter.system.errors import TemplateError
from converter.system.zips import ZipMember, compress_member

MAIN = "word/document.xml"
EMPTIED: Mapping[str, bytes] = {
    f"docProps/{name}.xml": f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{kind}"/>'.encode()
    for name, kind in (("app", "extended-properties"), ("custom", "custom-properties"))
}
"""Parts in which a template names its company, its manager and what else its program noted."""

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_STYLES = "word/styles.xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_SUM = hashlib.sha256().digest_size


class Prepared(NamedTuple):
    """A template's parts in order, compressed once and for all or as Jinja's code; its styles' sizes.

    `marked`: something in it is beyond that, so docxtpl must render it.
    """

    parts: tuple[tuple[str, ZipMember | CodeType], ...]
    sizes: Mapping[str, int]
    marked: bool


class Environment(SandboxedEnvironment):
    """Jinja's sandbox; the names of a report are nested dictionaries, so a key is looked for first."""

    def __init__(self) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, autoescape=True)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a name with a dot stands for."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def prepare(template: bytes) -> Prepared:
    """Make a template ready, in about 0.1 s. TemplateError: no Word template, or a syntax error in it."""
    from docxtpl import DocxTemplate  # takes as long to import as thirty reports

    environment = Environment()
    try:
        language = DocxTemplate(io.BytesIO(template))
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = [(member.filename, archive.read(member)) for member in archive.infolist()]
        for name, content in parts:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(content, _PARSER)
        if MAIN not in dict(parts):
            raise KeyError(MAIN)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise TemplateError("Word 模板打不开：它不是 .docx 文件，或已损坏。") from error
    made: list[tuple[str, ZipMember | CodeType]] = []
    marked = False
    for name, content in parts:
        if not _RENDERED.fullmatch(name):
            made.append((name, compress_member(name, EMPTIED.get(name, content))))
            continue
        text = content.decode("utf-8")
        source = language.patch_xml(text)
        marked = marked or is_beyond(text, source)
        if name == MAIN:
            source = renumbered(source)
        try:
            made.append(
                (name, environment.compile(source) if _has_tags(source) else compress_member(name, content))
            )
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"Word 模板的标记写得不对（{name}）：{error.message}") from error
    return Prepared(tuple(made), style_sizes(dict(parts).get(_STYLES, b"")), marked)


def dumped(prepared: Prepared) -> bytes:
    """A prepared template as bytes, for this version of Python, Jinja2, docxtpl and this program alone."""
    parts = [(name, part if isinstance(part, CodeType) else tuple(part)) for name, part in prepared.parts]
    content = marshal.dumps((parts, dict(prepared.sizes), prepared.marked))
    return hashlib.sha256(content).digest() + content


def loaded(kept: bytes) -> Prepared | None:
    """What was made into these bytes by `dumped`; None where they are not whole.

    Only for bytes that the same user wrote: there is code in them.
    """
    content = kept[_SUM:]
    if hashlib.sha256(content).digest() != kept[:_SUM]:
        return None
    parts, sizes, marked = marshal.loads(content)
    return Prepared(
        tuple((name, part if isinstance(part, CodeType) else ZipMember(*part)) for name, part in parts),
        sizes,
        marked,
    )


def _has_tags(source: str) -> bool:
    return "{{" in source or "{%" in source
