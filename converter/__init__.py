"""政府信息公开工作年度报告: filled workbooks in, checked Word reports out.

What the package offers is imported when it is asked for, so that `xxgk --help` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from converter.batch import convert_folder
    from converter.checks import Context, assess, check_report
    from converter.conversion import Job, convert_workbook
    from converter.document.render import WordTemplate
    from converter.errors import ConverterError
    from converter.finding import Finding, Reading, Severity
    from converter.form import FORM
    from converter.messages import describe
    from converter.outcome import Batch, Outcome
    from converter.report import Report
    from converter.workbook.reader import read_workbook
    from converter.workbook.template import blank_workbook, fill_workbook

_HOME = {
    "FORM": "form",
    "Batch": "outcome",
    "Context": "checks",
    "ConverterError": "errors",
    "Finding": "finding",
    "Job": "conversion",
    "Outcome": "outcome",
    "Reading": "finding",
    "Report": "report",
    "Severity": "finding",
    "WordTemplate": "document.render",
    "assess": "checks",
    "blank_workbook": "workbook.template",
    "check_report": "checks",
    "convert_folder": "batch",
    "convert_workbook": "conversion",
    "describe": "messages",
    "fill_workbook": "workbook.template",
    "read_workbook": "workbook.reader",
}

__all__ = [
    "FORM",
    "Batch",
    "Context",
    "ConverterError",
    "Finding",
    "Job",
    "Outcome",
    "Reading",
    "Report",
    "Severity",
    "WordTemplate",
    "assess",
    "blank_workbook",
    "check_report",
    "convert_folder",
    "convert_workbook",
    "describe",
    "fill_workbook",
    "read_workbook",
]


def __getattr__(name: str) -> object:
    """Import what is asked for from its module."""
    if name not in _HOME:
        raise AttributeError(f"module 'converter' has no attribute {name!r}")
    return getattr(import_module(f"converter.{_HOME[name]}"), name)
