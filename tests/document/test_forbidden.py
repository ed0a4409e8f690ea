"""Templates that loop, swell or ask for more than a report: refused before they are compiled, in Chinese."""

from __future__ import annotations

import re
import time
import tracemalloc

import pytest

from converter.catalogue.messages import describe
from converter.document.checking import check_template, require_no_errors
from converter.document.render import WordTemplate, render
from converter.document.render.compiling import TemplateEnvironment
from converter.document.render.language import ForbiddenError
from converter.document.template_names import template_names
from converter.form import FORM
from converter.system.errors import TemplateError
from tests import word
from tests.document.office_templates import SHIPPED
from tests.reports import report

DOUBLING = "{% set 文 = 文 ~ 文 %}"
LOOPING = [
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{% for a in range(10) %}{% for b in range(11) %}x{% endfor %}{% endfor %}",
    "{% for a in range('a' * 2000000000) %}x{% endfor %}",
    "{% for a in range(年度|int) %}x{% endfor %}",
    "{% for 段 in 总述 recursive %}{{ loop(总述) }}{% endfor %}",
    "{% for a in 总述 %}{% for b in 改进情况 %}{{ b }}{% endfor %}{% endfor %}",
    "{% for a in 机关名称 %}{% for b in 机关名称 %}x{% endfor %}{% endfor %}",
    "{% for a in 总述 %}{% for b in a %}{{ b }}{% endfor %}{% endfor %}",
    "{% for a in ['甲'] %}{% for b in a %}{{ b }}{% endfor %}{% endfor %}",
    "{% for a in 总述|batch(2) %}{{ a }}{% endfor %}",
    "{% for a in 总述|slice(99999999) %}{{ a }}{% endfor %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ lipsum(n=9999999) }}",
    "{{ range(999999999)|list }}",
    "{{ self.x() }}",
]
SWELLING = [
    "{{ 'a' * 2000000000 }}",
    "{{ 2000000000 * 'a' }}",
    "{{ 机关名称 * 2000000000 }}",
    "{{ ['a'] * 2000000000 }}",
    "{{ 'x'|center(2000000000) }}",
    "{{ 'x'.center(2000000000) }}",
    "{{ 机关名称.ljust(2000000000) }}",
    "{{ '%0999999999d'|format(1) }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ '%*d'|format(999999999, 1) }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ 1|round(-2000000000) }}",
    "{{ 机关名称|join('" + "a" * 100 + "') }}",
    "{{ 总述|join(改进情况|join) }}",
    "{{ 机关名称|replace('', 'aaaa') }}",
    "{{ 机关名称" + "|replace('a', 'aaaaaaaaaaaaaaaaaaaa')" * 6 + " }}",
    "{{ 机关名称|replace('a', 机关名称) }}",
    "{{ 机关名称|indent(2000000000) }}",
    "{{ 机关名称|wordwrap(1, true, 机关名称) }}",
    "{{ 机关名称|urlize }}",
    "{{ 机关名称|tojson(2000000000) }}",
    "{{ 总述|map('center', 2000000000)|join }}",
    "{{ 总述|map('upper')|join }}",
    "{% set 文 = 机关名称 %}" + DOUBLING * 40 + "{{ 文 }}",
    "{% set 数 = 7 %}" + "{% set 数 = 数 * 数 %}" * 40 + "{{ 数 }}",
    "{% set 文 = 'a' %}{% if 邮编 == '000000' %}{% set 文 = 1 %}{% endif %}{{ 文 * 2000000000 }}",
    "{{ '" + "a" * 200000 + "' }}",
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "{{ " + " + ".join(["1"] * 2000) + " }}",
    "{{ " + "+".join(["1"] * 490) + " }}",
    "{{ 总述|map }}",
    "{{ 总述|list }}",
    "{% if 邮编 %}" * 12 + "x" + "{% endif %}" * 12,
]
REACHING = [
    "{{ ''.__class__ }}",
    "{{ 机关名称['__class__'] }}",
    "{{ 机关名称|attr('__class__') }}",
    "{{ 总述|map(attribute='__class__')|join }}",
    "{{ 机关名称|safe }}",
    "{{ 总述|random }}",
    "{{ cycler('a').next() }}",
    "{{ dict(a=1) }}",
    "{{ {'a': 1} }}",
    "{{ namespace(a=1) }}",
    "{{ '%s'|format(*总述) }}",
    "{{ 年度 is filter }}",
]
REALISTIC = [
    "与 {{ 年度|int - 1 }} 年相比",
    "{% if 三.r01.c7|int %}{{ '%.1f'|format(三.r24.c7|int * 100 / 三.r01.c7|int) }}%{% endif %}",
    "{{ (三.r24.c7|int * 100 / (三.r01.c7|int + 三.r02.c7|int or 1))|round(1) }}",
    "{% if 三.r01.c7|int > 0 %}有{% else %}无{% endif %}申请",
    "{% if 机关类别 == '县级政府' %}甲{% elif 机关类别 in ('乡镇街道', '其他') %}乙{% endif %}",
    "{{ 邮编 if 邮编 else '无' }}{{ 传真 or '无' }}{{ 邮箱|default('无', true) }}",
    "{{ 机关名称|replace('局', '办') }}{{ 机关名称[:3] }}{{ 机关名称|length }}",
    "{% set 名 = 机关名称 ~ '办公室' %}{{ 名 }}、{{ 名 }}",
    "{% for 次 in range(3) %}第{{ 次 + 1 }}格{{ loop.index }}{% if not loop.last %}、{% endif %}{% endfor %}",
    "{% for 行 in ['r01', 'r02'] %}{% for 列 in range(1, 4) %}·{% endfor %}{% endfor %}",
    "{{ 开头|default('无') }}",
]


