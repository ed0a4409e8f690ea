"""What a template may do: print values of the report, ask for them, go through its lists.

A template comes from outside and Jinja is a programming language, so what is not listed is refused on the
syntax tree, before Jinja makes code of it (which computes constants already). What is left ends soon and
stays small on every system: the rounds of loops and the size of what is printed are counted.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from converter.document.render.expressions import FILTERS, Refusal, Value, called_name, value_of
from converter.system.patterns import pattern

LONGEST_TAG = 1000
"""Characters of a tag."""

MOST_ROUNDS = 100
"""Rounds of loops over numbers and listed words, those in each other multiplied."""

DEEPEST = 10
"""Loops and conditions in each other."""

LARGEST_OUTPUT = 20_000
"""Size that all values printed by a part may have together."""

MOST_TEXT = 8_000_000
"""Characters of a part with its counted loops written out."""

_LOOP = "loop"
_TAG = pattern(r"\{([{%#])(.*?)(?:[}%#]\}|$)", re.DOTALL)
_ELEMENT = pattern(r"<[^>]*>")


class ForbiddenError(jinja2.TemplateSyntaxError):
    """A template that does what it may not do."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.kind, refusal.line)
        self.refusal = refusal


class PermittedEnvironment(SandboxedEnvironment):
    """Jinja's sandbox that compiles only what a template may do; unknown names are errors, values escaped."""

    def __init__(self) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, autoescape=True)
        self.globals = {"range": range}

    def compile(self, source: Any, *arguments: Any, **named: Any) -> Any:
        """Compile a template. ForbiddenError: it does what it may not do."""
        tree = self.parse(source) if isinstance(source, str) else source
        for refusal in refusals(tree):
            raise ForbiddenError(refusal)
        return super().compile(tree, *arguments, **named)


def require_short_tags(part: str) -> None:
    """ForbiddenError: a part has a tag that is too long to be cleaned up in good time."""
    if any(len(match[2]) > LONGEST_TAG for match in _TAG.finditer(_ELEMENT.sub("", part))):
        raise ForbiddenError(Refusal("long", "", 1))


def refusals(tree: nodes.Template) -> list[Refusal]:
    """Everything that a template does and may not, in order."""
    reading = _Reading()
    try:
        reading.statements(tree.body, {}, _Around())
    except RecursionError:
        return [Refusal("deep", "", reading.line)]
    if reading.printed > LARGEST_OUTPUT or reading.text > MOST_TEXT:
        reading.found.append(Refusal("swell_all", "", reading.line))
    return reading.found


class _Around(NamedTuple):
    """What is around a statement: counted rounds, loops over lists of the report, loops and conditions."""

    rounds: int = 1
    lists: int = 0
    depth: int = 0


class _Reading:
    """One reading of a syntax tree: what it refuses, and what the template prints in all."""

    def __init__(self) -> None:
        self.found: list[Refusal] = []
        self.printed, self.text, self.line = 0.0, 0, 1

    def statements(self, body: list[nodes.Node], names: dict[str, Value], around: _Around) -> None:
        """Read statements; `names`: those that the template itself has set so far."""
        if around.depth > DEEPEST:
            self._refuse("deep", "", body[0].lineno if body else self.line)
            return
        for node in body:
            self.line = node.lineno
            if isinstance(node, nodes.Output):
                self._output(node, names, around)
            elif isinstance(node, nodes.For):
                self._loop(node, names, around)
            elif isinstance(node, nodes.If):
                self._condition(node, names, around)
            elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
                names[node.target.name] = self._value(node.node, names)
            else:
                self._refuse("statement", "", node.lineno)

    def _output(self, node: nodes.Output, names: dict[str, Value], around: _Around) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                self.text += len(part.data) * around.rounds
            else:
                self.line = part.lineno
                self.printed += self._value(part, names).size * around.rounds
                if isinstance(part, nodes.Filter) and _stays_a_list(part):
                    self._refuse("list", "", part.lineno)

    def _condition(self, node: nodes.If, names: dict[str, Value], around: _Around) -> None:
        inner = around._replace(depth=around.depth + 1)
        ends: list[dict[str, Value]] = []
        for branch in (node, *node.elif_):
            self._value(branch.test, names)
            ends.append({**names})
            self.statements(branch.body, ends[-1], inner)
        ends.append({**names})
        self.statements(node.else_, ends[-1], inner)
        for name in {*chain.from_iterable(ends)}:  # any of the branches may be taken
            values = [end.get(name, Value()) for end in ends]
            size, number = max(each.size for each in values), all(each.number for each in values)
            names[name] = Value(size, number, any(each.item for each in values))

    def _loop(self, node: nodes.For, names: dict[str, Value], around: _Around) -> None:
        if node.recursive or not isinstance(node.target, nodes.Name) or node.target.name == _LOOP:
            self._refuse("statement", "", node.lineno)
            return
        rounds = self._rounds(node.iter, names)
        inner = _Around(around.rounds * (rounds or 1), around.lists + (rounds is None), around.depth + 1)
        if inner.lists > 1:
            self._refuse("nested", "", node.lineno)
        elif inner.rounds > MOST_ROUNDS:
            self._refuse("rounds", "", node.lineno)
        each = Value(number=_is_range(node.iter), item=True)
        own = {**names, node.target.name: each, _LOOP: Value(item=True)}
        if node.test is not None:
            self._value(node.test, own)
        self.statements(node.body, own, inner)
        self.statements(node.else_, names, around._replace(depth=around.depth + 1))

    def _rounds(self, node: nodes.Node, names: dict[str, Value]) -> int | None:
        """How often a loop runs; None for a list of the report."""
        if _is_range(node):
            assert isinstance(node, nodes.Call)
            return _range_length(node)
        self._value(node, names)
        if isinstance(node, nodes.List | nodes.Tuple):
            return max(len(node.items), 1)
        root: nodes.Node = node
        while isinstance(root, nodes.Filter | nodes.Getitem | nodes.Getattr) and root.node is not None:
            if isinstance(root, nodes.Filter) and not _stays_a_list(root):
                break
            root = root.node
        if not isinstance(root, nodes.Name) or names.get(root.name, Value()).item:
            self._refuse("loop", "", node.lineno)
        return None

    def _value(self, node: nodes.Node, names: dict[str, Value]) -> Value:
        return value_of(node, names, self.found)

    def _refuse(self, kind: str, what: str, line: int | None) -> None:
        self.found.append(Refusal(kind, what, line or self.line))


def _stays_a_list(node: nodes.Filter) -> bool:
    return node.name in FILTERS and FILTERS[node.name].listed


def _is_range(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and called_name(node) == "range"


def _range_length(node: nodes.Call) -> int:
    """The rounds of range(…); too many where its arguments are no plain numbers."""
    values = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
    whole = [value for value in values if type(value) is int]
    if len(whole) < len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return MOST_ROUNDS + 1
    try:
        return len(range(*whole))
    except (TypeError, ValueError, OverflowError):
        return MOST_ROUNDS + 1
