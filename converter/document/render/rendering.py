"""Context + template -> .docx.

docxtpl defines the language of templates ({{ }}, {%p %}, tags split by Word). A template is prepared once
(`prepared.py`) and then rendered per report, all its other parts are copied. What that way cannot do is
rendered by docxtpl itself. Values are always escaped, an unknown name is an error, and templates run in
Jinja's sandbox because they come from outside.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

import jinja2
from lxml import etree
from markupsafe import escape

from converter.document.render.compiling import EMPTIED, MAIN, Environment, Prepared, loaded, prepare
from converter.document.render.fitting import fitted
from converter.document.render.reference import by_docxtpl as _by_docxtpl
from converter.system.errors import TemplateError
from converter.system.zips import FAST_LEVEL, ZipMember, compress_member, write_zip

_BREAK = re.compile(r"\n(?=[^<>]*</w:t>)")
_BROKEN = '</w:t><w:br/><w:t xml:space="preserve">'
_CORE = "docProps/core.xml"
_FAILURES = (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A docxtpl template as bytes, known by its digest. `name`: the file that messages speak of.

    `verified`: an earlier run found it sound, and that the quick way makes of it what docxtpl makes.
    `ready`: what an earlier run of this user kept of preparing it, if anything.
    """

    content: bytes = field(repr=False, compare=False)
    digest: str
    name: str = field(default="", compare=False)
    verified: bool = field(default=False, compare=False)
    ready: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def of(cls, content: bytes, name: str = "") -> WordTemplate:
        """Wrap a template's bytes."""
        return cls(content, hashlib.sha256(content).hexdigest(), name)


Templates = WordTemplate | Mapping[str, WordTemplate]
"""One template for all reports, or one for each category, with "" for a report without one."""


def chosen(templates: Templates, category: str) -> WordTemplate:
    """The template for a report of a category."""
    if isinstance(templates, WordTemplate):
        return templates
    return templates.get(category, templates[""])


class _Compiled(NamedTuple):
    """A template's parts in order, ready to be rendered."""

    parts: tuple[tuple[str, ZipMember | jinja2.Template], ...]
    sizes: Mapping[str, int]
    marked: bool


def render(
    template: WordTemplate, names: Mapping[str, Any], *, title: str, author: str, by_docxtpl: bool = False
) -> bytes:
    """Fill a template; the same template and names give the same bytes.

    `by_docxtpl`: by docxtpl itself, as is done anyway where the template needs it; a hundred times slower.
    TemplateError: not a Word template, a syntax error in it, or a name that `names` lacks.
    """
    parts: list[ZipMember | tuple[str, bytes]] = []
    try:
        compiled = _compile(template)
        if by_docxtpl or compiled.marked:
            made: Iterable[tuple[str, ZipMember | str | bytes]] = [
                (name, part.decode() if name == MAIN else part)
                for name, part in _by_docxtpl(_bare(template), names)
            ]
        else:
            made = (
                (name, part if isinstance(part, ZipMember) else _broken(part.render(names)))
                for name, part in compiled.parts
            )
        for name, part in made:
            if name == _CORE:
                parts.append((name, _core(title, author)))
            elif isinstance(part, str):
                is_main = name == MAIN
                parts.append(
                    (name, fitted(part, compiled.sizes).encode()) if is_main else _packed(name, part)
                )
            else:
                parts.append(part if isinstance(part, ZipMember) else (name, part))
    except jinja2.UndefinedError as error:
        raise TemplateError(f"Word 模板里有不认识的名称：{error.message}。请对照模板说明改正。") from error
    except _FAILURES as error:  # the names hold plain texts: whatever fails is written in the template
        raise TemplateError(f"Word 模板里有不能执行的标记：{error}。请对照模板说明改正。") from error
    return write_zip(parts, FAST_LEVEL)


def is_marked(template: WordTemplate) -> bool:
    """Whether something in a template needs docxtpl itself. TemplateError: it cannot be used at all."""
    return _compile(template).marked


@lru_cache(maxsize=4)
def prepared(template: WordTemplate) -> Prepared:
    """A template made ready, once per process. TemplateError: it cannot be used at all."""
    return loaded(template.ready) or prepare(template.content)


@lru_cache(maxsize=4)
def _compile(template: WordTemplate) -> _Compiled:
    environment = Environment()
    parts, sizes, marked = prepared(template)

    def compiled(part: ZipMember | CodeType) -> ZipMember | jinja2.Template:
        if isinstance(part, ZipMember):
            return part
        ready = jinja2.Template.from_code(environment, part, environment.make_globals(None))
        ready.root_render_func.__globals__["escape"] = _escape  # the name by which Jinja's code calls it
        return ready

    return _Compiled(tuple((name, compiled(part)) for name, part in parts), sizes, marked)


def _escape(value: object) -> str:
    """A value as text in XML; most are figures, in whose digits nothing is to be escaped."""
    return value if type(value) is str and value.isdecimal() else escape(value)


@lru_cache(maxsize=4)
def _bare(template: WordTemplate) -> bytes:
    """The template without its own properties, in which docxtpl would look for tags."""
    with zipfile.ZipFile(io.BytesIO(template.content)) as archive:
        parts = [(member.filename, archive.read(member)) for member in archive.infolist()]
    own = {**EMPTIED, _CORE: _core("", "")}
    return write_zip(((name, own.get(name, part)) for name, part in parts), FAST_LEVEL)


def _broken(text: str) -> str:
    """A line break in a value is one in the document, as docxtpl has it."""
    inside = max(text.find("<w:"), 0)  # behind the declaration, which has a line to itself
    return _BREAK.sub(_BROKEN, text) if text.find("\n", inside) >= 0 else text


@lru_cache(maxsize=16)
def _packed(name: str, text: str) -> ZipMember:
    """A header, a footer or notes, which mostly are the same in all reports."""
    return compress_member(name, text.encode(), FAST_LEVEL)


def _core(title: str, author: str) -> bytes:
    """The document's properties: this report's title and agency, nothing left over, no clock."""
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC})
    for tag, text in (("title", title), ("creator", author), ("language", "zh-CN")):
        etree.SubElement(root, f"{{{_DC}}}{tag}").text = text[:255]
    etree.SubElement(root, f"{{{_CP}}}lastModifiedBy").text = author[:255]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