def beginning(*texts: str) -> bytes:
    """The shipped template with these paragraphs before its own."""
    own = "".join(
        f"<w:p><w:r><w:t>{text.replace('<', '&lt;').replace('>', '&gt;')}</w:t></w:r></w:p>" for text in texts
    )
    return word.with_main(SHIPPED, lambda part: part.replace(b"<w:body>", f"<w:body>{own}".encode(), 1))


@pytest.mark.parametrize("text", [*LOOPING, *SWELLING, *REACHING], ids=lambda text: text[:40])
def test_a_template_that_does_more_than_a_report_needs_is_refused_at_once(text: str) -> None:
    template = beginning(text)
    tracemalloc.start()
    started = time.process_time()
    found = check_template(template, "", FORM)
    seconds, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    errors = [each for each in found if each.severity == "error"]
    assert {each.code for each in errors} <= {"T-04", "T-05", "T-06", "T-14"}
    assert errors
    assert seconds < 5
    assert peak < 60e6
    with pytest.raises(TemplateError, match="没有转换"):
        require_no_errors(WordTemplate.of(template), FORM)
    with pytest.raises(TemplateError):  # even where nobody has checked it
        render(WordTemplate.of(template), template_names(report(), FORM), title="", author="")


@pytest.mark.parametrize("text", [*LOOPING, *SWELLING, *REACHING], ids=lambda text: text[:40])
def test_what_is_refused_is_never_compiled(text: str) -> None:
    with pytest.raises((ForbiddenError, RecursionError)):
        TemplateEnvironment().from_string(text if len(text) < 1000 else "{{ 'a' * 2 }}")


@pytest.mark.parametrize("text", REALISTIC)
def test_what_an_office_writes_passes(text: str) -> None:
    known = text.replace("开头", "邮编")
    assert check_template(beginning(known), "", FORM) == ()


def test_a_tag_outside_of_paragraphs_is_refused_too() -> None:
    hidden = "<w:body><w:p><w:pPr><w:pStyle w:val=\"{{ 'x'|center(2000000000) }}\"/></w:pPr></w:p>"
    template = word.with_main(SHIPPED, lambda part: part.replace(b"<w:body>", hidden.encode(), 1))
    (found,) = check_template(template, "", FORM)
    assert (found.code, found.variant) == ("T-14", "hidden")


