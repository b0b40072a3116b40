#!/usr/bin/env python3
"""How well copies are told where somebody hides them, and where an outlet's furniture looks like one.

usage: svodka group --as-is --format jsonl ../shared/gold/entities/text/*.txt | python bench/copies.py

spun: each report with every third word replaced by a random word of another report and its sentences shuffled under its
headline, put into its story: how many are told as a copy of what they were made of. furniture: all reports of a story
given to one outlet with the same five sentences under each: how many copies that makes that were none before.
"""
from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from svodka.app.lines import Grouped, records
from svodka.story import copies
from svodka.types import Analysis, Sent, Span, Token

FEWEST = 4  # sentences of a report that is spun
MOST = 3  # reports of a story that are
WORDS = "note that views differ here, subscribe to our channel for news, earlier two stores burnt by the river"
Word = tuple[str, str]  # a word and its lemma


def main() -> None:
    found = [item.value for item in records("-", sys.stdin.buffer.read()) if isinstance(item.value, Grouped)]
    once = {held.analysis.document.id: held for held in found}
    ordered = sorted(once.values(), key=lambda held: held.story.id)
    stories = [[held.analysis for held in group] for _, group in groupby(ordered, key=lambda held: held.story.id)]
    chance = random.Random(4)
    every = [word for story in stories for analysis in story for sentence in sentences(analysis) for word in sentence]
    told = [is_told(story, at, every, chance) for story in stories if len(story) > 1
            for at, analysis in enumerate(story[:MOST]) if len(analysis.sents) >= FEWEST]
    print(f"spun       told {sum(told)} of {len(told)}")
    print(f"furniture  copies added {sum(len(added(story)) for story in stories)} in {len(stories)} stories")


def sentences(analysis: Analysis) -> Iterator[list[Word]]:
    text = analysis.document.text
    for sent in analysis.sents:
        tokens = [t for t in analysis.tokens[sent.first:sent.last] if t.pos != "PUNCT"]
        yield [(text[t.span.start:t.span.stop], t.lemma) for t in tokens]


def is_told(story: Sequence[Analysis], at: int, every: Sequence[Word], chance: random.Random) -> bool:
    words = [len(sentence) for sentence in sentences(story[at])]
    lines = [[chance.choice(every) if (sum(words[:n]) + i) % 3 == 2 else word for i, word in enumerate(sentence)]
             for n, sentence in enumerate(sentences(story[at]))]
    spun = made(story[at], "spun", [lines[0], *chance.sample(lines[1:], len(lines) - 1)])
    of = {copy.document: copy.of for copy in copies.find([*story, spun]) if copy.whole}
    return original("spun", of) == original(story[at].document.id, of)


def original(document: str, of: dict[str, str]) -> str:
    return original(of[document], of) if document in of else document


def added(story: Sequence[Analysis]) -> set[str]:
    under = [[(word, word) for word in part.split()] for part in WORDS.split(", ")]
    pages = [made(a, a.document.id, [*sentences(a), *under], "outlet") for a in story]
    now = {copy.document for copy in copies.find(pages, copies.furniture(pages)) if copy.whole}
    return now - {copy.document for copy in copies.find(story) if copy.whole}


def made(analysis: Analysis, id: str, lines: Sequence[Sequence[Word]], outlet: str = "") -> Analysis:
    """A report of these sentences."""
    text, tokens, sents = "", list[Token](), list[Sent]()
    for line in filter(None, lines):
        first = len(tokens)
        for word, lemma in line:
            tokens.append(Token(span=Span(start=len(text), stop=len(text) + len(word)), lemma=lemma, pos="NOUN"))
            text += word + " "
        whole = Span(start=tokens[first].span.start, stop=len(text) - 1)
        sents.append(Sent(span=whole, first=first, last=len(tokens), paragraph=0))
    title = sents[0].span if analysis.document.headline else None
    doc = replace(analysis.document, id=id, text=text, outlet=outlet, headline=title)
    return replace(analysis, document=doc, tokens=tuple(tokens), sents=tuple(sents), attributions=())


if __name__ == "__main__":
    main()
