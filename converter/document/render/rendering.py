"""Context + template -> .docx.

docxtpl defines the language of templates ({{ }}, {%p %}, tags split by Word). A template is compiled once
(`compiling`), then rendered per report; its other parts are copied. What a compiled template cannot do is
rendered by docxtpl itself (`reference`). Values are always escaped, an unknown name is an error, and
templates run in Jinja's sandbox because they come from outside.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

import jinja2
from lxml import etree
from markupsafe import escape

from converter.document.render.compiling import EMPTIED, MAIN, TemplateEnvironment, compiled_template
from converter.document.render.explaining import explain
from converter.document.render.fitting import fit_figures
from converter.document.render.page_breaks import with_page_breaks
from converter.document.render.reference import render_by_docxtpl
from converter.document.render.word_template import WordTemplate
from converter.system.errors import TemplateError
from converter.system.stamps import NOTHING, stamped_zip
from converter.system.zips import FAST_LEVEL, ZipMember, compress_member, write_zip

_LINE_BREAK = re.compile(r"\n(?=[^<>]*</w:t>)")
_BREAK_ELEMENT = '</w:t><w:br/><w:t xml:space="preserve">'
_CORE = "docProps/core.xml"
_FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
)
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"


class _LoadedTemplate(NamedTuple):
    """A compiled template whose code is loaded into Jinja templates."""

    parts: tuple[tuple[str, ZipMember | jinja2.Template], ...]
    sizes: Mapping[str, int]
    needs_docxtpl: bool


def render(
    template: WordTemplate,
    names: Mapping[str, Any],
    *,
    title: str,
    author: str,
    by_docxtpl: bool = False,
    stated: Mapping[str, str] = NOTHING,
) -> bytes:
    """Fill a template; the same template and names give the same bytes.

    `stated`: custom properties that say what the document was made from.
    `by_docxtpl`: let docxtpl itself render, a hundred times slower; done anyway where the template needs it.
    TemplateError: not a Word template, a syntax error in it, or a name that `names` lacks.
    """
    parts: list[ZipMember | tuple[str, bytes]] = []
    try:
        loaded = _load(template)
        if by_docxtpl or loaded.needs_docxtpl:
            rendered: Iterable[tuple[str, ZipMember | str | bytes]] = [
                (name, part.decode() if name == MAIN else part)
                for name, part in render_by_docxtpl(_without_properties(template), names)
            ]
        else:
            rendered = (
                (name, part if isinstance(part, ZipMember) else _with_line_breaks(part.render(names)))
                for name, part in loaded.parts
            )
        for name, part in rendered:
            if name == _CORE:
                parts.append((name, _core_properties(title, author)))
            elif isinstance(part, str):
                is_main = name == MAIN
                parts.append(
                    (name, fit_figures(part, loaded.sizes).encode()) if is_main else _packed(name, part)
                )
            else:
                parts.append(part if isinstance(part, ZipMember) else (name, part))
    except _FAILURES as error:  # names hold plain text only, so the cause is in the template
        raise TemplateError(f"Word 模板里有不能执行的标记：{explain(error)}。请对照模板说明改正。") from error
    return stamped_zip(parts, stated=stated)


@lru_cache(maxsize=4)
def _load(template: WordTemplate) -> _LoadedTemplate:
    environment = TemplateEnvironment()
    parts, sizes, needs_docxtpl = compiled_template(template)

    def load(part: ZipMember | CodeType) -> ZipMember | jinja2.Template:
        if isinstance(part, ZipMember):
            return part
        loaded = jinja2.Template.from_code(environment, part, environment.make_globals(None))
        loaded.root_render_func.__globals__["escape"] = _escape  # the name by which Jinja's code calls it
        return loaded

    return _LoadedTemplate(tuple((name, load(part)) for name, part in parts), sizes, needs_docxtpl)


def _escape(value: object) -> str:
    """A value as XML text; most are figures, and digits need no escape."""
    return value if type(value) is str and value.isdecimal() else escape(value)


@lru_cache(maxsize=4)
def _without_properties(template: WordTemplate) -> bytes:
    """The template with emptied properties, as docxtpl renders tags in these too, and kept page breaks."""
    with zipfile.ZipFile(io.BytesIO(template.content)) as archive:
        parts = [(member.filename, archive.read(member)) for member in archive.infolist()]
    parts = [(name, with_page_breaks(part) if name == MAIN else part) for name, part in parts]
    emptied = {**EMPTIED, _CORE: _core_properties("", "")}
    return write_zip(((name, emptied.get(name, part)) for name, part in parts), FAST_LEVEL)


def _with_line_breaks(text: str) -> str:
    """A part with w:br for each line feed in a text, as docxtpl does it."""
    start = max(text.find("<w:"), 0)  # a line feed ends the XML declaration
    return _LINE_BREAK.sub(_BREAK_ELEMENT, text) if text.find("\n", start) >= 0 else text


@lru_cache(maxsize=16)
def _packed(name: str, text: str) -> ZipMember:
    """A header, footer or notes, zipped; most reports have the same."""
    return compress_member(name, text.encode(), FAST_LEVEL)


def _core_properties(title: str, author: str) -> bytes:
    """The document's properties: title and agency of this report, no date, nothing of the template's."""
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC})
    for tag, text in (("title", title), ("creator", author), ("language", "zh-CN")):
        etree.SubElement(root, f"{{{_DC}}}{tag}").text = text[:255]
    etree.SubElement(root, f"{{{_CP}}}lastModifiedBy").text = author[:255]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
