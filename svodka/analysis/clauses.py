"""Cues that govern their content: a that-clause, an infinitive, a noun with either, an accusation."""

from __future__ import annotations

from svodka.analysis import asides
from svodka.analysis.content import bounds, clause_end, pieces, predicate, unbroken
from svodka.analysis.cues import Cue
from svodka.analysis.drafting import made, whole
from svodka.analysis.naming import foreseen, small_clause, tail_of, worth
from svodka.analysis.report import Draft, Report
from svodka.analysis.tree import SUBJECTS, within
from svodka.types import Stance

REACH = 14  # tokens between a cue and the conjunction of its clause

OBLIQUE = ("Gen", "Dat", "Ins", "Loc")  # of what is asked about: `told what they strive for`


def that_clause(report: Report, cue: Cue) -> Draft | None:
    """`said (to whom, where, about it) that P`; also `as if`, `so that` and indirect questions."""
    if not cue.governs & {"what", "want", "inf", "in"} and cue.kind != "said_in":
        return None
    low, high = bounds(report, cue.word)
    mark = conjunction(report, cue, high)
    if mark is None:
        return None
    tree = report.tree
    question = report.has("question", mark) or (report.has("that", mark) and tree.case(mark) in OBLIQUE)
    if (question and untold(report, cue)) or (report.has("that_wish", mark) and aimless(report, cue, mark, high)):
        return None
    verb = tree.head(mark) if mark < tree.head(mark) < high else predicate(tree, mark + 1, high)
    if verb is None and report.has("that", mark) and mark + 2 < high:
        verb = min(range(mark + 1, high), key=lambda k: len(tree.path(k)))  # a clause without a verb
    if verb is None:
        return None
    start = mark if question else mark + 1
    stop = clause_end(report, start, verb, cue, high)
    stop = before_explanation(report, cue, verb, stop)
    stop = unbroken(report, start, before_asides(report, cue, start, stop))
    spans = pieces(report, [(start, stop)])
    stance: Stance = "demanded" if report.has("that_wish", mark) and cue.stance == "plain" else cue.stance
    if report.has("that_doubt", mark):
        stance = "distanced"
    return made(report, cue, "clause", spans, low, mark, stance)


def aimless(report: Report, cue: Cue, mark: int, high: int) -> bool:
    """No wish: `hopes to win, so that P` and `said it in order to calm them`."""
    verb = predicate(report.tree, mark + 1, high)
    purpose = verb is not None and report.tree.feats[verb].get("VerbForm") == "Inf"
    return purpose or not cue.governs & {"want", "quote"}


def untold(report: Report, cue: Cue) -> bool:
    """`did not say when`, `refused to say when`, `is to find out who`: the answer is not given."""
    return cue.negated or report.tree.feats[cue.word].get("VerbForm") == "Inf"


def conjunction(report: Report, cue: Cue, high: int) -> int | None:
    """The token that opens the clause: behind a comma, with no other predicate between it and the cue."""
    tree, stop = report.tree, min(high, cue.last + REACH)
    if "," not in tree.words[cue.last : stop]:
        return None
    for i in range(cue.last, stop):
        if tree.words[i - 1] == "," and i > cue.last:
            if report.has("that", i) or report.has("that_wish", i) or report.has("that_doubt", i):
                return None if describes(report, cue, i) else i
            if report.has("question", i) and tree.rel(tree.head(i)) in ("ccomp", "csubj") and tree.under(i, cue.word):
                return i
        form, short = tree.tags[i].form, tree.tags[i].short
        if form == "Inf" and "inf" in cue.governs and tree.head(i) == cue.word:
            return None  # `called on them to come, so that P`
        if form == "Conv" and i in report.telling and tree.words[i + 1] == ",":
            return None  # `said it, adding that P`
        predicate_here = tree.finite(i) or (short and tree.pos(i) in ("VERB", "ADJ"))
        if predicate_here and not enclosed(report, cue, i):
            break
    return whether(report, cue, high)


def before_explanation(report: Report, cue: Cue, verb: int, stop: int) -> int:
    """`supposed that P: Q`: behind the colon the article tells itself what the guess rests on."""
    tree = report.tree
    colon = next((k for k in range(verb, stop - 2) if tree.words[k] == ":"), None)
    if colon is None or not report.has("guesses", cue.word) or tree.opens(colon + 1):
        return stop
    return colon if predicate(tree, colon + 1, stop) is not None else stop


