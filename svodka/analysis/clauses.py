"""Cues that govern their content: a that-clause, an infinitive, a small clause, an accusation."""

from __future__ import annotations

from svodka.analysis import asides, sources
from svodka.analysis.content import bounds, clause_end, pieces, predicate
from svodka.analysis.cues import Cue
from svodka.analysis.report import Draft, Report, Source
from svodka.types import Span, Stance

REACH = 14  # tokens between a cue and the conjunction of its clause


def that_clause(report: Report, cue: Cue) -> Draft | None:
    """`said (to whom, where, about it) that P`; also `as if`, `so that` and indirect questions."""
    if not cue.governs & {"what", "want", "inf", "in"} and cue.kind != "said_in":
        return None
    low, high = bounds(report, cue.word)
    mark = conjunction(report, cue, high)
    if mark is None:
        return None
    tree = report.tree
    question = report.has("question", mark)
    verb = tree.head(mark) if mark < tree.head(mark) < high else predicate(tree, mark + 1, high)
    if verb is None:
        return None
    start = mark if question else mark + 1
    stop = clause_end(report, start, verb, cue, high)
    stop = before_asides(report, cue, start, stop)
    spans = pieces(report, [(start, stop)])
    stance: Stance = "demanded" if report.has("that_wish", mark) and cue.stance == "plain" else cue.stance
    if report.has("that_doubt", mark):
        stance = "distanced"
    return made(report, cue, "clause", spans, low, mark, stance)


def conjunction(report: Report, cue: Cue, high: int) -> int | None:
    """The token that opens the clause: behind a comma, with no other predicate between it and the cue."""
    tree = report.tree
    for i in range(cue.last, min(high, cue.last + REACH)):
        if i > cue.last - 1 and tree.words[i - 1] == "," and i >= cue.last + 1:
            if report.has("that", i) or report.has("that_wish", i) or report.has("that_doubt", i):
                return i
            if report.has("question", i) and tree.rel(tree.head(i)) in ("ccomp", "csubj") and tree.under(i, cue.word):
                return i
        if tree.finite(i) and not enclosed(report, cue, i):
            break
    return whether(report, cue, high)


def enclosed(report: Report, cue: Cue, i: int) -> bool:
    """A verb inside a relative clause or quotation that belongs to the cue's own words."""
    return any(report.tree.rel(k) == "acl:relcl" for k in report.tree.path(i))


def whether(report: Report, cue: Cue, high: int) -> int | None:
    """An indirect question with its particle second: `asked, will-it-whether help`."""
    tree = report.tree
    for i in range(cue.last, min(high - 2, cue.last + 5)):
        if tree.words[i] == "," and report.has("question", i + 2) and tree.pos(i + 2) == "PART":
            return i + 1
    return None


def before_asides(report: Report, cue: Cue, start: int, stop: int) -> int:
    """Neither a parenthetical cue at the end of the sentence nor a source referred to is content of the cue before."""
    for other in report.cues:
        if not start < other.word < stop or other.word == cue.word:
            continue
        if other.kind == "link":
            return other.first
        aside = asides.find(report, other)
        if aside and other.kind == "prep" and report.tree.words[aside.first - 1] == ":" and aside.first - 1 > start:
            return aside.first - 1
        if aside and aside.last >= aside.high - 1 and aside.first > start + 1 and other.kind != "prep":
            return aside.first
    return stop


def infinitive(report: Report, cue: Cue) -> Draft | None:
    """`promised to do`, `a proposal to do`."""
    if "inf" not in cue.governs:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    verb = next(
        (
            i
            for i in range(cue.last, min(high, cue.last + REACH))
            if tree.feats[i].get("VerbForm") == "Inf" and (tree.head(i) == cue.word or near(report, cue, i))
        ),
        None,
    )
    if verb is None:
        return None
    start = verb
    under = tree.subtree(verb)
    while start - 1 >= cue.last and start - 1 in under and tree.pos(start - 1) != "PUNCT":
        start -= 1
    stop = before_asides(report, cue, start, clause_end(report, start, verb, cue, high))
    if cue.kind == "noun":
        stop = min(stop, max((k for k in under if k < high), default=verb) + 1)
    return made(report, cue, "infinitive", pieces(report, [(start, stop)]), low, verb, cue.stance)


