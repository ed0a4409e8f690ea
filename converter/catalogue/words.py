"""Words for statuses and severities: the same on the console, on the board, in the log and in the manual."""

from __future__ import annotations

from collections.abc import Mapping

STATUS_WORDS: Mapping[str, str] = {
    "missing": "未报送",
    "unreadable": "无法读取",
    "unprocessed": "稍后重试",
    "returned": "退回",
    "to_confirm": "待核实",
    "passed": "通过",
    "superseded": "未采用",
    "other_year": "其他年度",
}
"""Statuses of an agency's workbook, the most urgent first."""

STATUS_MARKS: Mapping[str, str] = {
    "missing": "–",
    "unreadable": "✕",
    "unprocessed": "…",
    "returned": "↩",
    "to_confirm": "?",
    "passed": "✓",
    "superseded": "·",
    "other_year": "·",
}
"""The sign before each status on pages: none is told by colour alone."""

SEVERITY_WORDS: Mapping[str, str] = {"error": "错误", "warning": "提醒", "info": "提示"}
"""Severities of findings, the heaviest first."""

NOTICES, NOTICES_NOTE = "本次运行的问题", "是县里这边的事，与单位的表无关：不改变单位的结论，也不写进退回件。"
"""The heading of what went wrong here and is no agency's fault, and what it means."""

ACCEPTED = "县里已认可（{reason}，{by}，{date}）"
"""How an accepted finding is shown, over the fields of its `Acceptance`."""

REQUEST_WORDS: Mapping[str, str] = {"error": "错误，须改正", "warning": "请核实"}
"""What a returned copy and its letter ask of the agency, by the severity of a finding."""
