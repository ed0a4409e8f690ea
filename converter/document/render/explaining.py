"""What Jinja, docxtpl and Python say about a template, in Chinese.

They speak English, and what they quote is often our wrapping of a tag and not the tag. Each known message has
its sentence; any other is told by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import jinja2

_TOKENS: Mapping[str, str] = {
    "end of print statement": "标记的结尾",
    "end of statement block": "标记的结尾",
    "end of template": "文档的结尾",
    "end of comment": "说明的结尾",
    "begin of print statement": "另一个标记的开头",
    "begin of statement block": "另一个标记的开头",
    "begin of comment": "说明的开头",
    "template data / text": "普通文字",
    "name": "名称",
    "integer": "数字",
    "float": "数字",
    "string": "带引号的文字",
}
"""Jinja's words for what it reads."""

_MESSAGES: tuple[tuple[str, str], ...] = (
    # syntax: jinja2.lexer, jinja2.parser, jinja2.compiler
    (r"unexpected 'end of (?:print statement|statement block|template)'", "没有写完，后面缺少内容"),
    (r"Expected an expression, got 'end of .*", "没有写完，后面缺少内容"),
    (r"expected token '(?P<wanted>.+)', got 'end of .*", "没有写完，后面缺少{wanted}"),
    (r"unexpected char (?P<token>.+) at \d+", "有不能用的字符{token}，或引号不成对"),
    (
        r"expected token 'end of (?:print statement|statement block)', got (?P<token>.+)",
        "{token}前面缺少符号，或者是多余的",
    ),
    (r"expected token '(?P<wanted>.+)', got (?P<token>.+)", "{token}的位置应是{wanted}"),
    (r"unexpected end of template, expected '?(?P<wanted>.+?)'?\.?", "没有写完，缺少{wanted}"),
    (r"Expected an expression, got (?P<token>.+)", "{token}前面缺少内容"),
    (r"unexpected '(?P<token>.)', expected '(?P<wanted>.)'", "括号不成对：{token}应是{wanted}"),
    (r"unexpected '?(?P<token>.+?)'?", "{token}的位置不对，或者是多余的"),
    (r"Invalid character in identifier", "名称里有不能用的字符"),
    (r"expected name or number", "点号后面缺少名称"),
    (r"expected subscript expression", "方括号里缺少内容"),
    (r"invalid syntax for function call expression", "圆括号里的写法不对"),
    (r"You cannot chain multiple tests with is", "一个条件里写了几个判断"),
    (r"[Cc]an't assign to .*", "这里不能改用这个名称"),
    (r"Encountered unknown tag '(?P<name>[^']*)'.*", "不认识“{name}”，或它不该在这里"),
    (r"Unexpected end of template.*", "成对的标记没有结束"),
    (r"tag name expected", "缺少开头的词"),
    (r"chunk after expression", "后面有多余的内容"),
    (r".*(?:truncated|malformed|illegal|codec can't).*", "引号里的反斜杠用得不对"),
    (r"Exceeds the limit .*", "数字太长"),
    # names: jinja2.runtime
    (r"'(?P<name>[^']*)' is undefined", "没有“{name}”这个名称"),
    (r"'?[\w .]+'? object'? has no (?:attribute|element) '?(?P<name>[^']*?)'?", "没有“{name}”这一项"),
    (r"None has no (?:attribute|element) '?(?P<name>[^']*?)'?", "没有“{name}”这一项"),
    (r"access to attribute '(?P<name>[^']*)' of .* is unsafe\.", "“{name}”不能用"),
    (r"No (?:filter|test) named '(?P<name>[^']*)'.*", "没有“{name}”这种处理或判断"),
    # values: Python and jinja2.filters
    (r".*(?:division|modulo).* by zero", "单位填零或没有填时，除数是零"),
    (r".*(?:division or modulo by zero|by zero)", "单位填零或没有填时，除数是零"),
    (r"unsupported operand type.*|can only concatenate.*|.*can't multiply.*", "文字不能与数字一起计算"),
    (r"'.*' not supported between instances.*", "文字不能与数字比大小"),
    (
        r"must be real number.*|%\w format: .*|bad operand type.*|.*__round__.*|could not convert.*",
        "文字不能当作数字",
    ),
    (
        r"not (?:all|enough) arguments .*|.*format (?:string|character).*|incomplete format.*",
        "文字里的位置与给出的内容个数不符",
    ),
    (r".*(?:argument|parameter).*", "括号里的内容个数或种类不对"),
    (r".*object is not (?:iterable|subscriptable|callable).*", "这一内容不能这样用"),
    (r".*ind(?:ex|ices).*", "没有这一项"),
    (r"slice step cannot be zero|slice .*", "方括号里的数字不对"),
    (r".*too large.*|.*infinity.*|.*NaN.*", "数字太大，算不出来"),
)
"""Patterns of messages, and what they mean; the first that fits counts."""

_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (RecursionError, "一层套一层，层数太多"),
    (jinja2.UndefinedError, "有不认识的名称"),
    (jinja2.TemplateSyntaxError, "写法不对"),
    (SyntaxError, "一层套一层，层数太多"),
    (ArithmeticError, "算不出结果"),
    (LookupError, "没有这一项"),
    (TypeError, "内容的种类不对"),
)
_OTHER = "这样写不能执行"


def explain(error: BaseException) -> str:
    """What is wrong, in a Chinese clause without an end mark."""
    message = error.message if isinstance(error, jinja2.TemplateError) else str(error)
    if not isinstance(error, RecursionError):
        for source, sentence in _MESSAGES:
            if match := re.fullmatch(source, message or "", re.DOTALL):
                return sentence.format_map({key: _said(key, text) for key, text in match.groupdict().items()})
    return next((sentence for kind, sentence in _KINDS if isinstance(error, kind)), _OTHER)


def _said(key: str, text: str) -> str:
    """What Jinja names: a name as it is, a token in words or in quotation marks."""
    text = text.strip()
    if text[:1] in "'\"" and text[:1] == text[-1:] and len(text) > 1:
        text = text[1:-1].replace("\\\\", "\\")  # as Python shows a text
    if key == "name":
        return text
    return _TOKENS.get(text, f"“{text}”")
