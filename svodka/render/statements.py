"""Who says what: statements under their speakers."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from svodka.render.chains import chains, first_by, printed_by, speaker_of
from svodka.render.page import Group, Item, Page, capital, joined, numbers
from svodka.render.words import Words
from svodka.types import Claim, Held, Voice

AGAINST = ("contradicts", "denies")  # what else joins two claims is for the record, not for the reader
FEW = 3  # so many speakers of one line each stand under a heading of their own; more are gathered


def speakers(page: Page) -> Iterator[Group]:
    """Who is most widely reported first; then those of one line each; then what is told without a source."""
    said: dict[str, list[Claim]] = {}
    for claim in page.digest.claims:
        if any(held.attribution is not None for held in claim.held_by):
            said.setdefault(key_of(speaker_of(claim)), []).append(claim)
    ranked = sorted(said.values(), key=lambda claims: -sum(len(claim.line.refs) for claim in claims))
    minor = [claims[0] for claims in ranked if len(claims) == 1 and reports_of(claims[0]) == 1]
    gathered = minor if FEW < len(minor) < len(ranked) else []
    for claims in ranked:
        if claims[0] not in gathered:
            yield speaker(claims, page)
    if gathered:
        yield Group(title=page.words.label("others"), items=tuple(named_statement(claim, page) for claim in gathered))
    told = [claim for claim in page.digest.claims if all(held.attribution is None for held in claim.held_by)
            and outlets_of(claim, page) > 1]
    if told:
        yield Group(title=page.words.label("narration"), items=tuple(statement(claim, page) for claim in told))


def speaker(claims: Sequence[Claim], page: Page) -> Group:
    voice = speaker_of(claims[0])
    return Group(title=capital(page.words.voice(voice)), note=role(voice, page),
                 items=tuple(statement(claim, page) for claim in claims))


def named_statement(claim: Claim, page: Page) -> Item:
    """A statement with its speaker before it."""
    voice, made = speaker_of(claim), statement(claim, page)
    who = ", ".join(filter(None, (capital(page.words.voice(voice)), role(voice, page))))
    return replace(made, mark=who)


def statement(claim: Claim, page: Page) -> Item:
    """The statement; under it one quiet line: how it was said where that matters, by what way it came where that is
    longer than from the speaker to the outlet, who else holds it; then what it stands against."""
    words = page.words
    said = any(held.attribution is not None for held in claim.held_by)
    ways = "; ".join(chains([(h.ref.document, h.voices) for h in claim.held_by], page.reports, words,
                            words.voice(speaker_of(claim))) if said else ())
    others = [name for voice in other_speakers(claim) if (name := words.voice(voice)) not in ways]
    also = f"{words.label('also')}: {', '.join(others)}" if others else ""
    first = first_by(claim, page.reports, words, page.when)
    quiet = joined(*manners(claim, page), ways, also, origins(claim, page), first)
    return Item(text=claim.line.text, refs=claim.line.refs, notes=tuple(filter(None, (quiet, *relations(claim, page)))),
                why=claim.why if reports_of(claim) > 1 else "")


def origins(claim: Claim, page: Page) -> str:
    """How many sources stand behind what several reports hold; that they only repeat one text."""
    held = {held.ref.document: page.reports[held.ref.document] for held in claim.held_by}.values()
    if len(held) < 2:
        return ""
    if sum(report.copy_of is None for report in held) < 2:
        return page.words.label("reprint")
    return page.words.count("origins", claim.origins) if claim.origins > 1 else page.words.label("one_origin")


def reports_of(claim: Claim) -> int:
    return len({held.ref.document for held in claim.held_by})


def outlets_of(claim: Claim, page: Page) -> int:
    """Outlets that hold it in a report of their own: a copy is no second."""
    held = (page.reports[h.ref.document] for h in claim.held_by)
    return len({printed_by(report) for report in held if report.copy_of is None})


def manners(claim: Claim, page: Page) -> Iterator[str]:
    """Kind, stance and evidence, each once; whose it is, where not all have it so."""
    words = page.words
    held = [h for h in claim.held_by if h.attribution is not None]
    if all(h.kind == "direct" for h in held) and claim.line.text[:1] not in "\u00ab\"\u201e":  # its marks say it
        yield from dict.fromkeys(words.of("kinds", h.kind) for h in held)
    for manner in (stance, evidence):
        told: dict[str, list[Held]] = {}
        for h in held:
            told.setdefault(manner(h, words), []).append(h)
        told.pop("", None)
        for words_, those in told.items():
            yield words_ if len(those) == len(held) else f"{words_} ({', '.join(givers(those, claim, page))})"


def stance(held: Held, words: Words) -> str:
    return words.of("stances", held.stance)


def evidence(held: Held, words: Words) -> str:
    """A promise without any is of something that is still to come."""
    if held.evidence == "none" and held.stance == "promised":
        return words.label("no_evidence_yet")
    return words.of("evidences", held.evidence) if held.evidence else ""


def givers(held: Sequence[Held], claim: Claim, page: Page) -> list[str]:
    """Those of a claim who have it in a manner of their own: other speakers by name, else the outlet that prints it."""
    first = key_of(speaker_of(claim))
    return list(dict.fromkeys(page.words.voice(h.voices[0]) if h.voices and key_of(h.voices[0]) != first
                              else printed_by(page.reports[h.ref.document]) for h in held))


def other_speakers(claim: Claim) -> list[Voice]:
    found = {key_of(h.voices[0]): h.voices[0] for h in claim.held_by if h.attribution is not None and h.voices}
    found.pop(key_of(speaker_of(claim)), None)
    return list(found.values())


def relations(claim: Claim, page: Page) -> Iterator[str]:
    """`contradicts: what the other claim says [3]`."""
    by_id = {other.id: other for other in page.digest.claims}
    for relation in claim.relations:
        other = by_id.get(relation.claim)
        if other is not None and relation.kind in AGAINST:
            yield f"{page.words.of('relations', relation.kind)}: {other.line.text} {numbers(other.line.refs)}"


def key_of(voice: Voice) -> str:
    return voice.entity or voice.name.casefold() or voice.kind


def role(voice: Voice, page: Page) -> str:
    """The first of the roles that the reports put beside the name, as it stands amid a sentence."""
    entity = page.entities.get(voice.entity)
    said = entity.roles[0] if entity and entity.roles else ""
    return said[:1].lower() + said[1:] if said[1:2].islower() else said
