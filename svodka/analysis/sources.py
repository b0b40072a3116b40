"""The noun phrase that a cue names as its source."""

from __future__ import annotations

from collections.abc import Callable

from svodka.analysis.cues import Cue
from svodka.analysis.report import Report, Source
from svodka.analysis.tree import SUBJECTS, Tree

BREAKS = frozenset((",", ";", ":", "\u2014", "\u2013", "-", ".", "!", "?", "\u2026"))
Finder = Callable[[Report, Cue, int, int], int | None]


def find(report: Report, cue: Cue, low: int, high: int) -> Source | None:
    """The source of a verbal cue among the tokens [low, high) of its sentence, by the first finder that answers."""
    high = min(high, report.tree.sent(cue.word).last)
    for finder in FINDERS:
        head = finder(report, cue, low, high)
        if head is not None:
            return phrase(report, head)
    return None


def phrase(report: Report, head: int) -> Source:
    """The phrase around a head, without clauses, and cut where a comma opens something else."""
    if head in report.phrases:
        return report.phrases[head]
    first, last = report.tree.run(head)
    while first < head and report.tree.pos(first) == "PART":
        first += 1
    named = report.named
    for i in range(head + 1, last):
        if report.tree.words[i] in (",", ":", ";") and i not in named and not goes_on(report.tree, i, last, head):
            last = i
            break
    tree = report.tree
    air = next((i for i in report.all("occasion", head + 1, last) if tree.pos(i - 1) == "ADP"), last + 1)
    report.phrases[head] = widened(report, Source(first=first, last=min(last, air - 1), head=head))
    return report.phrases[head]


def goes_on(tree: Tree, comma: int, last: int, head: int) -> bool:
    """Behind the comma the phrase continues: another member in the same case, or an adjective or apposition."""
    after = [i for i in range(comma + 1, last) if tree.rel(i) in ("conj", "appos", "amod")]
    return any(tree.case(i) == tree.case(head) or tree.words[head].isupper() for i in after[:2])


def widened(report: Report, source: Source) -> Source:
    """With the quoted name behind a generic noun, and the person's name behind an office in the same case."""
    tree, last = report.tree, source.last
    sent = tree.sent(source.head)
    opened = last
    while opened < sent.last and tree.words[opened] in ("\u00ab", '"', "\u201e", "\u201c", "''", "'"):
        opened += 1
    if last < opened < sent.last and report.has("outlet_words", source.head):
        close = next(
            (
                i
                for i in range(opened, min(opened + 8, sent.last))
                if tree.words[i] in ("\u00bb", '"', "\u201c", "\u201d", "''", "'")
            ),
            None,
        )
        return Source(first=source.first, last=close + 1 if close else opened + 1, head=source.head)
    named = report.named
    if (
        last < sent.last
        and last in named
        and named[last][1].kind == "PER"
        and (
            tree.case(last) == tree.case(source.head) == "Nom"
            if report.roles.title(tree.lemma[source.head]) and not tree.rel(last).startswith("nsubj")
            else (last - 1 not in named or named[last - 1][1].kind == "LOC")
            and tree.case(last) == tree.case(last - 1) != "Nom"
        )
    ):
        return Source(first=source.first, last=named[last][0].last, head=source.head)
    if last < sent.last and is_nominal(tree, last) and tree.case(source.head) == "Nom":  # `one of the authors doctor X`
        twin = next((k for k in tree.path(last) if tree.head(k) == tree.head(source.head)), None)
        same = twin is not None and twin > source.head and tree.rel(twin) == tree.rel(source.head) in SUBJECTS
        if same and twin is not None and any(k in named and named[k][1].kind == "PER" for k in range(*tree.run(twin))):
            return Source(first=source.first, last=max(last, tree.run(twin)[1]), head=twin)
    return source


def subject(report: Report, cue: Cue, low: int, high: int) -> int | None:
    """The grammatical subject, if it stands within reach; of several the one in the nominative."""
    tree = report.tree
    found = [c for c in tree.children[cue.word] if tree.rel(c) in SUBJECTS and low <= c < high and may_speak(report, c)]
    return min(found, key=lambda c: (tree.case(c) != "Nom", abs(c - cue.word)), default=None)


def may_speak(report: Report, c: int) -> bool:
    tree = report.tree
    if tree.pos(c) == "VERB":
        return tree.feats[c].get("VerbForm") == "Part"
    if tree.pos(c) not in ("NOUN", "PROPN", "PRON", "X", "ADJ", "NUM", "DET"):
        return False
    declined = tree.case(c) not in ("Nom", "") and tree.child(c, "nummod:gov", "nummod") is None
    return not declined or (c in report.named and tree.case(c) not in ("Dat", "Ins"))


