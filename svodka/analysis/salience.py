"""Whom a pronoun points to: who was named or spoke last, and how near (centering, in short)."""

from __future__ import annotations

from svodka.analysis.mentions import Figurehead, Named
from svodka.analysis.report import Report
from svodka.types import Voice


class Salience:
    """`last`: the voices that spoke, the latest at the end; `said`: where in the text each person of them did."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.last: list[tuple[Voice, Figurehead | None]] = []
        self.said: list[tuple[int, Figurehead]] = []
        self.described = ("", -1)  # gender and place of the last speaker's phrase
        self.depth = narrated(report)

    def nearest(self, at: int, gender: str) -> Figurehead | None:
        """The person of this gender whom the text before points to: by nearness in sentences of narration, by being
        a subject there, by having spoken last (centering, in short)."""
        tree, scores = self.report.tree, list[tuple[float, int]]()
        people = [e for e in self.report.entities if e.kind == "PER" and e.gender in (gender, "")]
        quote = self.report.quote_at(tree.tokens[at].span.start)
        since = tree.at(quote.inner.start) if quote and quote.speech else 0  # a quotation's "he" is not its speaker
        for k, entity in enumerate(people):
            seen = [(n.head, is_subject(self.report, n)) for n in entity.names if since <= n.first and n.last <= at]
            seen += [(i, True) for i, who in self.said if who is entity and since <= i < at]
            if seen:
                score = max(self.depth[tree.sent_of[i]] + 0.9 * subject for i, subject in seen)
                spoke = bool(self.last and self.last[-1][1] is entity)
                scores.append((score - self.depth[tree.sent_of[at]] + 0.3 * spoke, k))
        return people[max(scores)[1]] if scores and max(scores)[0] > -8 else None

    def unnamed(self, at: int, gender: str) -> Voice | None:
        """The one who spoke last, described but not named, if nobody of this gender was named since."""
        if not self.last or self.last[-1][1] is not None or self.described[0] != gender:
            return None
        voice, since = self.last[-1][0], self.described[1]
        named = any(
            since < n.head < at for e in self.report.entities if e.kind == "PER" and e.gender == gender for n in e.names
        )
        inside = self.report.quote_at(self.report.tree.tokens[at].span.start)
        return None if named or voice.kind not in ("person", "anonymous") or (inside and inside.speech) else voice

    def spoke(self, voice: Voice, at: int, gender: str) -> None:
        entity = next((e for e in self.report.entities if e.key == voice.entity), None)
        self.last.append((voice, entity))
        self.described = (gender, at)
        if entity is not None:
            self.said.append((at, entity))


def narrated(report: Report) -> list[int]:
    """For each sentence how many sentences before it, itself counted, begin outside of quotations of speech."""
    out, count = [], 0
    for sent in report.tree.sents:
        quote = report.quote_at(sent.span.start)
        count += not (quote and quote.speech and quote.outer.start < sent.span.start)
        out.append(count)
    return out


def is_subject(report: Report, name: Named) -> bool:
    return any(report.tree.rel(k).startswith("nsubj") for k in list(report.tree.path(name.head))[:3])