def test_a_body_repeated_beyond_measure_is_refused() -> None:
    long = ("固定文字" * 20_000,)
    template = beginning("{%p for 次 in range(100) %}", *long, *long, *long, "{%p endfor %}")
    (found,) = check_template(template, "", FORM)
    assert (found.code, found.variant) == ("T-14", "swell_all")


def test_a_template_with_thousands_of_tags_is_refused_at_once() -> None:
    started = time.process_time()
    (found,) = check_template(beginning(*(f"{{{{ 名称{number} }}}}" for number in range(5000))), "", FORM)
    assert (found.code, found.variant) == ("T-14", "many")
    assert time.process_time() - started < 5


def test_a_template_with_ten_thousand_paragraphs_is_refused() -> None:
    assert check_template(beginning(*["段"] * 5_000), "", FORM) == ()
    (found,) = check_template(beginning(*["段"] * 10_000), "", FORM)
    assert (found.code, found.variant) == ("T-14", "paragraphs")
    assert "超过 10000 段，太长" in describe(found)


def test_a_name_set_in_a_loop_starts_anew_in_each_round() -> None:
    source = "{% set 文 = 'a' %}{% for 次 in range(9) %}{% set 文 = 文 ~ 文 %}{{ 文 }}{% endfor %}"
    assert TemplateEnvironment().from_string(source).render() == "aa" * 9


# --- in Chinese ---------------------------------------------------------------------------------

