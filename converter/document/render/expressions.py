"""What an expression of a template may do, and how large its value may become.

A value's size is how many of the report's values its text may hold; a report's value has 1. What multiplies
texts without a bound (`*`, `**`, `%`, widths, methods of texts) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from jinja2 import nodes

LARGEST_VALUE = 100
"""Size that a single value may have."""

CHARACTERS = 100
"""Characters of the template's own text that have the size of one of the report's values."""

LONGEST_ADDITION = 20
"""Characters that a filter may put between or in place of others."""

_SMALLEST = 0.1
_MOST_DIGITS = 6
_FORMAT = re.compile(r"(?:[^%]|%%|%\.?\d{0,2}[dfs])*")
_LOOP_NUMBERS = ("index", "index0", "revindex", "revindex0", "length", "depth", "depth0")
_LOOP_FACTS = (*_LOOP_NUMBERS, "first", "last", "previtem", "nextitem")


class Refusal(NamedTuple):
    """What a template may not do. `kind`: a variant of T-14. `what`: the word or sign. `line`: where."""

    kind: str
    what: str
    line: int


class Value(NamedTuple):
    """What is known of a value: its size, whether it is a number, whether a loop made it."""

    size: float = 1
    number: bool = False
    item: bool = False


Names = Mapping[str, Value]
"""The names that the template itself sets; all others are the report's."""

_ArgumentRule = Callable[[nodes.Node], bool]


class Filter(NamedTuple):
    """A filter that may be used. `arguments`: by name, in order, with what each may be.

    `growth`: how many times longer its value may become; `number`: it gives a number; `listed`: a list stays
    a list.
    """

    arguments: Mapping[str, _ArgumentRule] = {}
    growth: float = 1
    number: bool = False
    listed: bool = False


def _any(node: nodes.Node) -> bool:
    return True


