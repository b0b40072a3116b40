"""A statement's words made a line: its content; with its verb, what a pronoun means, or the whole sentence where the
content alone would say nothing or the contrary."""
from __future__ import annotations

import re
from collections.abc import Sequence

from svodka import spans
from svodka.digest import labels, say
from svodka.digest.phrases import Phrases
from svodka.digest.report import SUBJECTS, Report
from svodka.digest.statements import Statement, governed, tells, undated
from svodka.types import Sent, Span, Token

NEED_CUE = ("small-clause", "accusation", "conditional", "noun-infinitive")
NAMING = ("NOUN", "PROPN")
THINGS = (*SUBJECTS, "obj", "obl", "root")  # places in a clause of what is spoken of


def line(statement: Statement, phrases: Phrases) -> str:
    """The words; what is denied by a word that they do not show is told so: it must not read as said."""
    a, text = statement.attribution, words(statement)
    hidden = a is not None and a.stance == "denied" and a.kind != "direct" and not (
        with_cue(statement) or expands(statement))
    return phrases.say("denied_line", text=text) if hidden else text


def words(statement: Statement) -> str:
    """The content, from its verb on where it needs that; the whole sentence where the content names nothing (`to do
    so later`) or tells nothing by itself (`a day of mourning`)."""
    a, report = statement.attribution, statement.report
    whole = with_cue(statement)
    if whole and names_something(statement):
        return say.content(report, [whole])
    if whole and (told := explained(statement, whole)):
        return told
    if not expands(statement):
        kind = a.kind if a else "indirect"
        return say.content(report, statement.pieces if kind == "direct" else unjoined(statement), kind)
    return say.sentence(report, report.place(statement.pieces[0]))


def with_cue(statement: Statement) -> Span | None:
    """From its cue to its end, where the words need their verb and stand in one sentence with it."""
    a, report = statement.attribution, statement.report
    if a is None or a.cue is None or not needs_cue(statement) \
            or report.place(a.cue).start != report.place(statement.pieces[-1]).start:
        return None
    return spans.cover([a.cue, *statement.pieces])


def unjoined(statement: Statement) -> tuple[Span, ...]:
    """Its pieces without the conjunction that joins a clause to the one before (`and the pump did not work`), and
    without `that` before a further clause where the first is told without it (`the gate was shut and that ...`)."""
    report, first = statement.report, statement.pieces[0]
    joint = [i for i in report.inside(first)[:1] if report.token(i).pos == "CCONJ" and sum(
        report.token(j).lemma == report.token(i).lemma for j in statement.tokens) == 1]  # a pair (`both ... and`) stays
    return without([*joint, *(i for i in statement.tokens if further_that(statement, i))], statement)


def further_that(statement: Statement, i: int) -> bool:
    """The conjunction of a clause joined to the first, which the source's words govern as they do the first."""
    report, inside, first = statement.report, set(statement.tokens), first_word(statement)
    token = report.token(i)
    if token.pos != "SCONJ" or i - 1 not in inside or report.token(i - 1).pos != "CCONJ":
        return False
    before = next((t for j in range(first - 1, -1, -1) if (t := report.token(j)).pos != "PUNCT"), None)
    return before is not None and before.pos == "SCONJ" and before.lemma == token.lemma


def first_word(statement: Statement) -> int:
    """The first of its words."""
    return min(statement.report.inside(statement.pieces[0]))


def without(dropped: Sequence[int], statement: Statement) -> tuple[Span, ...]:
    """The pieces with some of their words left out."""
    spans_: list[Span] = []
    for piece in statement.pieces:
        start = piece.start
        for i in dropped:
            token = statement.report.token(i).span
            if spans.inside(token, piece) and i + 1 in statement.tokens:
                spans_ += [Span(start=start, stop=token.start)] if token.start > start else []
                start = statement.report.token(i + 1).span.start
        spans_.append(Span(start=start, stop=piece.stop))
    return tuple(spans_)


def expands(statement: Statement) -> bool:
    """Its words say too little to be printed without the sentence around them."""
    a, report = statement.attribution, statement.report
    says = (tells(report, statement.tokens) and not governed(statement)) or (a is not None and a.kind == "direct")
    return not says or not names_something(statement)


def names_something(statement: Statement) -> bool:
    """A thing or somebody is named; a day is no thing."""
    return any(statement.report.token(i).pos in NAMING for i in undated(statement.report, statement.tokens))


def needs_cue(statement: Statement) -> bool:
    """Words that say the contrary or nothing without their verb: what is denied, `to mend it`, `X a disgrace`."""
    a, report = statement.attribution, statement.report
    if a is None or a.kind == "direct":
        return False
    inside = set(statement.tokens)
    heads = [i for i in statement.tokens if report.token(i).head not in inside]
    infinitive = any("VerbForm=Inf" in report.token(i).feats and not any(
        report.token(c).pos == "AUX" for c in report.children[i]) for i in heads[:1])  # `will be mended` is no such
    return infinitive or a.stance == "denied" or a.rule in NEED_CUE


# what a pronoun means


def explained(statement: Statement, whole: Span) -> str:
    """The words with what their pronoun means beside it, `promised to show them (photographs of the bridge) later`;
    empty where the sentence does not tell it for certain."""
    report = statement.report
    pronouns = [i for i in statement.tokens if report.token(i).pos == "PRON" and "Person=3" in report.token(i).feats]
    sent = report.sent_at(statement.pieces[0].start)
    if len(pronouns) != 1 or sent is None:
        return ""
    thing = referent(report, pronouns[0], sent, whole.start)
    if thing is None:
        return ""
    said = re.escape(report.words(report.token(pronouns[0]).span))
    meant = lowered(labels.phrase(report, thing, (), many=False))
    return re.sub(rf"\b{said}\b", lambda found: f"{found[0]} ({meant})", say.content(report, [whole]), count=1)


def referent(report: Report, pronoun: int, sent: Sent, before: int) -> int | None:
    """The one thing named before in the sentence that agrees with the pronoun; a subject before others."""
    things = [i for i in range(sent.first, sent.last) if report.token(i).span.start < before
              and report.token(i).pos == "NOUN" and "Animacy=Anim" not in report.token(i).feats
              and report.token(i).rel in THINGS and agree(report.token(pronoun), report.token(i))]
    subject = only([i for i in things if report.token(i).rel in SUBJECTS])
    return only(things) if subject is None else subject


def only(found: Sequence[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def agree(a: Token, b: Token) -> bool:
    """Number, and gender where the first has one."""
    left, right = (dict(f.split("=", 1) for f in t.feats.split("|") if "=" in f) for t in (a, b))
    return left.get("Number") == right.get("Number") and ("Gender" not in left or left["Gender"] == right.get("Gender"))


def lowered(text: str) -> str:
    """As it stands amid a sentence; a name or an acronym stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
