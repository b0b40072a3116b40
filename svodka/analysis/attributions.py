"""Who said what: every attribution of a report, by named rules in a visible order.

    quotations → clauses and asides, cue by cue → the sentence before → cited words, links → speakers → nesting

Each rule answers with a draft or abstains; the first that answers for a cue wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from svodka.analysis import around, backward, chains, clauses, fragments, lines, speech, stance, uncued
from svodka.analysis.cues import Cue
from svodka.analysis.linking import Speakers
from svodka.analysis.report import Draft, Report
from svodka.spans import cover, inside, overlap
from svodka.types import Attribution, Span, Voice, VoiceKind

Outlets = dict[str, tuple[str, VoiceKind]]


def find(report: Report, outlets: Outlets, printed_in: Voice | None) -> tuple[Attribution, ...]:
    """All attributions in the order of their cues. `outlets`: by folded name as cited; `printed_in`: the outlet that
    prints the report, the last voice of every chain."""
    drafts = backward.retold(report, unique(drafted(report)))
    drafts += continued(report, drafts)
    drafts += chains.cited_words(report, drafts)
    drafts += speech.cited(report, drafts)
    drafts = chains.relayed(report, drafts)
    drafts += chains.links(report, drafts)
    drafts = spoken(report, drafts, Speakers(report, outlets), printed_in)
    drafts += headline_quotes(report, drafts)
    drafts = chains.carriers(report, nested(drafts))
    drafts = sorted_with_via(kept(report, drafts))
    return tuple(finished(report, drafts, k, printed_in) for k in range(len(drafts)))


def drafted(report: Report) -> list[Draft]:
    drafts = [d for q in report.quotes for d in speech.quotation(report, q)]
    claimed = {d.at for d in drafts}
    for cue in report.cues:
        if cue.word in claimed:
            continue
        draft = by_cue(report, cue)
        if draft:
            drafts.append(draft)
            claimed.add(cue.word)
    drafts += [
        d
        for q in report.quotes
        if (d := fragments.quoted_words(report, q, claimed)) and not overlaps(d, drafts, direct=False)
    ]
    drafts += [
        d
        for i, w in enumerate(report.tree.words)
        if w == ":" and i not in claimed and (d := lines.headline_colon(report, i)) and not overlaps(d, drafts)
    ]
    drafts += [d for d in (lines.headline_behind(report),) if d and not overlaps(d, drafts)]
    sents = range(len(report.tree.sents)) if report.tells("hearsay") else ()
    drafts += [d for k in sents if (d := around.hearsay(report, k)) and d.at not in claimed]
    return drafts


def continued(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """The quotations that no cue claims, in order: one may go on where another does."""
    out = list(drafts)
    for quote in report.quotes:
        if quote.speech and not any(overlap(quote.inner, s) for d in out for s in d.content):
            more = uncued.continued(report, quote, out)
            if more:
                out.append(more)
    return out[len(drafts) :]


def by_cue(report: Report, cue: Cue) -> Draft | None:
    back = backward.about_this(report, cue)
    if back:
        return back
    if cue.kind != "prep":
        for rule in clauses.CLAUSE_RULES:
            draft = rule(report, cue)
            if draft:
                return draft
    return around.draft(report, cue)


def overlaps(draft: Draft, others: Iterable[Draft], direct: bool = True) -> bool:
    """Whether the content is another's too (by default only one in direct speech)."""
    rivals = (o for d in others if d.kind == "direct" or not direct for o in d.content)
    return any(overlap(s, o) for o in rivals for s in draft.content)


