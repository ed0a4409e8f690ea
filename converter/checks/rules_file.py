"""The rules file of an office (TOML): its commented default, made of the records, and the reading of one.

Unknown keys and wrong values are refused, each by its key, all of them in one error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from converter.catalogue.model import CodeRecord, Day, Limit
from converter.catalogue.records import CODES, records
from converter.catalogue.words import SEVERITY_WORDS
from converter.checks.settings import Settings, is_binding
from converter.form import Form
from converter.report.finding import Severity
from converter.system.errors import UsageError
from converter.system.files import unopened
from converter.system.lines import read_bounded
from converter.system.toml_text import MAX_SIZE, toml_tables

LEVEL, OFF = "level", "off"
REASON = "在此写明理由"
"""The placeholder for a reason in the default; left unchanged it counts as no reason."""

_SEVERITIES = {word: Severity(value) for value, word in SEVERITY_WORDS.items()}
_DAY = re.compile("([0-9]{1,2})-([0-9]{1,2})")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

MAX_MISTAKES = 50
"""Mistakes that are listed."""

_LONGEST = 60
"""Characters of a wrong word that are quoted."""

_HEAD = """\
# 年度报告的核对规则
#
# 由 xxgk rules 生成。用“记事本”修改后保存。年度文件夹里的“规则.toml”自动使用；
# 放在别处的，转换或检查时加上 --rules 和它的名称。
# 以 # 开头的行不起作用。要改哪一条，先去掉那一行开头的“# ”，再改等号后面的值；不改的不用动。
#
#   level   级别："错误"（退回，不生成报告）、"提醒"（请人核实）、"提示"（只告知）。引号用英文引号。
#   off     停用这一条，引号里写明理由；理由会印在核对结果里。
#   其他    限值，每行后面写着意思和单位。
#
# 这里的设定对所有单位有效。只认可一个单位的一处，用 xxgk accept，不用改这里。
#
# 数字、勾稽关系、文件和成品报告的错误（编号以 A、B、F、O、P 开头）必须更正，不能改变级别，也不能停用。
"""


def adjustable(form: Form) -> Mapping[str, CodeRecord]:
    """The codes that a rules file may name."""
    return {
        code: record for code, record in records(form).items() if record.scope != "roster" and record.messages
    }


def default_rules(form: Form) -> str:
    """The commented default: every code with its title and severity; as it is, it changes nothing."""
    return "\n".join((_HEAD, *(line for record in adjustable(form).values() for line in _section(record))))


def _section(record: CodeRecord) -> Iterator[str]:
    usual = record.severities
    free = [severity for severity in usual if not is_binding(record.code, severity)]
    words = "、".join(SEVERITY_WORDS[severity] for severity in usual)
    if not free and not record.limits:
        yield f"# {record.code}　{record.title}（{words}，不能调整）\n"
        return
    yield f"# {record.title}（{words}）"
    yield f"[{record.code}]"
    if free:
        changeable = _changeable(record)
        several = "    # 不止一个级别，写了就都改为这一级" if len(changeable) > 1 else ""
        yield f'# {LEVEL} = "{SEVERITY_WORDS[changeable[0]]}"{several}'
    for limit in record.limits:
        yield f"# {rule_line(limit)}"
    if len(free) == len(usual):
        yield f'# {OFF} = "{REASON}"'
    yield ""


def rule_line(limit: Limit) -> str:
    """A limit as a line of the rules file, with its meaning."""
    unit = f"（{limit.unit}）" if limit.unit else ""
    return f"{limit.key} = {_typed(limit.default)}    # {limit.meaning}{unit}"


def _typed(value: Decimal | Day) -> str:
    return f'"{value.month:02d}-{value.day:02d}"' if isinstance(value, Day) else f"{value:f}"


def _changeable(record: CodeRecord) -> tuple[Severity, ...]:
    """The severities that `level` changes for a code: its warnings and infos, or else its errors."""
    free = tuple(severity for severity in record.severities if not is_binding(record.code, severity))
    return tuple(severity for severity in free if severity is not Severity.ERROR) or free


def read_rules(path: Path, form: Form) -> Settings:
    """The settings in a rules file. UsageError: it cannot be opened, or has mistakes, all listed."""
    try:
        content = read_bounded(path, MAX_SIZE)
    except OSError as error:
        raise UsageError(unopened("规则文件", path, error)) from error
    return parse_rules(content, path.name, form)


def parse_rules(content: bytes, name: str, form: Form) -> Settings:
    """The settings in the bytes of a rules file, in any encoding in which a Chinese Windows saves text.

    UsageError: a sentence per mistake.
    """
    tables = toml_tables(content, f"规则文件“{name}”", "核对规则")
    levels: dict[tuple[str, Severity], Severity] = {}
    off: dict[str, str] = {}
    limits: dict[tuple[str, str], Decimal | Day] = {}
    mistakes = [*islice(_read(tables, adjustable(form), levels, off, limits), MAX_MISTAKES + 1)]
    if mistakes:
        more = f" {MAX_MISTAKES} 处以上" if len(mistakes) > MAX_MISTAKES else f" {len(mistakes)} 处"
        listed = "".join(f"\n  {mistake}" for mistake in mistakes[:MAX_MISTAKES])
        raise UsageError(f"规则文件“{name}”有{more}要改，没有进行核对：{listed}")
    return Settings(levels, off, limits, name)


def _read(
    tables: Mapping[str, Any],
    known: Mapping[str, CodeRecord],
    levels: dict[tuple[str, Severity], Severity],
    off: dict[str, str],
    limits: dict[tuple[str, str], Decimal | Day],
) -> Iterator[str]:
    """Collect the settings of a file; yield a sentence for each mistake."""
    for code, table in tables.items():
        record = known.get(code)
        if not isinstance(table, dict):
            yield f"{_cut(code)}：要写在某一条核对下面，如 [D-07] 的下一行。"
        elif record is None and code in CODES:
            continue  # of another form: nothing is checked by it here
        elif record is None:
            yield f"[{_cut(code)}]：没有这一条核对。{_nearest(code, known)}"
        else:
            named = {limit.key: limit for limit in record.limits}
            for key, value in table.items():
                if key == LEVEL:
                    yield from _level(record, value, levels)
                elif key == OFF:
                    yield from _off(record, value, off)
                elif key in named:
                    yield from _limit(named[key], value, limits)
                else:
                    yield f"[{code}] {_cut(key)}：没有这一项。{_nearest(key, (LEVEL, OFF, *named))}"


def _nearest(name: str, names: Mapping[str, Any] | tuple[str, ...]) -> str:
    """A question for the known name that is nearest to a wrong one, else the list of names."""
    folded = {known.casefold(): known for known in names}
    close = get_close_matches(name.strip()[:_LONGEST].casefold(), folded, n=1, cutoff=0.5)
    if close:
        return f"是否要写 {folded[close[0]]}？"
    return (
        f"可以写：{'、'.join(names)}。"
        if isinstance(names, tuple)
        else "各条的编号见 xxgk rules 生成的文件。"
    )


def _level(record: CodeRecord, value: object, levels: dict[tuple[str, Severity], Severity]) -> Iterator[str]:
    level = _SEVERITIES.get(value) if isinstance(value, str) else None
    code, changeable = record.code, _changeable(record)
    if level is None:
        yield f"[{code}] {LEVEL}：写的是{_shown(value)}，只能写{'、'.join(_SEVERITIES)}，两边用英文引号。"
    elif not changeable:
        yield f"[{code}] {LEVEL}：这一条必须更正，不能改变级别。"
    else:
        levels.update({(code, severity): level for severity in changeable if severity is not level})


def _off(record: CodeRecord, value: object, off: dict[str, str]) -> Iterator[str]:
    code = record.code
    if any(is_binding(code, severity) for severity in record.severities):
        yield f"[{code}] {OFF}：这一条有必须更正的错误，不能停用。"
    elif not isinstance(value, str) or not value.strip() or value.strip() == REASON:
        yield f"[{code}] {OFF}：停用要写明理由，写在英文引号里。"
    else:
        off[code] = value.strip()


def _limit(limit: Limit, value: object, limits: dict[tuple[str, str], Decimal | Day]) -> Iterator[str]:
    where = f"[{limit.code}] {limit.key}（{limit.meaning}）"
    if isinstance(limit.default, Day):
        day = _day(value)
        if day is None:
            yield f"{where}：写的是{_shown(value)}，应为月-日，如 {_typed(limit.default)}，两边用英文引号。"
        else:
            limits[limit.code, limit.key] = day
    elif isinstance(value, bool) or not isinstance(value, int | Decimal) or not _is_usual(value):
        yield f"{where}：写的是{_shown(value)}，应为大于 0 的数，如 {_typed(limit.default)}，不加引号。"
    else:
        limits[limit.code, limit.key] = Decimal(value)


def _is_usual(value: int | Decimal) -> bool:
    return Decimal(value).is_finite() and 0 < value < 10**15


def _day(value: object) -> Day | None:
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    month, day = int(match[1]), int(match[2])
    return Day(month, day) if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] else None


def _shown(value: object) -> str:
    return f"“{_cut(value)}”" if isinstance(value, str) else f" {_cut(str(value).lower())}"


def _cut(text: str) -> str:
    """A word of the file for a sentence: on one line, and not longer than can be read."""
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
