"""Conditions of a template: whether they hold, and the branch that an Fn::If takes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...i18n import _
from .stack import Stack
from .values import ABSENT, TOKEN, Unknown, intrinsic, to_text

if TYPE_CHECKING:
    from .world import World

CONDITIONS = frozenset(("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not"))


class Conditions:
    """The conditions of one stack. What they compare is evaluated by the subclass."""

    def __init__(self, stack: Stack, world: "World") -> None:
        self.stack, self.world = stack, world
        self._conditions: dict[str, bool | Unknown] = {}
        self._running: set[tuple[str, str]] = set()

    def evaluate(self, node: Any) -> Any:
        """The value of an expression."""
        raise NotImplementedError

    def settle(self, node: Any) -> Any:
        """The node without the Fn::If at its top: the branch that holds, ABSENT, or Unknown. Other functions stay."""
        while intrinsic(node) == "Fn::If":
            node = self.branch(node)
        return ABSENT if node == {"Ref": "AWS::NoValue"} else node

    def condition(self, name: str) -> bool | Unknown:
        """Whether a condition of the template holds."""
        if name not in self._conditions:
            defined = self.stack.sections["Conditions"]
            if name not in defined:
                raise self.stack.error("unknown-condition", _("there is no condition “%s” in the template") % name)
            self._conditions[name] = self.once(("condition", name), lambda: self.holds(defined[name]))
        return self._conditions[name]

    def holds(self, node: Any) -> bool | Unknown:
        """Whether a condition function holds."""
        if isinstance(node, dict) and len(node) == 1 and isinstance(node.get("Condition"), str):
            return self.condition(node["Condition"])
        name = intrinsic(node)
        arguments: Any = node[name] if name else None
        if name == "Fn::Equals" and isinstance(arguments, list) and len(arguments) == 2:
            return self._equals(node, *map(self.evaluate, arguments))
        if name == "Fn::Not" and isinstance(arguments, list) and len(arguments) == 1:
            value = self.holds(arguments[0])
            return value if isinstance(value, Unknown) else not value
        if name in ("Fn::And", "Fn::Or") and isinstance(arguments, list):
            values = [self.holds(a) for a in arguments]
            decisive = name == "Fn::Or"
            if decisive in values:
                return decisive
            return next((v for v in values if isinstance(v, Unknown)), not decisive)
        return Unknown(node, _("%s is no condition that is evaluated") % (name or type(node).__name__))

    def _equals(self, node: Any, left: Any, right: Any) -> bool | Unknown:
        for side in (left, right):
            if isinstance(side, Unknown):
                return Unknown(node, side.reason)
        a, b = to_text(left), to_text(right)
        if a is not None and b is not None and a != b and (token := TOKEN.search(a + b)):
            (reference,) = self.world.references.within(token.group())
            return Unknown(node, _("%s has a value only in a stack") % reference.text)
        return bool(left == right if a is None or b is None else a == b)

    def once(self, key: tuple[str, str], run: Callable[[], Any]) -> Any:
        """Run what may lead back to itself; raises ReadError where it does."""
        if key in self._running:
            raise self.stack.error("circular", _("“%s” depends on itself") % key[1])
        self._running.add(key)
        try:
            return run()
        finally:
            self._running.discard(key)

    def branch(self, node: dict[str, Any]) -> Any:
        """The branch of an Fn::If, or Unknown where its condition is."""
        arguments = node["Fn::If"]
        if not isinstance(arguments, list) or len(arguments) != 3 or not isinstance(arguments[0], str):
            return Unknown(node, _("Fn::If needs a condition and two values"))
        holds = self.condition(arguments[0])
        if isinstance(holds, Unknown):
            return Unknown(
                node,
                _("the condition %(name)s is not known: %(reason)s") % {"name": arguments[0], "reason": holds.reason},
            )
        return arguments[1] if holds else arguments[2]