def describes(report: Report, cue: Cue, mark: int) -> bool:
    """`expects a rise, which beats P`: the word is a subject of its clause and the cue has its object."""
    tree = report.tree
    subject = tree.pos(mark) == "PRON" and tree.rel(mark) in SUBJECTS
    between = (c for c in tree.children[cue.word] if cue.last <= c < mark and tree.pos(c) == "NOUN")
    return subject and any(tree.rel(c) in ("obj", "obl") and tree.case(c) in ("Gen", "Acc") for c in between)


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
    reach = within(tree.infinitives, cue.last, min(high, cue.last + REACH))
    verb = next((i for i in reach if tree.head(i) == cue.word or near(report, cue, i)), None)
    described = cue.kind == "verb" and tree.pos(cue.word) == "ADJ"
    if verb is None or described or tree.feats[cue.word].get("Voice") == "Pass":
        return None  # of a passive (`is called on to do`) nobody says who asks
    if tree.feats[cue.word].get("VerbForm") == "Inf" and tree.head(cue.word) in report.telling:
        return None  # `proposed to charge them to do`: what is proposed, nobody has asked yet
    start = verb
    under = tree.subtree(verb)
    while start - 1 >= cue.last and start - 1 in under and tree.pos(start - 1) != "PUNCT":
        start -= 1
    stop = before_asides(report, cue, start, clause_end(report, start, verb, cue, high))
    if cue.kind == "noun":
        stop = min(stop, infinitives_end(report, verb, high))
    ranges = [*in_front(report, cue, verb, low, high), (start, stop)]
    return made(report, cue, "infinitive", pieces(report, ranges), low, verb, cue.stance)


def in_front(report: Report, cue: Cue, verb: int, low: int, high: int) -> list[tuple[int, int]]:
    """The infinitive's object before the cue: `The house they promise to finish by autumn`."""
    tree = report.tree
    for c in (*tree.children[verb], *tree.children[cue.word]):
        if not low <= c < cue.first or tree.rel(c) not in ("obj", *SUBJECTS) or tree.case(c) != "Acc":
            continue
        asked = tree.head(c) == cue.word and tree.feats[c].get("Animacy") != "Inan"  # whom they ask
        speaks = tree.rel(c) in SUBJECTS and tree.feats[cue.word].get("Number") == tree.feats[c].get("Number")
        if not asked and not speaks and c not in report.named:
            return [whole(report, c, cue, low, high)]
    return []


def infinitives_end(report: Report, verb: int, high: int) -> int:
    """Where what hangs on an infinitive ends, and on a second one that a conjunction joins to it."""
    tree = report.tree
    stop = max((k for k in tree.subtree(verb) if k < high), default=verb) + 1
    more = stop + 1 < high and tree.pos(stop) == "CCONJ" and tree.feats[stop + 1].get("VerbForm") == "Inf"
    return max(stop, infinitives_end(report, stop + 1, high)) if more else stop


def near(report: Report, cue: Cue, i: int) -> bool:
    """No other verb and no punctuation between the cue and the infinitive."""
    tree = report.tree
    return cue.kind != "noun" and all(tree.pos(k) not in ("VERB", "AUX", "PUNCT", "ADP") for k in range(cue.last, i))


def noun_with_infinitive(report: Report, cue: Cue) -> Draft | None:
    """`spoke of an intention to do`, `confirmed the readiness to do`: content begins at the noun."""
    if not cue.governs & {"about", "intent"} and cue.kind != "said_in":
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    first, last = max(low, cue.first - 8), min(high, cue.last + 6)
    if not report.all("about", first, last) and not ("intent" in cue.governs and report.all("intents", first, high)):
        return None
    for i in (*range(cue.last, last), *range(first, cue.first)):
        if i > cue.last and tree.finite(i):
            return None
        first = i + 1 if report.has("about", i) else i
        noun = next((k for k in range(first, min(high, first + 4)) if tree.pos(k) == "NOUN"), None)
        if noun is None or not (report.has("about", i) or ("intent" in cue.governs and report.has("intents", noun))):
            continue
        verb = next((k for k in range(noun + 1, min(high, noun + 8)) if opens_infinitive(report, noun, k)), None)
        if verb is None:
            return None
        inside = tree.subtree(noun) | tree.subtree(verb)
        if noun < cue.first:
            stop = max(k for k in inside if k < cue.first) + 1
        else:
            stop = clause_end(report, noun, verb, cue, high)
        first = min(k for k in inside if first <= k <= noun and tree.pos(k) != "ADP")
        others = any(noun < c < verb and tree.case(c) == "Gen" and tree.rel(c) == "nmod" for c in tree.children[noun])
        own = report.has("pledges", noun) and cue.kind == "verb" and not others
        stance: Stance = "promised" if own else cue.stance
        return made(report, cue, "noun-infinitive", pieces(report, [(first, stop)]), low, high, stance)
    return None