def beside(report: Report, cue: Cue, low: int, high: int) -> int | None:
    """The nominative (or a name that does not decline) next behind the cue: the parser often reads it as an object."""
    tree = report.tree
    for i in range(cue.last, min(high, cue.last + 9)):
        if tree.words[i] in BREAKS and not (tree.words[i] == "-" and i + 1 < high):
            break
        if tree.finite(i):
            break
        fits = could_be_subject(report, i) and agrees(tree, i, cue.word)
        if (is_nominal(tree, i) or for_noun(tree, i)) and fits and not prepositional(tree, i, cue.word):
            return upper(tree, i, cue.word)
    for i in range(cue.first - 1, max(low, cue.first - 4) - 1, -1):
        if tree.words[i] in BREAKS:
            break
        if is_nominal(tree, i) and tree.case(i) == "Nom" and not prepositional(tree, i, cue.word):
            return upper(tree, i, cue.word)
    return None


def is_nominal(tree: Tree, i: int) -> bool:
    return tree.pos(i) in ("NOUN", "PROPN", "PRON", "X")


def for_noun(tree: Tree, i: int) -> bool:
    """A participle that stands for a noun: `the protesters chanted`."""
    return tree.feats[i].get("VerbForm") == "Part" and tree.case(i) == "Nom" and tree.rel(i) not in ("amod", "acl")


def could_be_subject(report: Report, i: int) -> bool:
    case = report.tree.case(i)
    named = report.named.get(i)
    return (
        case in ("Nom", "")
        or bool(named and named[1].kind == "ORG" and report.tree.words[i].isupper())
        or bool(named and report.tree.pos(i) == "X")
    )


def prepositional(tree: Tree, i: int, top: int) -> bool:
    """Whether a preposition stands between the token and the cue above it."""
    for k in tree.path(i):
        if k == top:
            return False
        if any(tree.rel(c) == "case" for c in tree.children[k]):
            return True
    return False


def across(report: Report, cue: Cue, low: int, high: int) -> int | None:
    """The noun before a participle or relative clause that ends at the cue: `unions, holding the docks, said`."""
    tree = report.tree
    if cue.first <= low or tree.words[cue.first - 1] != ",":
        return None
    for comma in range(cue.first - 2, low, -1):
        opens = tree.feats[comma + 1].get("VerbForm") == "Part" or report.has("which", comma + 1)
        if tree.words[comma] == "," and opens:
            noun = upper_any(tree, comma - 1, cue.word)
            counted = tree.child(noun, "nummod:gov") is not None
            fits = is_nominal(tree, noun) and noun >= low and agrees(tree, noun, cue.word)
            return noun if fits and (could_be_subject(report, noun) or counted) else None
    return None


def upper(tree: Tree, i: int, top: int) -> int:
    """The head of the noun phrase that a token belongs to, below the cue."""
    for k in tree.path(i):
        parent = tree.head(k)
        if parent < 0 or parent == top or not is_nominal(tree, parent) or tree.case(parent) not in ("Nom", ""):
            return k
    return i


def shared(report: Report, cue: Cue, low: int, high: int) -> int | None:
    """The subject of the verb that this one is coordinated with, hangs on as gerund or infinitive, or describes."""
    tree = report.tree
    i, seen = cue.word, 0
    while tree.head(i) >= 0 and seen < 4:
        rel, above = tree.rel(i), tree.head(i)
        if rel in ("acl", "acl:relcl", "amod") and is_nominal(tree, above):
            if rel != "acl:relcl" or not (link := related(report, i)):
                return above
            if not any(report.has("in", c) for k in link for c in tree.children[k]):
                return None
            i, seen = above, seen + 1  # `passed a resolution in which it called on P`
            continue
        if rel not in ("conj", "advcl", "xcomp", "ccomp", "parataxis", "aux", "obl", "obj") and seen == 0:
            return None
        if seen == 0 and tree.feats[i].get("VerbForm") == "Conv" and told_of(report, above):
            i, seen = above, seen + 1  # `said that P, adding that Q`: not the subject of P
            continue
        joined = tree.child(i, "cc") is not None  # a coordinated verb that the parser hung as a clause
        if rel in ("ccomp", "parataxis") and tree.feats[cue.word].get("VerbForm") == "Fin" and not joined:
            return None
        found = next((c for c in tree.children[above] if tree.rel(c) in SUBJECTS and agrees(tree, c, cue.word)), None)
        if found is not None and not (mute(report, found) and told_of(report, above)):
            return found
        if found is None and tree.finite(above) and (body := in_body(report, verbal(above), low, high)) is not None:
            return body  # `in the town hall they reported P, adding that Q`
        i, seen = above, seen + 1
    return None


