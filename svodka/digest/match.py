"""Which statements of different reports say the same thing: overlap of weighted content, with vetoes.

Words weigh by part of speech and by rarity within the story (what every sentence names tells nothing apart). A pair
must share enough of the shorter statement and of both together; figures of one thing must be compatible and the
predicate must not be negated on one side only. Groups grow by average likeness, so that no chain forms.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from math import log

from svodka.digest.lexicon import ahead, fold, of_class
from svodka.digest.names import key
from svodka.digest.report import SUBJECTS
from svodka.digest.statements import PREDICATES, Statement
from svodka.types import Figure

WEIGHTS = {"NOUN": 1.0, "PROPN": 0.9, "VERB": 1.0, "ADJ": 0.6, "NUM": 0.9, "ADV": 0.3, "SYM": 0.5}
LIGHT = 0.25        # a verb that says little by itself
ALIKE = 0.5         # the least likeness of two statements of one claim
TOGETHER = 0.42     # the least average likeness of two groups that become one
MANY = 1000         # from here on a count may be told rounded
FEWEST = 3          # words in common, where both have so many, unless they share a figure
DEED = 0.4          # the least share of what happened that both must tell
ROOT = 4            # the least length of a beginning by which words of one root are known
OF_ROOT = 0.5       # the least part of the longer word that the common beginning fills
COMMON = 60         # a lemma in more statements than this proposes no pairs


@dataclass(frozen=True, slots=True)
class Features:
    statement: Statement
    weights: Mapping[str, float] = field(repr=False)
    total: float
    core: frozenset[str]  # the lemmas that say what happened: no names, no subject with its titles
    deeds: frozenset[str]  # of them, the main verbs and short predicates; without one, the word that all hangs on
    actors: frozenset[str]  # the names in the subjects of the main verbs
    negated: frozenset[str]
    figures: tuple[Figure, ...]


def features(statements: Sequence[Statement]) -> tuple[Features, ...]:
    raw = [lemmas(s) for s in statements]
    seen = Counter(lemma for weights in raw for lemma in weights)
    many = log(1 + len(statements))

    def rare(lemma: str) -> float:
        return log(1 + len(statements) / seen[lemma]) / many

    found = []
    for statement, weights in zip(statements, raw, strict=True):
        scaled = {lemma: w * rare(lemma) for lemma, w in weights.items()}
        found.append(Features(
            statement=statement, weights=scaled, total=sum(scaled.values()), core=core(statement) & scaled.keys(),
            deeds=deeds(statement) & scaled.keys(), actors=actors(statement),
            negated=negated(statement), figures=figures(statement)))
    return tuple(found)


def lemmas(statement: Statement) -> dict[str, float]:
    report = statement.report
    light = of_class(report.pack, "light")
    found: dict[str, float] = {}
    for i in statement.tokens:
        token = report.token(i)
        weight = WEIGHTS.get(token.pos, 0.0)
        lemma = fold(token.lemma)
        if lemma in light:
            weight *= LIGHT
        if weight and any(letter.isalnum() for letter in lemma):
            found[lemma] = max(found.get(lemma, 0.0), weight)
    return found


def core(statement: Statement) -> frozenset[str]:
    report = statement.report
    named = {i for m in report.analysis.mentions for i in report.inside(m.span)}
    acting = {j for i in statement.tokens if report.token(i).rel in SUBJECTS for j in report.subtree(i)}
    left = [i for i in statement.tokens if i not in named and i not in acting]
    return frozenset(fold(report.token(i).lemma) for i in left or statement.tokens)


def heads(statement: Statement) -> list[int]:
    """The words that the statement hangs on and those side by side with them."""
    report, inside = statement.report, set(statement.tokens)
    found = [i for i in statement.tokens if report.token(i).head not in inside and report.token(i).pos != "PUNCT"]
    for i in found:
        found += [j for j in report.children[i] if j in inside and j not in found
                  and report.token(j).rel in ("conj", "parataxis", "ccomp", "xcomp")]
    return found


def deeds(statement: Statement) -> frozenset[str]:
    report = statement.report
    light, every = of_class(report.pack, "light"), heads(statement)
    verbs = [i for i in every if report.token(i).pos in PREDICATES or "Variant=Short" in report.token(i).feats]
    found = {fold(report.token(i).lemma) for i in verbs}
    return frozenset(found - light or (set() if found else {fold(report.token(i).lemma) for i in every[:1]}))


def actors(statement: Statement) -> frozenset[str]:
    """Surnames of the people in the subjects of the main verbs."""
    report = statement.report
    subjects = [subject for i in heads(statement) if (subject := report.subject(i)) is not None]
    acting = {j for i in subjects for j in report.subtree(i)}
    return frozenset(fold(m.normal).split()[-1] for m in report.analysis.mentions
                     if m.kind == "PER" and m.normal and acting & set(report.inside(m.span)))


def kin(a: str, b: str) -> bool:
    """Words of one root, by a common beginning (`suffer`, `sufferer`)."""
    if a == b:
        return True
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return same >= ROOT and same >= OF_ROOT * max(len(a), len(b))


def has(f: Features, lemma: str) -> bool:
    """It says this word, or one of its root."""
    return lemma in f.weights or any(kin(lemma, own) for own in f.weights)


def other_deed(a: Features, b: Features) -> bool:
    """Neither says the other's verb: `leads` and `has won`, `closed` and `opened`; a like count of one thing outweighs
    it (`saw twelve breaches`, `found twelve breaches`), and so does one speaker, whom reports retell in their words."""
    if not a.deeds or not b.deeds or figures_meet(a, b) or one_speaker(a, b):
        return False
    return not any(has(b, d) for d in a.deeds) and not any(has(a, d) for d in b.deeds)


def one_speaker(a: Features, b: Features) -> bool:
    left, right = (key(f.statement.voices[0]) if f.statement.attribution and f.statement.voices else "" for f in (a, b))
    return bool(left) and left == right


def other_actor(a: Features, b: Features) -> bool:
    """People by name act in both, and no one in common."""
    return bool(a.actors and b.actors) and not any(kin(x, y) for x in a.actors for y in b.actors)


def negated(statement: Statement) -> frozenset[str]:
    """Lemmas of the words that a negation of the pack stands on."""
    report = statement.report
    words = of_class(report.pack, "negation")
    return frozenset(fold(report.token(token.head).lemma) for token in map(report.token, statement.tokens)
                     if token.head >= 0 and (fold(token.lemma) in words or "Polarity=Neg" in token.feats))


def figures(statement: Statement) -> tuple[Figure, ...]:
    return tuple(f for f in statement.report.analysis.figures
                 if any(piece.start <= f.span.start and f.span.stop <= piece.stop for piece in statement.pieces))


def likeness(a: Features, b: Features) -> float:
    """0 to 1: between the share of the shorter one that the other says and the share of both."""
    both = shared(a, b)
    if not both:
        return 0.0
    least, most = sorted((a.total, b.total))
    return float((both / least) ** 0.5 * (2 * both / (least + most)) ** 0.5)


def shared(a: Features, b: Features) -> float:
    """The weight of what both say."""
    small, large = (a, b) if len(a.weights) <= len(b.weights) else (b, a)
    return sum(min(w, large.weights[lemma]) for lemma, w in small.weights.items() if lemma in large.weights)


def same_deed(a: Features, b: Features) -> bool:
    """They share what happened, and not only to whom: long titles and names in common make no one claim."""
    least = min(sum(f.weights[lemma] for lemma in f.core) for f in (a, b))
    common = a.weights.keys() & b.weights.keys()
    both = sum(min(a.weights[lemma], b.weights[lemma]) for lemma in sorted(common & (a.core | b.core)))
    if len(common) < min(FEWEST, len(a.weights), len(b.weights)) and not figures_meet(a, b):
        return False
    return both >= DEED * least


def figures_meet(a: Features, b: Features) -> bool:
    return any(x.of == y.of and compatible(x, y) for x in a.figures for y in b.figures)


def opposed(a: Features, b: Features) -> bool:
    """One side negates a word that the other says plainly."""
    return bool({w for w in a.negated - b.negated if w in b.weights}
                | {w for w in b.negated - a.negated if w in a.weights})


def clash(a: Features, b: Features) -> bool:
    """Both count the same thing and cannot both be right."""
    return any(x.of == y.of and x.unit == y.unit and not compatible(x, y) for x in a.figures for y in b.figures) \
        and not any(x.of == y.of and x.unit == y.unit and compatible(x, y) for x in a.figures for y in b.figures)


def apart(a: Features, b: Features) -> bool:
    """However alike, these two are no one claim."""
    return any((not same_deed(a, b), other_deed(a, b), other_actor(a, b), opposed(a, b), clash(a, b),
                denies(a) != denies(b), promises(a) and done(b), promises(b) and done(a)))


def denies(f: Features) -> bool:
    """The speaker denies it, or the report itself tells of a denial."""
    a, report = f.statement.attribution, f.statement.report
    if a is not None:
        return a.stance == "denied"
    words = of_class(report.pack, "denial")
    return any(fold(report.token(i).lemma) in words and report.token(i).pos == "VERB" for i in f.statement.tokens)


def promises(f: Features) -> bool:
    """A promise, or told with a word of plans (`means to`)."""
    a, report = f.statement.attribution, f.statement.report
    plans = ahead(report.pack) if report.pack else {}
    return (a is not None and a.stance == "promised") or any(
        plans.get(fold(report.token(i).lemma)) == "plan" for i in f.statement.tokens)


def done(f: Features) -> bool:
    """Told by the report itself as past, and no plan of somebody's."""
    report = f.statement.report
    return f.statement.attribution is None and not promises(f) and any(
        report.token(i).rel == "root" and "Tense=Past" in report.token(i).feats for i in f.statement.tokens)