def opens_infinitive(report: Report, noun: int, k: int) -> bool:
    """The infinitive right behind the noun, or one that hangs on it."""
    tree = report.tree
    return tree.feats[k].get("VerbForm") == "Inf" and (k == noun + 1 or tree.head(k) == noun)


def fronted(report: Report, cue: Cue) -> Draft | None:
    """`Of it that P X has long spoken`: the clause stands before its cue."""
    if cue.kind != "verb" or "what" not in cue.governs:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    mark = next(iter(report.all("that", low, min(low + 4, cue.first))), None)
    if mark is None or not report.has("about", low):
        return None
    verb = predicate(tree, mark + 1, cue.first)
    end = next((k for k in range(cue.first - 1, mark, -1) if tree.words[k] == ","), None)
    if verb is None or end is None or end < verb or any(tree.finite(k) for k in range(end, cue.first)):
        return None
    return made(report, cue, "fronted", pieces(report, [(mark + 1, end)]), end, high, cue.stance)


def behind_colon(report: Report, cue: Cue) -> Draft | None:
    """`X said: P` with no quotation marks."""
    tree = report.tree
    if cue.kind != "verb" or cue.negated or not tree.finite(cue.word) or not cue.governs & {"what", "inf"}:
        return None
    low, high = bounds(report, cue.word)
    colon = next((k for k in range(cue.last, min(high - 2, cue.last + REACH)) if tree.words[k] == ":"), None)
    if colon is None or tree.opens(colon + 1) or any(map(tree.finite, range(cue.last, colon))):
        return None
    if tree.tokens[colon].span.stop == tree.tokens[colon + 1].span.start:
        return None  # an address or a clock
    verb = predicate(tree, colon + 1, high)
    if verb is None:
        return None
    stop = before_asides(report, cue, colon + 1, high)
    return made(report, cue, "colon-clause", pieces(report, [(colon + 1, stop)]), low, colon, cue.stance)


def accusation(report: Report, cue: Cue) -> Draft | None:
    """`accused X of Y`: content is Y without its preposition."""
    if "in" not in cue.governs:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    own = [
        c
        for c in tree.children[cue.word]
        if tree.rel(c) in ("obl", "iobj", "nmod")
        and tree.case(c) == "Loc"
        and any(report.has("in", k) for k in tree.children[c])
    ]
    near = [
        tree.head(k)
        for k in accused(report, cue, high)
        if report.has("in", k) and tree.case(tree.head(k)) == "Loc" and tree.rel(tree.head(k)) in ("obl", "nmod")
    ]
    charge = next(iter([*(c for c in own if c > cue.word), *near, *own]), None)
    if charge is None or tree.pos(charge) != "NOUN":
        return None
    first, last = whole(report, charge, cue, low, high)
    first = next((k + 1 for k in range(charge - 1, first - 1, -1) if report.has("in", k)), first)
    last = tail_of(report, last, high) if last > cue.last else last
    return made(report, cue, "accusation", pieces(report, [(first, last)]), low, first, cue.stance)


def accused(report: Report, cue: Cue, high: int) -> range:
    """Where the charge may begin: behind whom the cue accuses, with no other verb between."""
    stop = min(high, cue.last + REACH)
    return range(cue.last, next((k for k in range(cue.last, stop) if report.tree.finite(k)), stop))


def conditional(report: Report, cue: Cue) -> Draft | None:
    """`warned of P if Q`, `threatened with P if Q`: a noun becomes content by its condition."""
    if cue.kind != "verb" or not cue.governs & {"about", "what", "inf"}:
        return None
    tree = report.tree
    low, high = bounds(report, cue.word)
    mark = next((i for i in report.all("if", cue.last + 2, high) if tree.words[i - 1] == ","), None)
    if mark is None:
        return None
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
        noun is None
        or noun > mark
        or tree.pos(noun) != "NOUN"
        or any(tree.finite(k) for k in range(cue.last, mark))
    ):
        return None
    first = next((k + 1 for k in tree.children[noun] if report.has("about", k)), whole(report, noun, cue, low, high)[0])
    stop = clause_end(report, mark, tree.head(mark), cue, high)
    return made(report, cue, "conditional", pieces(report, [(first, stop)]), low, noun, "promised")


CLAUSE_RULES = (
    that_clause,
    fronted,
    noun_with_infinitive,
    infinitive,
    conditional,
    small_clause,
    foreseen,
    worth,
    accusation,
    behind_colon,
)
