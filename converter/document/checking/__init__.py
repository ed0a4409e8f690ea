"""Checking a Word template before anything is converted with it: `check_template`, `require_no_errors`.

In: a template's bytes. Out: findings of the family T: first of the file (`package`), then of
each tag (`tags`, `permitted`, `names`), then of trial renderings from which every figure and text is read
back (`trial`). Others import from here, and `trial.sample_report`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from converter.catalogue.messages import describe, finding
from converter.document.checking.names import find_unknown_names
from converter.document.checking.package import check_package
from converter.document.checking.permitted import find_forbidden
from converter.document.checking.tags import MOST_TAGS, has_too_many_tags, parse_tags
from converter.document.checking.trial import sample_report, trial_findings
from converter.document.render import WordTemplate, needs_docxtpl
from converter.document.template_names import template_names
from converter.form import Form
from converter.report.finding import Finding, Severity
from converter.report.report import Place
from converter.system.errors import TemplateError

MOST_PARAGRAPHS = 10_000
"""Paragraphs of a template; a shipped one has about 400. Each is looked at several times."""


def check_template(content: bytes, file: str, form: Form) -> tuple[Finding, ...]:
    """All findings about a Word template for a form, in the order in which they should be corrected.

    A file that is no Word document is checked no further; after errors in how tags are written, or in what
    they do, there is no trial: nothing of the template is compiled.
    """
    package = check_package(content, file)
    if package.fatal:
        return package.findings
    if len(package.paragraphs) > MOST_PARAGRAPHS:
        shown = {"found": str(len(package.paragraphs)), "name": str(MOST_PARAGRAPHS)}
        return (*package.findings, finding("T-14", Place(file), variant="paragraphs", **shown))
    if has_too_many_tags(package.paragraphs):
        many = finding("T-14", Place(file), variant="many", name=str(MOST_TAGS))
        return (*package.findings, many)
    tags, spelling = parse_tags(package.paragraphs, file)
    findings = [*package.findings, *spelling]
    if _has_errors(spelling):
        return tuple(findings)
    forbidden = find_forbidden(tags, file)
    names = template_names(sample_report(form), form, draft=True)
    unknown, unknown_names = find_unknown_names(tags, names, file)
    findings += (*forbidden, *unknown)
    if forbidden or any(found.code == "T-14" for found in unknown):
        return tuple(findings)
    template = WordTemplate.of(content)
    trial = list(trial_findings(template, form, unknown_names, tags, file))
    if not _has_errors((*findings, *trial)) and needs_docxtpl(template):
        findings.append(finding("T-12", Place(file), variant="marked", subject=file))
    return (*findings, *trial)


@lru_cache(maxsize=8)
def require_no_errors(template: WordTemplate, form: Form) -> None:
    """Check a template for a form, once per process. TemplateError: it has errors; the message lists them.

    Rendering uses what the check compiled.
    """
    findings = check_template(template.content, "", form)
    errors = [error for error in findings if error.severity is Severity.ERROR]
    if errors:
        lines = "\n".join(f"  错误 {error.code}　{describe(error)}" for error in errors)
        name = f"“{template.name}”" if template.name else ""
        raise TemplateError(f"Word 模板{name}有 {len(errors)} 处错误，没有转换：\n{lines}")


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(found.severity is Severity.ERROR for found in findings)
