"""What was computed from a topology, and what of it still holds after a change.

While an answer is computed, every resource that it reads and every other answer that it uses are noted. A changed topology starts
with all the answers that read nothing that changed, so that one edit costs what the edit can reach.

Answers that are gathered from all the resources of a kind (`indexed`) are computed again at once when one of these changes; where
they come out equal, whatever used them still holds.
"""

from collections.abc import Callable, Collection, Hashable
from typing import Any

Key = tuple[Any, ...]
EVERYTHING = "\ue0f0"  # read by what depends on the whole topology: a mark that is no id


class Answer:
    """One computed value, what it read, and the answers that used it."""

    __slots__ = ("indexed", "key", "sources", "users", "value")

    def __init__(self, key: Key, indexed: bool) -> None:
        self.key, self.indexed = key, indexed
        self.sources: tuple[Any, ...] = ()
        self.users: set[Answer] = set()
        self.value: Any = None


class Memory:
    """The answers about one topology. `reading` collects what the answer that is being computed reads."""

    __slots__ = ("answers", "dropped", "own", "readers", "reading")

    def __init__(self) -> None:
        self.answers: dict[Key, Answer] = {}
        self.own: list[Answer] = []  # those that were computed here, not taken over
        self.readers: dict[Hashable, set[Answer]] = {}
        self.reading: set[Any] | None = None
        self.dropped = 0

    def compute(self, function: Callable[..., Any], topology: Any, arguments: tuple[Any, ...], indexed: bool) -> Answer:
        """Compute the function's answer, and keep it with what it read."""
        answer = Answer((function, arguments), indexed)
        outer, self.reading = self.reading, set()
        try:
            answer.value = function(topology, *arguments)
            read = self.reading
        finally:
            self.reading = outer
        for source in read:
            if isinstance(source, Answer):
                if answer.indexed and not source.indexed:
                    raise RuntimeError(
                        f"{function.__name__} is indexed and asks {source.key[0].__name__}, which is not"
                    )
                source.users.add(answer)
            elif source in self.readers:
                self.readers[source].add(answer)
            else:
                self.readers[source] = {answer}
        answer.sources = tuple(read)
        self.answers[answer.key] = answer
        self.own.append(answer)
        return answer

    def withdraw(self) -> None:
        """Of a topology that was tried and is not wanted any more: let nothing that it shares with others know of its answers."""
        for answer in self.own:
            for source in answer.sources:
                (source.users if isinstance(source, Answer) else self.readers[source]).discard(answer)
        self.own.clear()

    def take_over(self, old: "Memory", changed: Collection[Hashable], topology: Any) -> None:
        """Take what still holds from the memory of a topology that differs from this one in what `changed` names: the ids and
        the kinds of resources. `topology` is the one that this memory belongs to."""
        if old.dropped > len(old.answers):
            return  # too much of what is noted there is about topologies long gone
        self.answers, self.readers, self.dropped = dict(old.answers), old.readers, old.dropped
        sources = [*changed, EVERYTHING] if changed else []
        stale = self._indexes_to_ask_again(sources)
        for answer in stale:
            del self.answers[answer.key]
        self._forget(sources, [a for a in stale if not self._same_again(a, topology)])

    def _indexes_to_ask_again(self, sources: list[Hashable]) -> list[Answer]:
        """The indexed answers that read what changed, directly or through other indexed answers."""
        found: dict[Answer, None] = {}
        left = [a for s in sources for a in self.readers.get(s, ()) if a.indexed]
        while left:
            answer = left.pop()
            if answer not in found and self.answers.get(answer.key) is answer:
                found[answer] = None
                left.extend(a for a in answer.users if a.indexed)
        return list(found)

    def _same_again(self, old: Answer, topology: Any) -> bool:
        function, arguments = old.key
        new = self.answers.get(old.key) or self.compute(function, topology, arguments, True)
        if new.value != old.value:
            return False
        old.users |= new.users
        new.users = old.users  # whoever used the old answer hears of the next change, too
        return True

    def _forget(self, sources: list[Hashable], differing: list[Answer]) -> None:
        """Drop every answer that used what changed, however indirectly; indexed ones are settled already."""
        left = [a for s in sources for a in self.readers.get(s, ())]
        left.extend(user for answer in differing for user in answer.users)
        while left:
            answer = left.pop()
            if not answer.indexed and self.answers.get(answer.key) is answer:
                del self.answers[answer.key]
                self.dropped += 1
                left.extend(answer.users)
