"""Who answers for the words of a place in a report: the speaker of the attribution that holds it, else the report."""
from __future__ import annotations

from svodka import spans
from svodka.digest.lexicon import fold, speech
from svodka.digest.names import Names, normal
from svodka.digest.report import Report
from svodka.digest.statements import relays
from svodka.types import Attribution, Span, Voice, VoiceKind

NAMED = ("PROPN",)


def narrator(report: Report) -> tuple[Voice, ...]:
    return (Voice(kind="outlet", name=report.doc.outlet),)


def attribution_at(report: Report, s: Span) -> int | None:
    """The innermost attribution whose content holds the span, as its index."""
    fits = [(sum(p.stop - p.start for p in a.content), i) for i, a in enumerate(report.analysis.attributions)
            if any(spans.inside(s, piece) for piece in a.content) and not relays(report, i)]
    return min(fits)[1] if fits else None


def voices_at(report: Report, s: Span, names: Names) -> tuple[Voice, ...]:
    """Who answers for the words there: the speaker; the named subject of the verb of speech that governs them
    (`the minister gave other numbers`); else the report."""
    index = attribution_at(report, s)
    if index is None:
        speaker = governing_speaker(report, s, names)
        return (speaker, *narrator(report)) if speaker else narrator(report)
    return names.voices(report, report.analysis.attributions[index].voices)


def governing_speaker(report: Report, s: Span, names: Names) -> Voice | None:
    inside = report.inside(s)
    words = speech(report.pack) if report.pack else frozenset()
    for i in report.above(inside[0]) if inside else ():
        subject = report.subject(i)
        if subject is not None and report.token(i).pos == "VERB":
            said = fold(report.token(i).lemma) in words and subject not in inside
            return subject_voice(report, subject, names) if said else None
    return None


def subject_voice(report: Report, subject: int, names: Names) -> Voice | None:
    """The person or body that the subject's words name."""
    tree = report.subtree(subject)
    s = Span(start=report.token(tree[0]).span.start, stop=report.token(tree[-1]).span.stop)
    mention = next((m for m in report.analysis.mentions if m.kind != "LOC" and spans.overlap(m.span, s)), None)
    if mention is None:
        return None
    kind: VoiceKind = "person" if mention.kind == "PER" else "body"
    return names.voice(report, Voice(kind=kind, name=mention.normal, entity=mention.entity, span=mention.span))


def unseen_speaker(report: Report, sentence: Span, names: Names) -> str:
    """The speaker whose words fill most of the sentence without being named in it; empty if nobody is hidden."""
    said = [(a, sum(spans.overlap(piece, sentence) for piece in a.content)) for i, a in
            enumerate(report.analysis.attributions) if a.voices and not relays(report, i)]
    if any(told and shows_name(report, a, sentence) for a, told in said):
        return ""
    hidden = [names.voice(report, a.voices[0]).name for a, told in said
              if a.voices[0].name and told * 2 > sentence.stop - sentence.start]
    words = report.inside(sentence)
    lemmas = {fold(w) for i in words for w in (report.token(i).lemma, report.words(report.token(i).span))}
    shown = lemmas | set(normal(report.doc.outlet).split())
    return hidden[0] if hidden and not set(normal(hidden[0]).split()) <= shown else ""


def shows_name(report: Report, a: Attribution, sentence: Span) -> bool:
    """The sentence itself names the speaker: a proper name, or a body's, stands in the source's words."""
    source = a.voices[0].span
    if source is None or not spans.inside(source, sentence):
        return False
    words = report.words(source)
    return any(report.token(i).pos in NAMED for i in report.inside(source)) or any(
        letter.isupper() for letter in words[1:]) or a.voices[0].kind == "anonymous"