def unique(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft a cue; the earlier rule wins."""
    seen: set[tuple[int, tuple[Span, ...]]] = set()
    out = []
    for d in sorted(drafts, key=lambda d: d.at):
        if (d.at, d.content) not in seen:
            seen.add((d.at, d.content))
            out.append(d)
    return out


def named_by_itself(report: Report) -> Voice | None:
    name = chains.own_name(report)
    return Voice(kind="outlet", name=name) if name else None


def spoken(report: Report, drafts: list[Draft], speakers: Speakers, own: Voice | None) -> list[Draft]:
    """The drafts with their voices, resolved in the order of the text."""
    out: dict[int, Draft] = {}
    for k in sorted(range(len(drafts)), key=lambda k: drafts[k].at):
        draft = drafts[k]
        voice = (
            same_speaker(draft, out)
            or the_outlet(report, draft, own)
            or broadcast_voice(report, draft)
            or speakers.voice(draft.source)
            or carried(report, draft, speakers)
        )
        if voice.name:
            head = draft.source.head if draft.source else None
            gender = report.tree.feats[head].get("Gender", "") if head is not None else speakers.salience.gender
            speakers.salience.spoke(voice, draft.at, gender)
        out[k] = draft.but(voice=replace(voice, span=None) if draft.rule == "quote-alone" else voice)
    return [out[k] for k in range(len(drafts))]


def same_speaker(draft: Draft, told: dict[int, Draft]) -> Voice | None:
    """Whoever spoke before goes on; of several the first person."""
    voices = [v for k in draft.follows if k in told and (v := told[k].voice) and v.name]
    voice = next((v for v in voices if v.kind == "person"), voices[0] if voices else None)
    return replace(voice, span=None) if voice else None


def the_outlet(report: Report, draft: Draft, own: Voice | None) -> Voice | None:
    if draft.cue is None or not chains.speaks_for_outlet(report, draft.at):
        return None
    span = report.tree.span(draft.source.first, draft.source.last) if draft.source else None
    return Voice(kind="outlet", name=own.name if own else "", span=span)


def broadcast_voice(report: Report, draft: Draft) -> Voice | None:
    return chains.broadcast(report, draft.source) if draft.rule == "link" and draft.source else None


def carried(report: Report, draft: Draft, speakers: Speakers) -> Voice:
    """The speaker before, where the cue is a bare past verb in the singular or there is no cue at all; else nobody."""
    nobody = Voice(kind="anonymous", name="")
    if draft.rule == "quote-alone":
        return nobody
    if draft.cue is not None and report.speech_at(draft.at):
        return nobody  # a quotation's dropped subject is not the speaker before it
    feats = report.tree.feats[draft.at] if draft.cue is not None else {"Number": "Sing", "Gender": ""}
    bare = (
        draft.cue is None
        or feats.get("VerbForm") == "Conv"
        or (feats.get("Gender") in ("Masc", "Fem") and feats.get("VerbForm") == "Fin" and feats.get("Voice") != "Pass")
    )
    if not bare or not speakers.salience.said:
        return nobody
    _, voice, entity, _ = speakers.salience.said[-1]
    if entity and entity.gender and feats.get("Gender") and entity.gender != feats["Gender"]:
        return nobody
    return Voice(kind=voice.kind, name=voice.name, entity=voice.entity)


def headline_quotes(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """A quotation in the first line with no cue belongs to the speaker in whose statements its words recur."""
    if not report.paragraphs:
        return []
    tree, first = report.tree, report.paragraphs[0]
    out = []
    for quote in report.quotes:
        if not (quote.speech and inside(quote.outer, first)) or any(
            overlap(quote.inner, s) for d in drafts for s in d.content
        ):
            continue
        words = content_words(report, [quote.inner])
        said: dict[str, tuple[set[str], Voice]] = {}
        for d in drafts:
            if d.voice and d.voice.name:
                said.setdefault(d.voice.name, (set(), d.voice))[0].update(content_words(report, d.content))
        best = max(said.values(), key=lambda pair: len(pair[0] & words), default=None)
        if best and len(best[0] & words) >= max(2, 0.6 * len(words)):
            voice = Voice(kind=best[1].kind, name=best[1].name, entity=best[1].entity)
            out.append(
                Draft(
                    rule="headline-quote",
                    at=tree.at(quote.outer.start),
                    cue=None,
                    kind="direct",
                    content=(speech.filled(report, quote.inner),),
                    voice=voice,
                )
            )
    return out


def content_words(report: Report, spans: Iterable[Span]) -> set[str]:
    tree = report.tree
    return {tree.lemma[i] for s in spans for i in tree.inside(s) if tree.pos(i) in ("NOUN", "VERB", "ADJ", "PROPN")}


def nested(drafts: list[Draft]) -> list[Draft]:
    """`via` of each draft: the smallest other one whose content holds its cue and content."""
    out, spans = [], [(s.start, s.stop, j) for j, d in enumerate(drafts) for s in d.content]
    for k, d in enumerate(drafts):
        cue = d.cue
        if d.via is not None or cue is None:
            out.append(d)
            continue
        hosts = [
            (sum(s.stop - s.start for s in h.content), -int(h.via is not None), j)
            for start, stop, j in spans
            if start <= cue.start < stop
            and j != k
            and (h := drafts[j]).cue != cue
            and all(any(inside(w, s) for s in h.content) for w in (cue, *d.content))
        ]
        out.append(d.but(via=min(hosts)[2]) if hosts else d)
    return out


def kept(report: Report, drafts: list[Draft]) -> list[Draft]:
    """Without those by which a speaker attributes to itself inside its own words."""

    def own(d: Draft) -> bool:
        host = drafts[d.via] if d.via is not None else None
        if (
            host is None
            or d.rule in ("cited-words", "link")
            or host.rule == "about-this"
            or host.voice is None
            or d.voice is None
        ):
            return False
        if not d.voice.name and (d.source is None or host.kind == "direct"):
            return bool(host.voice.name) and not impersonal(report, d)
        return bool(d.voice.name) and host.voice.name == d.voice.name

    gone = {k for k, d in enumerate(drafts) if own(d)}

    def heir(via: int | None) -> int | None:
        while via is not None and via in gone:
            via = drafts[via].via
        return via

    place = {k: i for i, k in enumerate(k for k in range(len(drafts)) if k not in gone)}
    return [rehung(d, heir(d.via), place) for k, d in enumerate(drafts) if k not in gone]


def rehung(draft: Draft, via: int | None, place: Mapping[int, int]) -> Draft:
    """The draft under another one, by the number that this one will have."""
    new = None if via is None else place[via]
    return draft if new == draft.via else draft.but(via=new)


def impersonal(report: Report, d: Draft) -> bool:
    return (
        any(c.word == d.at and c.kind in ("impersonal", "said_in") for c in report.cues)
        or report.tree.feats[d.at].get("Number") == "Plur"
    )


def sorted_with_via(drafts: list[Draft]) -> list[Draft]:
    order = sorted(range(len(drafts)), key=lambda k: (drafts[k].at, drafts[k].content[0].start, k))
    place = {k: i for i, k in enumerate(order)}
    return [rehung(drafts[k], drafts[k].via, place) for k in order]


def finished(report: Report, drafts: Sequence[Draft], k: int, own: Voice | None) -> Attribution:
    d = drafts[k]
    if (kind := stance.kind(report, d)) != d.kind:
        d = d.but(kind=kind)
    entity = d.voice.entity if d.voice else ""
    everything = [*d.content, *([d.cue] if d.cue else []), *([d.voice.span] if d.voice and d.voice.span else [])]
    return Attribution(
        span=cover(everything),
        cue=d.cue,
        content=d.content,
        voices=voices(report, drafts, k, own),
        kind=d.kind,
        stance=stance.stance(report, d, entity),
        evidence=stance.evidence(report, d),
        via=d.via,
        rule=d.rule,
    )


def voices(report: Report, drafts: Sequence[Draft], k: int, own: Voice | None) -> tuple[Voice, ...]:
    """Origin first: the speaker, the broadcast it spoke in, those through whom it came, the printing outlet."""
    chain: list[Voice] = []
    seen: set[int] = set()
    at: int | None = k
    while at is not None and at not in seen:
        seen.add(at)
        voice = drafts[at].voice
        if voice:
            chain.append(voice)
            if at == k and (air := chains.occasion(report, drafts[at])) and air.name not in (v.name for v in chain):
                chain.append(air)
        at = drafts[at].via
    if own and all(v.name != own.name for v in chain):
        chain.append(own)
    return tuple(v for i, v in enumerate(chain) if i == 0 or v.name)