BROKEN = [
    "{{ 年度 年度 }}", "{{ (年度 }}", "{{ 年度) }}", "{{ [年度) }}", "{{ 年度 + }}", "{{ + }}",
    "{{ 年度. }}", "{{ 年度[] }}", "{{ 年度| }}", "{{ 年度|default( }}", "{{ 年度|default(,) }}",
    "{{ 年度|default('无) }}", "{{ 年度 ? }}", "{{ $年度 }}", "{{ 年度 @ 1 }}", "{{ 'a\\x' }}",
    "{{ 1 is even is odd }}", "{{ 年度 is }}", "{{ 年度 is not }}", "{{ 年度 if }}", "{{ if 年度 }}",
    "{{ 年度 in }}", "{{ 年度, }}", "{{ 年度 = 1 }}", "{{ not }}", "{{ *年度 }}", "{{ 年度!1 }}",
    "{{ f(年度=) }}", "{{ f(a=1, 2) }}", "{{ 年度;邮编 }}", "{{ \\ }}", "{{ ~ }}", "{{ 年度..邮编 }}",
    "{{ 1.2.3 }}", "{{ 年度[1:2:3:4] }}", "{% if %}甲{% endif %}", "{% if 年度 == %}甲{% endif %}",
    "{% if 年度 = '1' %}甲{% endif %}", "{% if 年度 then %}甲{% endif %}",
    "{% if (年度 %}甲{% endif %}", "{% for %}甲{% endfor %}", "{% for 行 %}甲{% endfor %}",
    "{% for 行 in %}甲{% endfor %}", "{% for in 总述 %}甲{% endfor %}",
    "{% for 1 in 总述 %}甲{% endfor %}", "{% for 行 of 总述 %}甲{% endfor %}", "{% set %}",
    "{% set 1 = 2 %}", "{% set 名 %}", "{% set 名 = %}", "{% elif 年度 %}", "{% if 年度 %}甲",
    "{% endif 年度 %}", "{% %}", "{% macro m() %}{% endmacro %}", "{% include 'a' %}",
    "{% block a %}{% endblock %}", "{% raw %}{% endraw %}", "{% endraw %}",
    "{% call m() %}{% endcall %}", "{% with %}{% endwith %}", "{% do 年度 %}", "{% break %}",
    "{% extends 'a' %}", "{% import 'a' as b %}", "{% filter upper %}甲{% endfilter %}", "{% debug %}",
    "{% autoescape false %}甲{% endautoescape %}", "{% trans %}甲{% endtrans %}", "{{% if 年度 %}}",
    "{{ 单位 }}", "{{ 三.r99.c1 }}", "{{ 三.r01 }}", "{{ 年度.x }}", "{{ 总述[99] }}", "{{ 年度[9] }}",
    "{{ 年度.x.y }}", "{{ 单位|upper }}", "{{ 单位.名称 }}", "{{ 三['r99'] }}", "{{ loop.index }}",
    "{{ 行.标题 }}", "{{ 1 / 0 }}", "{{ 1 // 0 }}", "{{ 1 % 0 }}", "{{ 1.0 / 0 }}",
    "{{ 三.r01.c1|int / 0 }}", "{{ 年度 + 1 }}", "{{ 1 + 年度 }}", "{{ 年度 - 1 }}", "{{ 年度 / 2 }}",
    "{{ 年度 > 2023 }}", "{{ 总述 + 1 }}", "{{ -年度 }}", "{{ 年度|round }}", "{{ 年度|abs }}",
    "{{ 总述|sum }}", "{{ 1|length }}", "{{ 1|join }}", "{{ 1|first }}", "{{ '%d'|format(年度) }}",
    "{{ '%d %d'|format(1) }}", "{{ '%d'|format(1, 2) }}", "{{ '%'|format(1) }}", "{{ 年度|replace }}",
    "{{ 年度|replace('a') }}", "{{ 年度|round(1, 'x') }}", "{{ 1.5|round(1, 'x') }}",
    "{{ 年度|int(默认=1) }}", "{{ 年度|default(默认=1) }}", "{{ 年度|upper(1) }}",
    "{{ 年度|truncate }}", "{{ 年度|truncate(1) }}", "{{ 总述|min }}", "{{ 总述|sort(1, 2, 3) }}",
    "{{ 总述|map }}", "{{ 总述|map(attribute='x')|join }}", "{{ 总述|selectattr('x')|list }}",
    "{{ 1|selectattr('x')|list }}", "{{ 年度|nofilter }}", "{{ 年度|defualt('无') }}",
    "{{ 年度 is 空 }}", "{{ 年度 is defind }}", "{{ 年度() }}", "{{ 年度.upper() }}",
    "{{ 三.r01.c1|int is divisibleby(0) }}", "{{ 年度[::0] }}", "{{ 1 in 2 }}", "{{ 年度 in 1 }}",
    "{{ 1 in 年度 }}", "{% for 段 in 1 %}甲{% endfor %}", "{% for 段 in 年度 %}甲{% endfor %}",
    "{% for 段 in 三 %}甲{% endfor %}", "{% for a, b in 总述 %}甲{% endfor %}", "{%p if 年度 -%}",
    "{{- 年度 }}", "{{ 年度 -}}", "{%- if 年度 %}甲{% endif %}", "{%+ if 年度 %}甲{% endif %}",
    "{#- 说明 -#}", "{# {%p if 年度 %} #}", "{# 没有写完", "｛＃ 说明 ＃｝", "{＃ 说明 ＃}",
    "{{ 9 ** 2 }}",
]  # fmt: skip
OWN = re.compile(r"“.*?”(?=[^”]*(?:“|$))|\{\{.*?\}\}|\{%p?|%\}")
"""What a message quotes: the clerk's own tag, or the tag to write."""


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_template_is_told_in_chinese(text: str) -> None:
    found = [each for each in check_template(beginning(text), "", FORM) if each.severity == "error"]
    if not found:  # Jinja can do it after all: nothing is said
        assert text in PRINTED_ALL_THE_SAME
        return
    for each in found:
        assert re.findall(r"[A-Za-z]{2,}", OWN.sub("", describe(each).replace(text, ""))) == [], describe(
            each
        )


PRINTED_ALL_THE_SAME = (
    "{{ 年度, }}", "{{ 年度|truncate }}",
)  # fmt: skip
