"""Accepting findings of the last run for one agency: from its result.json to lines of the office's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from converter.catalogue.records import CODES
from converter.checks.settings import ACCEPTABLE, is_acceptable
from converter.report.finding import Severity
from converter.report.ranges import covers
from converter.results.paths import RESULT
from converter.results.recorded import read_outcomes
from converter.results.result_file import Spoilt
from converter.system.errors import UsageError
from converter.system.texts import name_key

Item = Mapping[str, Any]

_LISTED = 20
"""Names that a sentence lists at most."""


def findings_to_accept(last_run: Path, agency: str, code: str, cell: str = "") -> list[dict[str, str]]:
    """The lines for all findings of a code that the last run has for an agency, without reason, by and date.

    `last_run`: its output folder or result.json. `cell`: only the finding at this cell. UsageError: a
    sentence that says what the last run has instead, or why this cannot be accepted.
    """
    code = code.strip().upper()
    outcomes = _outcomes_of(last_run, agency)
    found = [finding for outcome in outcomes for finding in outcome.get("findings", ())]
    own = [finding for finding in found if finding["code"] == code]
    name = next(str(outcome.get("roster") or outcome.get("agency")) for outcome in outcomes)
    if not own:
        _require_known(code)
        raise UsageError(f"上次运行里，{name}没有编号 {code} 的问题。{_listed(found)}")
    for finding in own:
        _require_acceptable(code, Severity(finding["severity"]))
    wanted = [finding for finding in own if not cell or _is_at(finding, cell.strip().upper())]
    if not wanted:
        cells = "、".join(finding["cell"] or "（整份）" for finding in own)
        raise UsageError(f"{name}的 {code} 不在单元格 {cell.strip().upper()}，在：{cells}。")
    if not all(finding.get("id") for finding in wanted):
        raise UsageError("上次运行的结果是旧版本写的，请先用 xxgk convert 重新运行一次。")
    keys = ("code", "sheet", "cell", "found", "message")
    return [
        {"agency": name, **{key: str(finding[key]) for key in keys}, "finding": str(finding["id"])}
        for finding in wanted
    ]


def signed(items: Iterable[Mapping[str, str]], reason: str, by: str, day: date) -> list[dict[str, str]]:
    """The lines with the decision. UsageError: no reason, or nobody who decides."""
    if not reason.strip() or not by.strip():
        raise UsageError("认可要写明理由（--reason）和认可人（--by），都不能空着。")
    decision = {"reason": reason.strip(), "by": by.strip(), "date": day.isoformat()}
    return [{**item, **decision} for item in items]


def _outcomes_of(last_run: Path, agency: str) -> list[Item]:
    """What the last run has of an agency's workbooks that count."""
    outcomes = [item for item in _recorded(last_run) if item["status"] != "superseded"]
    key = name_key(agency)
    own = [item for item in outcomes if key and key in map(name_key, _names(item))]
    if not own:
        names = list(dict.fromkeys(name for item in outcomes for name in list(_names(item))[:1]))
        close = get_close_matches(agency, names, n=3, cutoff=0.3) or names[:_LISTED]
        close = [name for name in names if key and key in name_key(name)] or close
        raise UsageError(f"上次运行里没有“{agency}”。{'有：' + '、'.join(close) + '。' if close else ''}")
    if all(item["status"] == "missing" for item in own):
        raise UsageError(f"“{agency}”还没有报送，没有可以认可的问题；不用报送的，请从名单上删去。")
    return own


def _recorded(last_run: Path) -> list[Item]:
    """The outcomes of the last run. UsageError: there are none to be read."""
    path = last_run / RESULT if last_run.is_dir() else last_run
    try:
        return [*read_outcomes(path)]
    except Spoilt as error:
        raise UsageError(
            f"“{path}”不是上次运行的结果，或者已损坏（{error}）。请先用 xxgk convert 重新运行一次。"
        ) from error
    except OSError as error:
        raise UsageError(
            f"“{path}”里没有上次运行的结果，请用 -o 指明结果文件夹（或其中的 {RESULT}），"
            "或先运行 xxgk convert。"
        ) from error


def _names(item: Item) -> Iterator[str]:
    return (str(item[key]) for key in ("roster", "agency") if item.get(key))


def _is_at(finding: Item, cell: str) -> bool:
    """True for a finding at this cell, or at exactly these cells."""
    own = str(finding["cell"])
    return cell == own or covers(own, cell)


def _require_known(code: str) -> None:
    if code not in CODES:
        raise UsageError(f"没有“{code}”这个编号；编号见校验结果，如 D-07。")
    if not any(is_acceptable(code, severity) for severity in Severity):
        _refuse(code)


def _require_acceptable(code: str, severity: Severity) -> None:
    if severity is Severity.INFO:
        raise UsageError(f"{code} 只是提示，不影响结论，不用认可。")
    if not is_acceptable(code, severity):
        _refuse(code)


def _refuse(code: str) -> None:
    why = {
        "A": "数字要填对",
        "B": "数字之间的关系必须成立",
        "C": "照这样写的文字印不出来",
        "F": "表格要能读准",
    }.get(code[0], "不是单位的填报内容")
    raise UsageError(
        f"{code} 不能认可：{why}，只能由单位改正（提醒可由单位在“情况说明”里写理由）。"
        f"能认可的是 {'、'.join(ACCEPTABLE)} 开头的错误和提醒。"
    )


def _listed(found: Iterable[Item]) -> str:
    """The errors and warnings that an agency has, for a sentence."""
    listed = dict.fromkeys(
        f"{finding['code']}（{finding['cell']}）" if finding["cell"] else str(finding["code"])
        for finding in found
        if finding["severity"] != Severity.INFO.value
    )
    return f"有：{'、'.join(list(listed)[:_LISTED])}。" if listed else "没有任何错误和提醒。"


def lines_to_accept(
    last_run: Path, wanted: Iterable[tuple[str, str, str]], reason: str, by: str, day: date
) -> list[dict[str, str]]:
    """The lines for findings of several agencies, each by agency, code and fingerprint, with the decision.

    UsageError: one of them may not be accepted or is gone by now, or reason or name are missing.
    """
    asked = [(name_key(agency), code.strip().upper(), mark) for agency, code, mark in wanted]
    if not asked:
        raise UsageError("没有选要认可的。请先勾选。")
    known = dict.fromkeys(asked)
    lines: dict[tuple[str, str, str], dict[str, str]] = {}
    keys = ("code", "sheet", "cell", "found", "message")
    for item in _recorded(last_run):
        names = [name_key(name) for name in _names(item)] if item["status"] != "superseded" else []
        for finding in item.get("findings", ()) if names else ():
            for key in ((name, finding["code"], str(finding.get("id") or "")) for name in names):
                if key in known and key[2]:
                    _require_acceptable(finding["code"], Severity(finding["severity"]))
                    agency = str(item.get("roster") or item["agency"])
                    texts = {each: str(finding[each]) for each in keys}
                    lines[key] = {"agency": agency, **texts, "finding": key[2]}
    gone = [key for key in known if key not in lines]
    if gone:
        for _, code, _ in gone:
            _require_known(code)
        raise UsageError(
            f"有 {len(gone)} 条现在已经没有了，可能单位刚改过，一条都没有认可。请看最新的结果再认可。"
        )
    return signed(lines.values(), reason, by, day)
