"""Who has spoken so far, and how far the narration has come since."""

from __future__ import annotations

from svodka.analysis.mentions import NAME_PARTS, Figurehead, Named
from svodka.analysis.report import Report
from svodka.types import Voice


class Salience:
    """`said`: where in the text which voice spoke, who that is, of which gender its phrase; the latest at the end."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.said: list[tuple[int, Voice, Figurehead | None, str]] = []
        self.depth = narrated(report)

    def spoke(self, voice: Voice, at: int, gender: str) -> None:
        self.said.append((at, voice, self.report.by_key.get(voice.entity), gender))

    @property
    def gender(self) -> str:
        """Of the phrase that named the last speaker."""
        return self.said[-1][3] if self.said else ""

    def away(self, here: int, there: int) -> int:
        """Sentences of narration between two tokens; negative where the second stands behind the first."""
        sent_of = self.report.tree.sent_of
        return self.depth[sent_of[here]] - self.depth[sent_of[there]]

    def is_last(self, entity: Figurehead) -> bool:
        return bool(self.said and self.said[-1][2] is entity)


def narrated(report: Report) -> list[int]:
    """For each sentence how many sentences before it, itself counted, begin outside of quotations of speech."""
    out, count = [], 0
    for sent in report.tree.sents:
        quote = report.quote_at(sent.span.start)
        count += not (quote and quote.speech and quote.outer.start < sent.span.start)
        out.append(count)
    return out


def person_subject(report: Report, i: int) -> bool:
    """A token of a person's name that is a subject."""
    if i not in report.named:
        return False
    name, entity = report.named[i]
    return entity.kind == "PER" and is_subject(report, name)


def is_subject(report: Report, name: Named) -> bool:
    """The name is a subject, or stands with the noun that is one: not `the spokesman of X`."""
    tree = report.tree
    for k in tree.path(name.head)[:3]:
        if tree.rel(k).startswith("nsubj"):
            return True
        same_case = tree.head(k) >= 0 and tree.case(k) in (tree.case(tree.head(k)), "")
        if tree.rel(k) not in NAME_PARTS and not (tree.rel(k) in ("nmod", "conj") and same_case):
            return False
    return False