def near(report: Report, cue: Cue, i: int) -> bool:
    """No other verb and no punctuation between the cue and the infinitive."""
    tree = report.tree
    return cue.kind != "noun" and all(tree.pos(k) not in ("VERB", "AUX", "PUNCT", "ADP") for k in range(cue.last, i))


def noun_with_infinitive(report: Report, cue: Cue) -> Draft | None:
    """`spoke of an intention to do`: content begins at the noun."""
    if "about" not in cue.governs:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    for i in (*range(cue.last, min(high, cue.last + 6)), *range(max(low, cue.first - 8), cue.first)):
        if report.has("about", i):
            noun = next((k for k in range(i + 1, min(high, i + 5)) if tree.pos(k) == "NOUN"), None)
            verb = noun is not None and next(
                (k for k in tree.children[noun] if k > noun and tree.feats[k].get("VerbForm") == "Inf"), None
            )
            if not noun or not verb:
                return None
            stop = max(k for k in tree.subtree(noun) if k < high) + 1
            return made(report, cue, "noun-infinitive", pieces(report, [(i + 1, stop)]), low, high, "promised")
    return None


def small_clause(report: Report, cue: Cue) -> Draft | None:
    """`called X a Y`, `holds X a Y`: content is X and Y without the verb."""
    if "small" not in cue.governs:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    kids = [c for c in tree.children[cue.word] if low <= c < high]
    subject = tree.child(cue.word, "nsubj")
    what = [
        c
        for c in kids
        if tree.rel(c) in ("obj", "obl", "iobj", "nsubj:pass", "nsubj")
        and c != subject
        and (tree.case(c) in ("Acc", "Gen", "") or tree.rel(c) == "obj")
        and tree.child(c, "case") is None
    ]
    called = [
        c
        for c in kids
        if tree.rel(c) in ("xcomp", "obl", "obj", "iobj", "ccomp", "advcl")
        and tree.pos(c) in ("NOUN", "ADJ", "PROPN", "VERB", "DET", "NUM")
        and (likened(report, c) or (tree.case(c) == "Ins" and tree.child(c, "case") is None))
    ]
    if not what or not called:
        return None
    parts = sorted([whole(report, what[0], cue, low, high), whole(report, called[0], cue, low, high)])
    parts[1] = parts[1][0], tail_of(report, parts[1][1], high)
    if parts[0][1] >= parts[1][0] - 1:
        parts = [(parts[0][0], max(parts[0][1], parts[1][1]))]
    return made(report, cue, "small-clause", pieces(report, parts), low, high, cue.stance)


def likened(report: Report, c: int) -> bool:
    """`took it as a threat`."""
    return any(report.has("as", k) and k < c for k in report.tree.children[c]) and report.tree.pos(c) == "NOUN"


def tail_of(report: Report, stop: int, high: int) -> int:
    """Where the words behind a small clause that the parser hung elsewhere end: before the next mark or predicate."""
    tree = report.tree
    while (
        stop < high
        and not tree.finite(stop)
        and (tree.pos(stop) not in ("PUNCT", "CCONJ") or tree.words[stop] in ("\u00bb", "\u201d", "(", ")"))
        and not tree.rel(stop).startswith("nsubj")
    ):
        stop += 1
    return stop


def whole(report: Report, head: int, cue: Cue, low: int, high: int) -> tuple[int, int]:
    """The full stretch of a phrase on its own side of the cue."""
    inside = [k for k in report.tree.subtree(head) if low <= k < high and (k < cue.first) == (head < cue.first)]
    return min(inside), max(inside) + 1


def accusation(report: Report, cue: Cue) -> Draft | None:
    """`accused X of Y`: content is Y without its preposition."""
    if "in" not in cue.governs:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    charge = next(
        (
            c
            for c in tree.children[cue.word]
            if tree.rel(c) in ("obl", "iobj")
            and tree.case(c) == "Loc"
            and any(report.has("in", k) for k in tree.children[c])
        ),
        None,
    ) or next(
        (
            tree.head(k)
            for k in range(cue.last, min(high, cue.last + 5))
            if report.has("in", k) and tree.case(tree.head(k)) == "Loc" and tree.rel(tree.head(k)) in ("obl", "nmod")
        ),
        None,
    )
    if charge is None or tree.pos(charge) != "NOUN":
        return None
    first, last = whole(report, charge, cue, low, high)
    while first < charge and (report.has("in", first) or tree.pos(first) == "PUNCT"):
        first += 1
    return made(report, cue, "accusation", pieces(report, [(first, last)]), low, first, cue.stance)


