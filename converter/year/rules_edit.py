"""规则.toml changed by the program: single lines, so that whatever else stands in the file stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from converter.catalogue.model import CodeRecord, Day, Limit
from converter.catalogue.words import SEVERITY_WORDS
from converter.checks.rules_file import LEVEL, OFF, adjustable, default_rules, parse_rules
from converter.checks.settings import Settings, is_binding
from converter.report.finding import Severity
from converter.system.files import is_file
from converter.system.lines import read_bounded
from converter.system.sharing import content_of
from converter.system.stamps import is_ours
from converter.system.text_stamps import TOML, stamped_text, without_stamp
from converter.year.folder import RULES, YearFolder

_LARGEST = 1_000_000


class LimitChoice(NamedTuple):
    """A limit of a rule as it holds, in the words of the file."""

    key: str
    value: str
    usual: str
    meaning: str
    unit: str
    is_day: bool


class RuleChoice(NamedTuple):
    """A rule that the office may set. `level`: the word that it chose, "" for the usual one; `off`: why not.

    `levels`: what it may choose; `can_be_off`: whether it may leave it out.
    """

    code: str
    title: str
    usual: str
    level: str
    levels: tuple[str, ...]
    off: str
    can_be_off: bool
    limits: tuple[LimitChoice, ...]


def rules_text(year: YearFolder) -> tuple[str, str]:
    """The text of 规则.toml and its encoding; the commented default where there is none."""
    if not is_file(year.rules):
        return default_rules(year.form).replace("\n", "\r\n"), "utf-8-sig"
    content = read_bounded(year.rules, _LARGEST)
    try:
        return content.decode("utf-8-sig"), "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    except UnicodeDecodeError:
        return content.decode("gb18030"), "gb18030"


def choices(year: YearFolder) -> Iterator[RuleChoice]:
    """Every rule that the office may set, as it holds now. UsageError: the file has mistakes."""
    text, _ = rules_text(year)
    settings = parse_rules(text.encode(), RULES, year.form)
    for record in adjustable(year.form).values():
        free = [severity for severity in record.severities if not is_binding(record.code, severity)]
        if free or record.limits:
            yield _choice(record, free, settings)


def _choice(record: CodeRecord, free: list[Severity], settings: Settings) -> RuleChoice:
    changed = {level for (code, _), level in settings.levels.items() if code == record.code}
    level = SEVERITY_WORDS[next(iter(changed)).value] if changed else ""
    return RuleChoice(
        record.code,
        record.title,
        "、".join(SEVERITY_WORDS[severity] for severity in record.severities),
        level,
        tuple(SEVERITY_WORDS.values()) if free else (),
        settings.off.get(record.code, ""),
        len(free) == len(record.severities),
        tuple(_limit(limit, settings) for limit in record.limits),
    )


def _limit(limit: Limit, settings: Settings) -> LimitChoice:
    value = settings.limits.get((limit.code, limit.key), limit.default)
    return LimitChoice(
        limit.key, _shown(value), _shown(limit.default), limit.meaning, limit.unit,
        isinstance(limit.default, Day),
    )  # fmt: skip


def _shown(value: object) -> str:
    return f"{value.month:02d}-{value.day:02d}" if isinstance(value, Day) else f"{value:f}"


def changed_text(year: YearFolder, wanted: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file with these lines set. UsageError: what is wanted is not usable; all mistakes are listed.

    `wanted`: by code, then `level`, `off` or the key of a limit; "" for what is usual.
    """
    text, encoding = rules_text(year)
    known = {choice.code: choice for choice in choices(year)}
    for code, values in wanted.items():
        if code in known:
            text = _with_section(text, known[code], values)
    content = text.encode(encoding, "replace")
    if not is_file(year.rules) or is_ours(content_of(year.rules)):
        content = stamped_text(without_stamp(content), TOML)
    parse_rules(content, RULES, year.form)
    return content


def _with_section(text: str, now: RuleChoice, wanted: Mapping[str, str]) -> str:
    """The text with the lines of one rule set; those that are as wanted stay as they are."""
    limits = {limit.key: limit for limit in now.limits}
    lines: dict[str, str | None] = {}
    if wanted.get(LEVEL, now.level) != now.level:
        lines[LEVEL] = _quoted(wanted[LEVEL]) if wanted[LEVEL] else None
    if wanted.get(OFF, now.off) != now.off:
        lines[OFF] = _quoted(wanted[OFF]) if wanted[OFF] else None
    for key, limit in limits.items():
        value = wanted.get(key, limit.value) or limit.usual
        if value != limit.value:
            lines[key] = None if value == limit.usual else _quoted(value) if limit.is_day else value
    for key, line in lines.items():
        text = _with_line(text, now.code, key, line)
    return text


def _with_line(text: str, code: str, key: str, value: str | None) -> str:
    """The text with one line of a section set, or made a comment again."""
    head = re.search(rf"^\[{re.escape(code)}\][^\n]*\n", text, re.MULTILINE)
    if head is None:
        text = f"{text.rstrip()}\r\n\r\n[{code}]\r\n"
        return _with_line(text, code, key, value)
    end = re.compile(r"^\[|^# [^\n]*\n\[", re.MULTILINE).search(text, head.end())
    until = end.start() if end else len(text)
    section = text[head.end() : until]
    line = re.compile(rf"^(#[ \t]*)?{re.escape(key)}[ \t]*=[^\r\n#]*", re.MULTILINE)
    found = line.search(section)
    if value is None:
        section = line.sub(lambda each: each[0] if each[1] else f"# {each[0]}", section, count=1)
    elif found:
        space = "    " if section[found.end() : found.end() + 1] == "#" else ""
        section = f"{section[: found.start()]}{key} = {value}{space}{section[found.end() :]}"
    else:
        section = f"{key} = {value}\r\n{section}"
    return text[: head.end()] + section + text[until:]


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