def _number(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and type(node.value) in (int, float) and abs(node.value) < 10_000


def _digits(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and type(node.value) is int and 0 <= node.value <= _MOST_DIGITS


def _short(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and type(node.value) is str and len(node.value) <= LONGEST_ADDITION


def _some(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and _short(node) and node.value != ""


def _attribute(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and _some(node) and not node.value.startswith("_")


def _flag(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and type(node.value) is bool


_LISTED = Filter(listed=True)
FILTERS: Mapping[str, Filter] = {
    "default": Filter({"default_value": _any, "boolean": _flag}),
    "d": Filter({"default_value": _any, "boolean": _flag}),
    "join": Filter({"d": _short, "attribute": _attribute}),
    "replace": Filter({"old": _some, "new": _short, "count": _number}),
    "trim": Filter({"chars": _short}),
    "truncate": Filter({"length": _number, "killwords": _flag, "end": _short, "leeway": _number}),
    "string": Filter(growth=6),
    "e": Filter(growth=6),
    "escape": Filter(growth=6),
    "upper": Filter(growth=3),
    "lower": Filter(growth=3),
    "title": Filter(growth=3),
    "capitalize": Filter(growth=3),
    "int": Filter({"default": _number}, number=True),
    "float": Filter({"default": _number}, number=True),
    "round": Filter({"precision": _digits, "method": _short}, number=True),
    "abs": Filter(number=True),
    "length": Filter(number=True),
    "count": Filter(number=True),
    "sum": Filter(number=True),
    "first": Filter(),
    "last": Filter(),
    "min": Filter(),
    "max": Filter(),
    "list": _LISTED,
    "unique": _LISTED,
    "sort": _LISTED,
    "reverse": _LISTED,
    "select": _LISTED,
    "map": Filter({"attribute": _attribute}, listed=True),
    "selectattr": Filter({"attr": _attribute}, listed=True),
    "rejectattr": Filter({"attr": _attribute}, listed=True),
}
"""The filters that may be used, by name; beside them "…"|format(…) with plain places for values."""

TESTS = frozenset(
    {
        "defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "true", "false",
        "even", "odd", "divisibleby", "in", "sequence", "mapping", "iterable", "eq", "equalto", "==",
        "ne", "!=", "gt", "greaterthan", ">", "ge", ">=", "lt", "lessthan", "<", "le", "<=",
    }
)  # fmt: skip
"""The tests (`is …`) that may be used."""

_CALCULATIONS: Mapping[type[nodes.Expr], str] = {
    nodes.Mul: "*", nodes.Mod: "%", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Sub: "-",
}  # fmt: skip
_JOINED = (nodes.Concat, nodes.List, nodes.Tuple, nodes.Slice)
_PARTS_COUNT = (*_JOINED, nodes.Add, nodes.And, nodes.Or, nodes.CondExpr, nodes.Neg, nodes.Pos)
_PARTS_DO_NOT = (nodes.Not, nodes.Compare, nodes.Operand)


def value_of(node: nodes.Node, names: Names, found: list[Refusal]) -> Value:
    """What is known of an expression's value; what it may not do is appended to `found`."""
    value = _value(node, names, found)
    if value.size > LARGEST_VALUE:
        found.append(Refusal("swell", "", node.lineno))
        return Value(number=value.number)
    return value


def _value(node: nodes.Node, names: Names, found: list[Refusal]) -> Value:
    if isinstance(node, nodes.Const):
        return _constant(node)
    if isinstance(node, nodes.Name):
        return names.get(node.name, Value())
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        return _part_of(node, names, found)
    if isinstance(node, nodes.Filter):
        return _filtered(node, names, found)
    if isinstance(node, nodes.Test):
        if node.name not in TESTS or node.kwargs or node.dyn_args or node.dyn_kwargs:
            found.append(Refusal("test", node.name, node.lineno))
        for each in (node.node, *node.args):
            value_of(each, names, found)
        return Value(number=True)
    if isinstance(node, nodes.BinExpr) and type(node) in _CALCULATIONS:
        return _calculated(node, _CALCULATIONS[type(node)], names, found)
    if not isinstance(node, (*_PARTS_COUNT, *_PARTS_DO_NOT)):
        return _refused(node, found)
    parts = [value_of(each, names, found) for each in node.iter_child_nodes()]
    size = sum(part.size for part in parts) or 1
    if isinstance(node, nodes.Add):
        return Value(max(part.size for part in parts), number=True) if _all_numbers(parts) else Value(size)
    if isinstance(node, _PARTS_DO_NOT):
        return Value(number=True)
    return Value(size, number=not isinstance(node, _JOINED) and _all_numbers(parts))


def _refused(node: nodes.Node, found: list[Refusal]) -> Value:
    if isinstance(node, nodes.Call):
        found.append(Refusal("call", called_name(node), node.lineno))
    elif isinstance(node, nodes.Pow):
        found.append(Refusal("operator", "**", node.lineno))
    else:
        found.append(Refusal("statement", "", node.lineno))
    return Value()


def called_name(node: nodes.Call) -> str:
    """The name of what is called, "" where it has none."""
    called = node.node
    return called.name if isinstance(called, nodes.Name) else getattr(called, "attr", "")


def _constant(node: nodes.Const) -> Value:
    if isinstance(node.value, str):
        return Value(max(len(node.value) / CHARACTERS, _SMALLEST))
    return Value(_SMALLEST, number=True)


def _part_of(node: nodes.Getattr | nodes.Getitem, names: Names, found: list[Refusal]) -> Value:
    whole = value_of(node.node, names, found)
    if isinstance(node, nodes.Getitem):
        value_of(node.arg, names, found)
        if isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("_"):
            found.append(Refusal("call", str(node.arg.value), node.lineno))
        return Value(whole.size)
    if node.attr.startswith("_"):
        found.append(Refusal("call", node.attr, node.lineno))
    if isinstance(node.node, nodes.Name) and node.node.name == "loop":
        if node.attr not in _LOOP_FACTS:
            found.append(Refusal("call", node.attr, node.lineno))
        return Value(number=node.attr in _LOOP_NUMBERS)
    return Value(whole.size)


def _calculated(node: nodes.BinExpr, sign: str, names: Names, found: list[Refusal]) -> Value:
    left, right = (value_of(each, names, found) for each in (node.left, node.right))
    if not _all_numbers([left, right]):  # a text times a number swells, a text % a number formats
        found.append(Refusal("operator", sign, node.lineno))
    return Value(left.size + right.size, number=True)


def _filtered(node: nodes.Filter, names: Names, found: list[Refusal]) -> Value:
    if node.node is None:
        return _refused(node, found)
    value = value_of(node.node, names, found)
    arguments = [value_of(each, names, found) for each in node.args]
    arguments += [value_of(each.value, names, found) for each in node.kwargs]
    if node.name == "format":
        template = node.node
        plain = isinstance(template, nodes.Const) and isinstance(template.value, str)
        if (
            not plain
            or node.kwargs
            or node.dyn_args
            or node.dyn_kwargs
            or _FORMAT.fullmatch(template.as_const()) is None
        ):
            found.append(Refusal("argument", node.name, node.lineno))
            return Value()
        return Value(value.size + sum(each.size for each in arguments) + template.as_const().count("%"))
    rule = FILTERS.get(node.name)
    if rule is None:
        found.append(Refusal("filter", node.name, node.lineno))
        return Value()
    given: dict[str, nodes.Node] = dict(zip(rule.arguments, node.args, strict=False))
    given |= {str(each.key): each.value for each in node.kwargs}
    most = 0 if node.name == "map" else len(rule.arguments)  # map('…') would name a filter
    surplus = len(node.args) > most or node.dyn_args or node.dyn_kwargs
    if surplus or any(
        name not in rule.arguments or not rule.arguments[name](each) for name, each in given.items()
    ):
        found.append(Refusal("argument", node.name, node.lineno))
    inserted = given.get("d" if node.name == "join" else "new")
    longer = (
        len(inserted.value) if isinstance(inserted, nodes.Const) and isinstance(inserted.value, str) else 0
    )
    if node.name == "join":
        longer += 1
    size = value.size * rule.growth * max(longer, 1) + sum(each.size for each in arguments)
    return Value(1 if rule.number else size, number=rule.number)


def _all_numbers(parts: list[Value]) -> bool:
    return all(part.number for part in parts)
