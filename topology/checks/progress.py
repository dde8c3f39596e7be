"""How far a check is: told so often that a stop takes effect soon, and so seldom that it costs nothing."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]  # (done, total); may raise to stop
Tick = Callable[[int], None]  # how many are done; may raise to stop


def unheard(done: int) -> None:
    """Where nobody listens."""


def telling(items: Sequence[T], every: int, tick: Tick) -> Iterator[T]:
    """The items; after every so many of them, and after the last, `tick` is told how many are done."""
    for done, item in enumerate(items, 1):
        yield item
        if done % every == 0 or done == len(items):
            tick(done)
