"""The pack's lexicon of attribution, and where its cues stand in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from svodka.analysis.tree import Tree
from svodka.lang.fold import fold
from svodka.lang.pack import Pack, Row
from svodka.types import Stance, record


@record
class Cue:
    """A cue where it stands: `word` its main token, [first, last) all its tokens, `governs` what may follow it."""

    word: int
    first: int
    last: int
    kind: str
    governs: frozenset[str]
    stance: Stance
    negated: bool = False
    case: str = ""  # of the source behind a cue of several words

    @property
    def says(self) -> Stance:
        """The stance with the negation before the cue: who does not deny says so."""
        return self.stance if not self.negated else "plain" if self.stance == "denied" else "denied"


VERBAL = {
    "verb": ("VERB", "AUX", "ADJ", "NOUN"),  # a noun only by the tagger: the dictionary knows no noun of this lemma
    "impersonal": ("VERB", "ADJ"),
    "predicative": ("ADJ", "VERB"),
    "noun": ("NOUN",),
}


Pattern = list[frozenset[str]]
Places = Mapping[str, Sequence[int]]  # of tokens, by word


class Lexicon:
    def __init__(self, pack: Pack) -> None:
        self.by_lemma: dict[str, list[tuple[Row, frozenset[str]]]] = {}
        for row in pack.table("cues.tsv"):
            self.by_lemma.setdefault(fold(row["lemma"]), []).append((row, frozenset(row["governs"].split(","))))
        self.known = set[str]()  # all words that these tables ask for
        self.phrases: dict[str, list[tuple[Pattern, Row]]] = {}
        for row in pack.table("cue_phrases.tsv"):
            pattern = [frozenset(cell.split("|")) for cell in fold(row["words"]).split()]
            self.known.update(*pattern)
            for word in pattern[0]:
                self.phrases.setdefault(word, []).append((pattern, row))
        self.sources = {fold(row["lemma"]): row for row in pack.table("sources.tsv")}
        words = pack.toml("words.toml") if (pack.folder / "words.toml").exists() else {}
        self.words: dict[str, frozenset[str]] = {key: frozenset(map(fold, value)) for key, value in words.items()}
        self.connecting = {words.split()[0] for words in self.words.get("connectives", ())}
        self.known.update(self.by_lemma, self.sources, *(word.split() for some in self.words.values() for word in some))

    def has(self, kind: str, word: str) -> bool:
        return word in self.words.get(kind, ())

    def places(self, tree: Tree) -> Places:
        """Where each word of these tables stands in a report, by its lemma and by its form, in order."""
        known, out = self.known, defaultdict[str, list[int]](list)
        for i, (lemma, low) in enumerate(zip(tree.lemma, tree.low, strict=True)):
            if lemma in known:
                out[lemma].append(i)
            if low in known and low != lemma:
                out[low].append(i)
        return dict(out)

    def find(self, tree: Tree, places: Places) -> list[Cue]:
        """All cues of a report in order; a cue of several words hides those inside it."""
        phrases = list(self._phrases(tree, places))
        taken = {i for cue in phrases for i in range(cue.first, cue.last)}
        here = {i for lemma in places.keys() & self.by_lemma for i in places[lemma] if tree.lemma[i] == lemma}
        single = [cue for i in sorted(here - taken) for cue in self._single(tree, i)]
        return sorted(phrases + single, key=lambda cue: (cue.first, cue.kind))

    def _phrases(self, tree: Tree, places: Places) -> Iterator[Cue]:
        """From left to right; only the phrases all of whose words occur are looked for."""
        held = {word: [each for each in self.phrases[word] if not any(map(places.keys().isdisjoint, each[0]))]
                for word in places.keys() & self.phrases}
        free = 0
        for at in sorted({i for word, some in held.items() if some for i in places[word]}):
            if at >= free and (cue := self._phrase(tree, at, held)):
                yield cue
                free = cue.last

    def _phrase(self, tree: Tree, at: int, held: Mapping[str, list[tuple[Pattern, Row]]]) -> Cue | None:
        """The cue of several words that begins at a token."""
        for pattern, row in (*held.get(tree.lemma[at], ()), *held.get(tree.low[at], ())):
            kind = row["kind"]
            stop = self._stands(tree, at, pattern, gaps=2 if kind == "prep" else 0)
            if stop:
                return Cue(
                    word=stop - 1 if kind == "prep" else at,
                    first=at,
                    last=stop,
                    kind=kind,
                    governs=frozenset({"what"} if kind == "opinion" else ()),
                    negated=kind in ("opinion", "said_in") and self.negated(tree, at),
                    stance=cast(Stance, row["stance"]),
                    case=row["case"],
                )
        return None

    def _stands(self, tree: Tree, at: int, pattern: Pattern, gaps: int) -> int:
        """The index behind the pattern if it stands at `at`, else 0; `gaps`: words that may stand before its last."""
        i = at
        for cell in pattern:
            while (
                i > at
                and gaps
                and i < len(tree.tokens)
                and not self._fits(tree, i, cell)
                and tree.pos(i) in ("DET", "ADJ", "PRON")
            ):
                i, gaps = i + 1, gaps - 1
            if i >= len(tree.tokens) or not self._fits(tree, i, cell) or tree.sent_of[i] != tree.sent_of[at]:
                return 0
            i += 1
        return i

    @staticmethod
    def _fits(tree: Tree, i: int, cell: frozenset[str]) -> bool:
        return tree.lemma[i] in cell or tree.low[i] in cell

    def _single(self, tree: Tree, i: int) -> Iterator[Cue]:
        for row, governs in self.by_lemma[tree.lemma[i]]:
            kind = row["pos"]
            if tree.pos(i) not in VERBAL[kind] and not (kind == "impersonal" and tree.pos(i) == "ADV"):
                continue
            if kind == "predicative" and tree.finite(i):
                continue  # `persuaded`, not `is persuaded`
            negated = kind != "noun" and self.negated(tree, i)
            yield Cue(
                word=i,
                first=i - negated,
                last=i + 1,
                kind=kind,
                governs=governs,
                negated=negated,
                stance=cast(Stance, row["stance"]),
            )

    def negated(self, tree: Tree, i: int) -> bool:
        return i > 0 and self.has("not", tree.low[i - 1])
