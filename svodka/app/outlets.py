"""Pages to documents, several at a time: what recurs over the pages of an outlet is learnt of them and left out.

    pages -- LOOK_AHEAD at a time -- documents -- recurring.sift -- documents without recurring furniture
                                                      | Memory (of this run, or of the store)
"""
from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from svodka.document import recurring
from svodka.store.base import Store
from svodka.types import Document, Outcome, Page, Recurring

LOOK_AHEAD, BYTES_AHEAD = 200, 50_000_000  # pages, and bytes of them, that are held at a time
LINES_HELD = 300_000  # lines of outlets remembered in a run without a store


class Memory:
    """What is known of the outlets in this run. Those not met for the longest time are forgotten."""

    def __init__(self) -> None:
        self.held: dict[str, Recurring] = {}

    def recall(self, names: Iterable[str]) -> dict[str, Recurring]:
        return {name: self.held[name] for name in names if name in self.held}

    def counted(self, docs: Iterable[Document]) -> Container[str]:
        """Ids of the documents that are in what is recalled."""
        return ()

    def keep(self, learnt: Iterable[Recurring]) -> None:
        """Adds what a batch of pages taught."""
        for fresh in learnt:
            known = self.held.pop(fresh.outlet, recurring.empty(fresh.outlet))
            self.held[fresh.outlet] = recurring.add(known, fresh)
        while len(self.held) > 1 and sum(len(known.lines) for known in self.held.values()) > LINES_HELD:
            del self.held[next(iter(self.held))]


class StoreMemory(Memory):
    """What the store keeps of them. A report that it holds is not counted again."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.met = dict[str, None]()  # names of the outlets asked for

    def recall(self, names: Iterable[str]) -> dict[str, Recurring]:
        self.met.update(dict.fromkeys(names))
        return {known.outlet: known for known in self.store.recurring(names)}

    def counted(self, docs: Iterable[Document]) -> Container[str]:
        return {doc.id for doc in docs if self.store.made(doc.id) is not None}

    def keep(self, learnt: Iterable[Recurring]) -> None:
        self.store.add_recurring([fresh for fresh in learnt if fresh.pages], recurring.add)

    def due(self) -> Iterator[Recurring]:
        """Of the outlets met, what is known of those of which more recurs than when their reports were last cleared."""
        for known in self.store.recurring(self.met):
            if recurring.more(known, self.store.cleared(known.outlet)):
                yield known


def cleaned(items: Iterable[Outcome], clean: Callable[[Sequence[Outcome]], Iterable[Outcome]], memory: Memory
            ) -> Iterator[Sequence[tuple[Outcome, Outcome]]]:
    """Each item as it was loaded, and with a Document in place of a Page (`clean`), LOOK_AHEAD together. What was
    learnt of these is kept when the next are asked for: after an interruption those that are not in the store yet are
    counted when they are read again."""
    for batch in batches(items):
        pairs = list(zip(batch, clean(batch), strict=True))
        docs = [done.value for item, done in pairs if is_judged(item, done)]
        names = dict.fromkeys(filter(None, map(recurring.outlet, docs)))
        found, learnt = recurring.sift(docs, memory.recall(names), memory.counted(docs))
        rest = iter(found)
        yield [(item, Outcome(key=done.key, value=next(rest)) if is_judged(item, done) else done)
               for item, done in pairs]
        memory.keep(learnt)


def cleared(docs: Iterable[Document], known: Recurring) -> Iterator[Document]:
    """Those of the documents held that lose furniture by what is known by now of their outlet. One of which nothing was
    left out may be a page that was taken as it is, and stays."""
    for doc in docs:
        if doc.dropped and recurring.outlet(doc) == known.outlet and (found := recurring.clear(doc, known)) is not doc:
            yield found


def is_judged(item: Outcome, done: Outcome) -> bool:
    """A page whose furniture is to be found: not one that is all article, and no record of an earlier stage."""
    return isinstance(item.value, Page) and not item.value.as_is and done.failure is None


def batches(items: Iterable[Outcome]) -> Iterator[Sequence[Outcome]]:
    held: list[Outcome] = []
    size = 0
    for item in items:
        held.append(item)
        size += len(item.value.body) if isinstance(item.value, Page) else 0
        if len(held) >= LOOK_AHEAD or size >= BYTES_AHEAD:
            yield held
            held, size = [], 0
    if held:
        yield held