def compatible(a: Figure, b: Figure) -> bool:
    """Bounds that meet; a rounded value meets an exact one within a twentieth."""
    bounds = [(f.low, f.high) for f in (a, b)]
    if any(low is None and high is None for low, high in bounds):
        return bounds[0] == bounds[1]
    if rounded(a, b) or rounded(b, a):
        return True
    (low, high), (low2, high2) = bounds
    room = max(abs(f.high or f.low or Decimal(0)) / 20 if f.approximate else Decimal(0) for f in (a, b))
    return not ((high is not None and low2 is not None and high + room < low2)
                or (high2 is not None and low is not None and high2 + room < low))


def rounded(a: Figure, b: Figure) -> bool:
    """The first is the second with fewer digits (2.6 and 2.56 billion); counts of few things are not rounded."""
    if a.low is None or b.low is None or a.low != a.high or b.low != b.high or (a.kind == "count" and a.low < MANY):
        return False
    digits = len(a.low.normalize().as_tuple().digits)
    return digits > 1 and Context(prec=digits).plus(b.low) == a.low


def candidates(every: Sequence[Features]) -> Iterable[tuple[int, int]]:
    """Pairs of different reports that share two lemmas not too common, each once, in order."""
    posts: dict[str, list[int]] = {}
    for i, f in enumerate(every):
        for lemma in f.weights:
            posts.setdefault(lemma, []).append(i)
    met: Counter[tuple[int, int]] = Counter()
    for at in posts.values():
        if len(at) <= COMMON:
            met.update((i, j) for k, i in enumerate(at) for j in at[k + 1:]
                          if every[i].statement.report.number != every[j].statement.report.number)
    return sorted(pair for pair, n in met.items() if n > 1)


def groups(every: Sequence[Features]) -> tuple[tuple[int, ...], ...]:
    """Indices of the statements of one claim; every index in exactly one group, in order of the first."""
    scores = {(i, j): likeness(every[i], every[j]) for i, j in candidates(every)}
    scores = {pair: s for pair, s in scores.items() if s >= ALIKE / 2
              and not apart(every[pair[0]], every[pair[1]])}
    home = {i: [i] for i in range(len(every))}
    for (i, j), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < ALIKE:
            break
        a, b = home[i], home[j]
        if a is not b and average(a, b, scores) >= TOGETHER:
            a.extend(b)
            home.update((k, a) for k in b)
    return tuple(sorted({tuple(sorted(group)) for group in home.values()}))


def average(a: Sequence[int], b: Sequence[int], scores: Mapping[tuple[int, int], float]) -> float:
    return sum(scores.get((min(i, j), max(i, j)), 0.0) for i in a for j in b) / (len(a) * len(b))