def made(
    report: Report, cue: Cue, rule: str, spans: tuple[Span, ...], low: int, high: int, stance: Stance
) -> Draft | None:
    """The draft, if the cue speaks for somebody: not for the author (`it should be noted that`), not as an order."""
    if not spans or authorial(report, cue) or report.own_words(cue.word):
        return None
    if cue.negated:
        stance = "denied"
    source = source_for(report, cue, low, high)
    if source is None and (rule == "accusation" or (cue.kind == "noun" and not report.has("unowned", cue.word))):
        return None
    if source and report.has("nobody", source.head):
        return None
    return Draft(
        rule=rule, at=cue.word, cue=report.tree.span(cue.first, cue.last), content=spans, source=source, stance=stance
    )


def source_for(report: Report, cue: Cue, low: int, high: int) -> Source | None:
    if cue.kind == "noun":
        owner = sources.genitive(report, cue.word)
        return owner or carrier(report, cue, low)
    if cue.kind == "said_in":
        return asides.said_in(report, cue, high)
    if asides.unnamed(report.tree, cue):
        return None
    return sources.find(report, cue, low, high)


def carrier(report: Report, cue: Cue, low: int) -> Source | None:
    """`came with a proposal`: the subject of the verb that carries the noun."""
    tree = report.tree
    verb = tree.head(cue.word)
    by_hand = any(report.has("with", k) for k in tree.children[cue.word])
    if verb < 0 or tree.pos(verb) != "VERB" or not (by_hand or report.has("light", verb)):
        return None
    return sources.find(
        report,
        Cue(word=verb, first=verb, last=verb + 1, kind="verb", governs=frozenset(), stance="plain"),
        low,
        cue.word,
    )


def yet_to_come(report: Report, verb: int) -> bool:
    """`will propose`: nothing has been said yet."""
    tree = report.tree
    return (tree.finite(verb) and tree.feats[verb].get("Tense") == "Fut") or any(
        report.has("will", c) for c in tree.children[verb]
    )


def authorial(report: Report, cue: Cue) -> bool:
    tree = report.tree
    feats = tree.feats[cue.word]
    if feats.get("Mood") == "Imp" or yet_to_come(report, cue.word):
        return True
    if (
        feats.get("Person") == "1"
        and not tree.child(cue.word, "nsubj")
        and report.quote_at(tree.tokens[cue.word].span.start) is None
    ):
        return True
    if feats.get("VerbForm") == "Inf":
        return sources.shared(report, cue, 0, 0) is None
    return False


def conditional(report: Report, cue: Cue) -> Draft | None:
    """`warned of P if Q`, `threatened with P if Q`: a noun becomes content by its condition."""
    if cue.kind != "verb" or not cue.governs & {"about", "what", "inf"}:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    mark = next((i for i in range(cue.last + 2, high) if report.has("if", i) and tree.words[i - 1] == ","), None)
    noun = next(
        (
            c
            for c in tree.children[cue.word]
            if c > cue.word
            and tree.rel(c) in ("obl", "iobj", "obj")
            and (tree.case(c) == "Ins" or any(report.has("about", k) for k in tree.children[c]))
        ),
        None,
    )
    if (
        mark is None
        or noun is None
        or noun > mark
        or tree.pos(noun) != "NOUN"
        or any(tree.finite(k) for k in range(cue.last, mark))
    ):
        return None
    first = next((k + 1 for k in tree.children[noun] if report.has("about", k)), whole(report, noun, cue, low, high)[0])
    stop = clause_end(report, mark, tree.head(mark), cue, high)
    return made(report, cue, "conditional", pieces(report, [(first, stop)]), low, noun, "promised")


CLAUSE_RULES = (that_clause, noun_with_infinitive, infinitive, conditional, small_clause, accusation)
