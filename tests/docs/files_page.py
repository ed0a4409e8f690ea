"""docs/files.zh-CN.md: the files by which an office sets things and in which it notes what it decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from converter.catalogue.words import SEVERITY_WORDS
from converter.checks.record_file import RECORD_FILE, Mark, add_marks, add_to_record
from converter.checks.rules_file import LEVEL, OFF, adjustable, rule_line
from converter.checks.settings import is_acceptable, is_binding
from converter.desk.accepting import signed
from converter.form import FORM
from converter.form.local.default import default_local
from converter.year.folder import LOCAL, RULES, SETTINGS, settings_text

HEAD = f"""\
# 设置文件和记录

<!-- 由 python -m tests.docs 生成，请勿手改 -->

都是文字文件，用“记事本”就能打开；在[本机页面](page.md)的“设置”里改也一样。写错了的，运行时逐条说明哪里不对，不会带着错往下做。

| 文件 | 谁写 | 写什么 |
| --- | --- | --- |
| [`{SETTINGS}`](#年报toml) | `xxgk init` 生成，可以改 | 汇总机关、年度、截止日期 |
| [`{RULES}`](#规则toml) | `xxgk rules` 或 `xxgk init` 生成，可以改 | 各项核对的级别、限值，停用哪些 |
| [`{LOCAL}`](#地方要求toml) | `xxgk local` 生成，可以改 | 在规定的格式上增加的内容 |
| [`{RECORD_FILE}`](#县里记录jsonl) | 程序写，请勿手改 | 认可了什么，发了、催了谁 |

引号一律用英文引号；以 `#` 开头的行不起作用。“记事本”存成 UTF-8、ANSI（GB18030）都能读。

## {SETTINGS}

有它的文件夹就是一个年度文件夹。

"""

RULES_HEAD = f"""
## {RULES}

每条核对一节，如：

```toml
[A-06]
fee = 50000

[D-07]
{LEVEL} = "提醒"

[A-13]
{OFF} = "本县统一由县政府办公室核对"
```

`{LEVEL}` 是级别：错误（退回，不生成报告）、提醒（请人核实）、提示（只告知）。`{OFF}` 停用这一条，引号里写明理由，理由印在核对结果里。
其他是限值。数字、勾稽关系、文件和成品报告的错误必须更正，不能调级，也不能停用。每条的意思和例子见[核对手册](checks.zh-CN.md)。

| 编号 | 核对 | 平常的级别 | 可设的限值（写的是默认值） | 可调级 | 可停用 | 可认可 |
| --- | --- | --- | --- | --- | --- | --- |
"""  # noqa: E501  # a paragraph, a line

LOCAL_HEAD = f"""
## {LOCAL}

怎样用见[地方要求](local.zh-CN.md)。`xxgk local` 生成的就是下面这份，全部带 `#`，不起作用：

"""

RECORD_HEAD = f"""
## {RECORD_FILE}

一行一件事，只在末尾增加，不改写，不删除。每行末尾的 `seal` 是这一行内容的校验码：手工改过的行不算数，并会指出是第几行（R-09），其他行照常。
第一次认可时才有这个文件。

认可（`xxgk accept`，或页面上的“认可”）的一行：

"""  # noqa: E501  # a paragraph, a line

RECORD_KEYS = {
    "agency": "机关名称",
    "code": "问题的编号",
    "sheet": "在哪张工作表",
    "cell": "在哪一格",
    "found": "当时填的内容",
    "message": "当时的问题",
    "finding": "问题的校验码：同一单位、年度、编号、单元格和所填内容才算同一条",
    "reason": "为什么认可",
    "by": "谁认可",
    "date": "哪一天",
    "seal": "这一行的校验码",
}
MARK_KEYS = {
    "mark": "做了什么：sent 退回件已发，urged 已催；前面加 un 的是撤回",
    "agency": "机关名称",
    "about": "针对哪一份填报表（内容的校验码），没有的为空",
    "by": "谁做的",
    "time": "什么时候",
    "note": "备注",
    "seal": "这一行的校验码",
}


def page() -> str:
    """The page as Markdown."""
    return "".join(
        (
            HEAD,
            _block("toml", settings_text("金乡县人民政府", 2024, "1月20日")),
            RULES_HEAD,
            *_rules(),
            LOCAL_HEAD,
            _block("toml", default_local(FORM)),
            RECORD_HEAD,
            *_record(),
        )
    )


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def _rules() -> Iterator[str]:
    for code, record in adjustable(FORM).items():
        usual = record.severities
        free = [severity for severity in usual if not is_binding(code, severity)]
        words = "、".join(SEVERITY_WORDS[severity] for severity in usual)
        lines = (rule_line(limit).partition("#") for limit in record.limits)
        limits = "；".join(f"`{line.rstrip()}`：{meaning.strip()}" for line, _, meaning in lines)
        marks = (
            bool(free),
            bool(free) and len(free) == len(usual),
            any(is_acceptable(code, severity) for severity in usual),
        )
        ticks = " | ".join("✓" if mark else "" for mark in marks)
        yield f"| {code} | {record.title} | {words} | {limits} | {ticks} |\n"


def _record() -> Iterator[str]:
    """Lines as the program writes them, with the meaning of each key."""
    item = {
        "agency": "青禾县财政局",
        "code": "D-07",
        "sheet": "五、问题及改进",
        "cell": "A3",
        "found": "",
        "message": "这一部分没有写。",
        "finding": "0" * 32,
    }
    mark = Mark("sent", "青禾县财政局", "", "王五", "2025-01-10T09:00:00+08:00")
    with TemporaryDirectory() as folder:
        path = Path(folder) / RECORD_FILE
        add_to_record(path, signed([item], "刚刚组建，没有问题可写", "王五", date(2025, 1, 10)))
        add_marks(path, [mark])
        accepted, noted = path.read_text(encoding="utf-8").splitlines()
    yield _block("json", json.dumps(json.loads(accepted), ensure_ascii=False, indent=1))
    yield from _keys(json.loads(accepted), RECORD_KEYS)
    yield "\n办公室自己做了什么（页面上的“标为已发”“标为已催”等）的一行，不影响核对：\n\n"
    yield _block("json", json.dumps(json.loads(noted), ensure_ascii=False, indent=1))
    yield from _keys(json.loads(noted), MARK_KEYS)


def _keys(written: dict[str, str], meanings: dict[str, str]) -> Iterator[str]:
    """The keys in the order in which they are written. KeyError: one has no meaning here."""
    assert written.keys() == meanings.keys()
    yield "\n| 名称 | 意思 |\n| --- | --- |\n"
    for key in written:
        yield f"| `{key}` | {meanings[key]} |\n"
