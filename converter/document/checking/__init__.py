"""A Word template checked before anything is converted with it, in the words of the catalogue (T-…).

First the file, then its tags one by one, then trial renderings of which every figure is read back.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from converter.catalogue.messages import describe, finding
from converter.document.checking.names import unknown_names
from converter.document.checking.package import look_into
from converter.document.checking.tags import tags_of
from converter.document.checking.trial import sample, try_out
from converter.document.context import context
from converter.document.render import WordTemplate, is_marked
from converter.form import FORM, Form
from converter.report.finding import Finding, Severity
from converter.report.report import Place
from converter.system.errors import TemplateError


def check_template(content: bytes, file: str = "", form: Form = FORM) -> tuple[Finding, ...]:
    """Everything that is wrong with a Word template, in the order in which it should be mended.

    Where the file or its tags are broken, the trial of the figures waits until they are mended.
    """
    package = look_into(content, file)
    if package.fatal:
        return package.findings
    tags, spelling = tags_of(package.words, file)
    found = [*package.findings, *spelling]
    if _broken(spelling):
        return tuple(found)
    names = context(sample(form), form, draft=True)
    unknown, substitutes = unknown_names(tags, names, file)
    found += unknown
    template = WordTemplate.of(content)
    tried = list(try_out(template, form, substitutes, tags, file))
    if not _broken((*found, *tried)) and is_marked(template):
        found.append(finding("T-12", Place(file), variant="marked", subject=file))
    return (*found, *tried)


@lru_cache(maxsize=8)
def require_sound(template: WordTemplate) -> None:
    """Refuse a template that has errors, in the words of the check. TemplateError: it has.

    A template is checked once per process; its rendering uses what the check compiled.
    """
    errors = [f for f in check_template(template.content) if f.severity is Severity.ERROR]
    if errors:
        lines = "\n".join(f"  错误 {finding.code}　{describe(finding)}" for finding in errors)
        name = f"“{template.name}”" if template.name else ""
        raise TemplateError(f"Word 模板{name}有 {len(errors)} 处错误，没有转换：\n{lines}")


def _broken(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
