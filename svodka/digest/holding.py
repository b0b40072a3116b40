"""Who holds what a claim prints: the words that stand for several reports are those that each of them says."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from svodka import spans
from svodka.digest import match
from svodka.digest.lexicon import fold
from svodka.digest.match import Features
from svodka.digest.statements import SMALLEST
from svodka.types import Time

HOLDS = 0.62     # the least share of the printed words' weight that a holder says itself
COUNTED = 0.55   # the same where both count the same things alike
RAGGED = 0.5     # what words that do not stand by themselves are worth as a line
VERBATIM = 0.92  # from this likeness two strings are one quotation: a letter, a mark or a spelling apart
OPEN_START = ("PUNCT", "SCONJ")
OPEN_END = ("CCONJ", "SCONJ", "ADP", "PRON", "DET")


def holds(f: Features, line: Features) -> bool:
    """The first says what the second says: its words, its figures, its times."""
    if f is line:
        return True
    said = sum(w for lemma, w in line.weights.items() if match.has(f, lemma))
    least = COUNTED if match.figures_meet(f, line) else HOLDS
    return said >= least * line.total and does(f, line) and counted(f, line) and timed(f, line)


def does(f: Features, line: Features) -> bool:
    """It says a main verb of the line, or counts the same, or is the same speaker retold in other words."""
    return not line.deeds or any(match.has(f, deed) for deed in line.deeds) or match.figures_meet(f, line) \
        or match.one_speaker(f, line)


def heard(line: Features, group: Sequence[Features]) -> list[Features]:
    """Those of the group who hold the line. A speaker answers only for what is said all alike: words of a report
    itself that the speaker's take for granted are not the speaker's."""
    return [f for f in group if holds(f, line)
            and (f.statement.index is None or line.statement.index is not None or holds(line, f))]


def ragged(f: Features) -> bool:
    """Its words do not stand by themselves: in pieces, or open at an end."""
    report, tokens = f.statement.report, f.statement.tokens
    ends = (report.token(tokens[0]).pos, report.token(tokens[-1]).pos)
    return len(f.statement.pieces) > 2 or ends[0] in OPEN_START or ends[1] in OPEN_END


def counted(f: Features, line: Features) -> bool:
    """Every figure of the line has one of the same value."""
    return all(any(match.compatible(x, y) for y in f.figures) for x in line.figures if x.low is not None)


def timed(f: Features, line: Features) -> bool:
    """Every dated time of the line meets one of the other's, or stands there in the same words."""
    own, words = times(f), " ".join(said(f))
    return all(any(t.moment and u.moment and t.moment.start < u.moment.stop and u.moment.start < t.moment.stop
                   for u in own) or fold(line.statement.report.words(t.span)) in words for t in times(line))


def times(f: Features) -> tuple[Time, ...]:
    report = f.statement.report
    return tuple(t for t in report.analysis.times if t.moment and any(
        spans.inside(t.span, piece) for piece in f.statement.pieces))


def said(f: Features) -> list[str]:
    """Its words in small letters, without marks."""
    report = f.statement.report
    tokens = (report.token(i) for i in f.statement.tokens)
    return [fold(report.words(token.span)) for token in tokens if token.pos != "PUNCT"]


def verbatim(f: Features, line: Features) -> bool:
    """Word for word the same, but for a spelling or a mark."""
    return f is line or SequenceMatcher(None, said(f), said(line), autojunk=False).ratio() >= VERBATIM


def split(group: Sequence[Features]) -> Iterator[tuple[Features, ...]]:
    """The group by what its members hold in common: the words that most reports share and those who say them; then
    what is left, with whoever says markedly more than was printed."""
    left, spent = list(group), set[int]()
    while left:
        homes = {id(line): heard(line, left) for line in left}
        best = max((line for line in left if id(line) not in spent),
                   key=lambda line: ((reports(homes[id(line)]) - 1) * worth(line), line.total), default=None)
        if best is None:
            return
        home = homes[id(best)]
        yield tuple(home)
        if reports(home) < 2:
            spent.update(id(f) for f in home)
            left = [f for f in left if not any(f is g for g in home)]
            continue
        spent |= {id(f) for f in home if not more(f, best)}
        left = [f for f in left if id(f) not in spent and (not any(f is g for g in home) or more(f, best))]
        if all(any(f is g for g in home) for f in left) and len(left) == len(home):
            return


def worth(line: Features) -> float:
    return line.total * (RAGGED if ragged(line) else 1)


def reports(group: Sequence[Features]) -> int:
    return len({f.statement.report.number for f in group})


def more(f: Features, line: Features) -> bool:
    """It says enough beyond the line to be told apart: words with a figure or a predicate of their own."""
    extra = [lemma for lemma in f.weights if not match.has(line, lemma)]
    return len(extra) >= SMALLEST and (bool(f.deeds - line.deeds) or len(f.figures) > len(line.figures))
