"""Compiled templates: the parts of a Word template, zipped, or compiled by Jinja where they have tags.

docxtpl turns each part of a template into Jinja source, and Jinja compiles that. Both take as long as fifty
reports, so a compiled template can be kept as bytes for the next run (`template_cache`).
"""

from __future__ import annotations

import hashlib
import io
import marshal
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

import jinja2
from lxml import etree

from converter.document.render.explaining import explain
from converter.document.render.fitting import style_sizes
from converter.document.render.language import PermittedEnvironment, require_short_tags
from converter.document.render.page_breaks import with_page_breaks
from converter.document.render.reference import requires_docxtpl, with_numbered_drawings
from converter.document.render.word_template import WordTemplate
from converter.system.errors import TemplateError
from converter.system.zips import ZipMember, compress_member

MAIN = "word/document.xml"
EMPTIED: Mapping[str, bytes] = {
    f"docProps/{name}.xml": f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{kind}"/>'.encode()
    for name, kind in (("app", "extended-properties"), ("custom", "custom-properties"))
}
"""Parts in which a template names its company and manager; a report has them empty."""

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_STYLES = "word/styles.xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_DIGEST_SIZE = hashlib.sha256().digest_size


class CompiledTemplate(NamedTuple):
    """A template's parts in order: zipped, or Jinja's code where they have tags.

    `sizes`: of its paragraph styles (`fitting.style_sizes`). `needs_docxtpl`: it uses something that only
    docxtpl itself can render.
    """

    parts: tuple[tuple[str, ZipMember | CodeType], ...]
    sizes: Mapping[str, int]
    needs_docxtpl: bool


class TemplateEnvironment(PermittedEnvironment):
    """Names of a report are nested dictionaries, so keys are looked up before attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of a dotted name."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def compile_template(content: bytes) -> CompiledTemplate:
    """Compile a template, in about 0.1 s. TemplateError: no Word template, or a tag that is not permitted."""
    from docxtpl import DocxTemplate  # takes as long to import as thirty reports

    environment = TemplateEnvironment()
    try:
        docxtpl = DocxTemplate(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(member.filename, archive.read(member)) for member in archive.infolist()]
        parts = [(name, with_page_breaks(part) if name == MAIN else part) for name, part in parts]
        for name, part in parts:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part, _PARSER)
        texts = {name: part.decode("utf-8") for name, part in parts if _RENDERED.fullmatch(name)}
        if MAIN not in texts:
            raise KeyError(MAIN)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise TemplateError("Word 模板打不开：它不是 .docx 文件，或已损坏。") from error
    compiled: list[tuple[str, ZipMember | CodeType]] = []
    needs_docxtpl = False
    for name, part in parts:
        if name not in texts:
            compiled.append((name, compress_member(name, EMPTIED.get(name, part))))
            continue
        try:
            require_short_tags(texts[name])
            source = docxtpl.patch_xml(texts[name])
            needs_docxtpl = needs_docxtpl or requires_docxtpl(texts[name], source)
            if name == MAIN:
                source = with_numbered_drawings(source)
            compiled.append(
                (name, environment.compile(source) if _has_tags(source) else compress_member(name, part))
            )
        except (jinja2.TemplateError, RecursionError, SyntaxError, ValueError) as error:
            raise TemplateError(f"Word 模板的标记写得不对：{explain(error)}。请对照模板说明改正。") from error
    return CompiledTemplate(tuple(compiled), style_sizes(dict(parts).get(_STYLES, b"")), needs_docxtpl)


@lru_cache(maxsize=4)
def compiled_template(template: WordTemplate) -> CompiledTemplate:
    """A template compiled, once per process. TemplateError: it cannot be used at all."""
    return deserialize(template.compiled) or compile_template(template.content)


def needs_docxtpl(template: WordTemplate) -> bool:
    """Whether only docxtpl itself can render a template. TemplateError: it cannot be used at all."""
    return compiled_template(template).needs_docxtpl


def serialize(template: CompiledTemplate) -> bytes:
    """A compiled template as bytes: a digest, then code that only this version of Python can read."""
    parts = [(name, part if isinstance(part, CodeType) else tuple(part)) for name, part in template.parts]
    content = marshal.dumps((parts, dict(template.sizes), template.needs_docxtpl))
    return hashlib.sha256(content).digest() + content


def deserialize(serialized: bytes) -> CompiledTemplate | None:
    """The compiled template in bytes of `serialize`; None where they are damaged, or of another layout.

    Only for bytes that the same user wrote: there is code in them.
    """
    content = serialized[_DIGEST_SIZE:]
    if hashlib.sha256(content).digest() != serialized[:_DIGEST_SIZE]:
        return None
    try:
        parts, sizes, needs = marshal.loads(content)
        return CompiledTemplate(
            tuple((name, part if isinstance(part, CodeType) else ZipMember(*part)) for name, part in parts),
            sizes,
            needs,
        )
    except (ValueError, TypeError, EOFError):
        return None


def _has_tags(source: str) -> bool:
    return "{{" in source or "{%" in source