def verbal(verb: int) -> Cue:
    """A verb that is no cue, to be asked for its subject."""
    return Cue(word=verb, first=verb, last=verb + 1, kind="verb", governs=frozenset(), stance="plain")


def mute(report: Report, noun: int) -> bool:
    """A thing that no table knows to speak: `said that the bridge fell and promised a new one`."""
    tree = report.tree
    return (
        tree.pos(noun) == "NOUN"
        and tree.feats[noun].get("Animacy") == "Inan"
        and noun not in report.named
        and tree.lemma[noun] not in report.lexicon.sources
        and not report.has("outlet_words", noun)
    )


def told_of(report: Report, verb: int) -> bool:
    """The verb of what somebody tells."""
    return report.tree.rel(verb) == "ccomp" and report.tree.head(verb) in report.telling - {verb}


def related(report: Report, verb: int) -> list[int]:
    """The relative of a clause about what is not the subject: `whom they accused`, `in which it said`."""
    tree = report.tree
    inside = tree.subtree(verb, ("ccomp", "acl:relcl"))
    return [k for k in inside if report.has("which", k) and tree.case(k) != "Nom"]


def agrees(tree: Tree, noun: int, verb: int) -> bool:
    """Number, and gender of a past tense, do not contradict."""
    a, b = tree.feats[noun], tree.feats[verb]
    if b.get("VerbForm") != "Fin":
        return True
    named_by_sex = tree.pos(noun) in ("PROPN", "X") or a.get("Animacy") == "Anim"  # `the mayor`, a man or a woman
    if not named_by_sex and b.get("Gender") and a.get("Gender") and b["Gender"] != a["Gender"]:
        return False
    plural = "Plur" if any(tree.rel(c) == "conj" for c in tree.children[noun]) else a.get("Number")
    return not (b.get("Number") and plural and b["Number"] != plural and a.get("Number") != b["Number"])


def genitive(report: Report, noun: int) -> Source | None:
    """The owner of a noun cue: `the words of X`, `his opinion`."""
    tree = report.tree
    for c in tree.children[noun]:
        if (
            tree.rel(c) in ("nmod", "appos", "obl")
            and tree.case(c) in ("Gen", "")
            and (is_nominal(tree, c) or tree.pos(c) == "NUM")
            and c > noun
            and tree.child(c, "case") is None
        ):
            return phrase(report, c)
    for i in report.all("possessive", noun - 3, noun):
        if tree.sent_of[i] == tree.sent_of[noun]:
            return Source(first=i, last=i + 1, head=i)
    after = noun + 1
    if after < len(tree.tokens) and tree.sent_of[after] == tree.sent_of[noun]:
        opened = after + 1 if tree.opens(after) and after + 1 < len(tree.tokens) else after
        if is_nominal(tree, opened) and (tree.case(opened) in ("Gen", "") or opened in report.named):
            return phrase(report, upper_any(tree, opened, noun))
        if tree.pos(after) == "ADJ" and is_nominal(tree, tree.head(after)) and tree.head(after) > after:
            return phrase(report, tree.head(after))
    return None


def upper_any(tree: Tree, i: int, top: int) -> int:
    for k in tree.path(i):
        if tree.head(k) < i or tree.head(k) == top:
            return k
    return i


def in_body(report: Report, cue: Cue, low: int, high: int) -> int | None:
    """`in X they said`: a plural verb with no subject, and a body, place or document under the preposition."""
    tree = report.tree
    feats = tree.feats[cue.word]
    if feats.get("Number") != "Plur" or feats.get("Person") == "1":
        return None
    for i in sorted(report.all("in", low, min(high, cue.last + 8)), key=lambda i: abs(i - cue.word)):
        noun = tree.head(i)
        if (
            noun > i
            and tree.case(noun) in ("Loc", "", "Acc")
            and is_nominal(tree, noun)
            and tree.head(noun) == cue.word
            and (noun in report.named or tree.lemma[noun] in report.lexicon.sources)
        ):
            return noun
    return None


FINDERS: tuple[Finder, ...] = (subject, in_body, beside, across, shared)
