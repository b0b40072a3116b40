"""What hangs on another attribution: words cited by X, a source behind the source, the report's own name, the
broadcast in which something was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.analysis import sources
from svodka.analysis.content import bounds
from svodka.analysis.cues import Cue
from svodka.analysis.mentions import clean
from svodka.analysis.report import Draft, Report, Source
from svodka.analysis.tree import within
from svodka.types import Voice

AROUND = 15  # tokens around a cue within which the occasion of speech stands
LINKED = 7  # tokens behind a link within which its source begins


def cited_words(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """`X cites the words of Y`: a second attribution of the same content, to Y through X."""
    tree, out = report.tree, []
    for k, draft in enumerate(drafts):
        if draft.rule.startswith(("aside-prep", "small-clause")) or not 0 <= draft.at < len(tree.tokens):
            continue
        low, high = bounds(report, draft.at)
        for i in report.all("words", max(low, draft.at - 8), min(high, draft.at + 10)):
            if (
                i != draft.at
                and not any(c.kind == "link" and low <= c.word < high and 0 <= i - c.last < LINKED for c in report.cues)
                and tree.under(i, draft.at)
                and tree.rel(i) in ("obj", "obl", "nmod", "nsubj")
                and tree.case(i) in ("Acc", "Nom")
            ):
                owner = sources.genitive(report, i)
                if owner and not report.has("which", owner.head):
                    out.append(
                        Draft(
                            rule="cited-words",
                            at=i,
                            cue=tree.span(i, i + 1),
                            content=draft.content,
                            source=owner,
                            kind=draft.kind,
                            via=k,
                        )
                    )
                    break
    return out


def relayed(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """`in the opinion of X, which Y cites, P`: X spoke through Y."""
    tree, out = report.tree, list(drafts)
    for cue in report.cues:
        if not report.has("passes", cue.word) or not tree.finite(cue.word):
            continue
        low, high = bounds(report, cue.word)
        opened = [k for k in range(max(low, cue.first - 4), cue.first) if report.has("which", k)]
        comma = next((k for k in range(cue.first - 1, max(low, cue.first - 6), -1) if tree.words[k] == ","), -1)
        host = next((k for k, d in enumerate(drafts) if d.source and d.source.last == comma), None)
        source = sources.find(report, cue, low, high) if opened and host is not None else None
        if host is None or source is None or source.first <= opened[0] < source.last:
            continue
        out = [d for d in out if d.at != cue.word or d.rule == "link"]
        host = next(k for k, d in enumerate(out) if d.at == drafts[host].at)
        span = tree.span(cue.first, cue.last)
        out.append(Draft(rule="relayed", at=cue.word, cue=span, content=out[host].content, source=source))
        out[host] = out[host].but(via=len(out) - 1)
    return out


def links(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """`with a reference to Y`: what was said reached the one who says it through Y."""
    tree, out = report.tree, []
    for cue in report.cues:
        if cue.kind != "link" or any(d.rule == "relayed" and d.at == cue.word for d in drafts):
            continue
        low, high = bounds(report, cue.word)
        source, host = referred(report, cue, high), host_of(report, drafts, cue, low, high)
        if source is not None and host is not None:
            out.append(
                Draft(
                    rule="link",
                    at=cue.word,
                    cue=tree.span(cue.first, cue.last),
                    content=drafts[host].content,
                    source=source,
                    via=host,
                )
            )
    return out


def referred(report: Report, cue: Cue, high: int) -> Source | None:
    """The source behind the source."""
    tree = report.tree
    for i in range(cue.last, min(high, cue.last + LINKED)):
        if sources.is_nominal(tree, i) and tree.case(i) in ("Acc", "Nom", "Gen", ""):
            return sources.phrase(report, sources.upper_any(tree, i, cue.last - 1))
    return None


def host_of(report: Report, drafts: Sequence[Draft], cue: Cue, low: int, high: int) -> int | None:
    """The attribution of this sentence whose cue stands nearest before the link, else behind it."""
    here = [(k, d) for k, d in enumerate(drafts) if low <= d.at < high and d.source is not None]
    before = [(cue.word - d.at, k) for k, d in here if d.at < cue.word]
    return min(before)[1] if before else next((k for k, _ in here), None)


def carriers(report: Report, drafts: Sequence[Draft]) -> list[Draft]:
    """A name that passes on the words of others is an outlet, wherever it speaks in the report."""
    told = {d.via for d in drafts}
    names = {d.voice.name for k, d in enumerate(drafts) if d.voice and passes_on(report, d, k in told)}
    return [
        d.but(voice=replace(v, kind="outlet")) if (v := d.voice) and v.kind == "body" and v.name in names else d
        for d in drafts
    ]


def passes_on(report: Report, draft: Draft, told: bool) -> bool:
    """A body's bare name that writes, or through which another spoke if it is foreign or in quotation marks."""
    tree, source = report.tree, draft.source
    if source is None or draft.cue is None or source.head not in report.named:
        return False
    name, entity = report.named[source.head]
    bare = name.first <= source.first + 1 and source.last - 1 <= name.last
    if not bare or entity.kind != "ORG" or tree.lemma[source.head] in report.lexicon.sources:
        return False
    marked = tree.opens(source.first) or tree.opens(name.first - 1) or tree.pos(source.head) == "X"
    return report.has("prints", draft.at) or (told and marked and report.has("relays", draft.at))


def broadcast(report: Report, source: Source) -> Voice | None:
    """A source that was shown `on the air of Z`: Z's broadcast is the voice."""
    tree = report.tree
    for i in sorted(tree.subtree(source.head)):
        if report.has("broadcast", i):
            owner = next((c for c in tree.children[i] if tree.rel(c) in ("nmod", "appos") and c > i), None)
            last = tree.run(owner)[1] if owner is not None else i + 1
            name = report.backend.nominative(tree.text, tree.tokens, i, last, i)
            return Voice(kind="broadcaster", name=clean(name), span=tree.span(i, last))
    return None


def occasion(report: Report, draft: Draft) -> Voice | None:
    """The broadcast or the account in which a person spoke, where it stands beside the cue."""
    tree, voice = report.tree, draft.voice
    if draft.cue is None or not 0 <= draft.at < len(tree.tokens) or not (report.accounts or report.tells("broadcast")):
        return None
    low, high = bounds(report, draft.at)
    low, high = max(low, draft.at - AROUND), min(high, draft.at + AROUND)
    for i in sorted({*report.all("broadcast", low, high), *within(report.accounts, low, high)}):
        if any(s.start <= tree.tokens[i].span.start < s.stop for s in draft.content):
            continue
        if report.has("broadcast", i):
            return broadcast(report, Source(first=i, last=i + 1, head=i))
        if voice and voice.name and is_account(report, draft, i):
            last = tree.run(i)[1]
            name = report.backend.nominative(tree.text, tree.tokens, i, last, i)
            return Voice(kind="account", name=f"{name} ({voice.name})", span=tree.span(i, last))
    return None


def is_account(report: Report, draft: Draft, i: int) -> bool:
    """A page or channel under the cue's preposition that does not speak itself."""
    tree, source = report.tree, draft.source
    own = source is not None and source.first <= i < source.last
    return not own and tree.head(i) == draft.at and tree.child(i, "case") is not None


def own_name(report: Report) -> str:
    """The outlet's name as the report itself tells it: `earlier "X" published …` beside `we reported`."""
    if not any(c.kind == "verb" and speaks_for_outlet(report, c.word) for c in report.cues):
        return ""
    for cue in report.cues:
        low, _ = bounds(report, cue.word)
        if cue.kind == "verb" and report.has("earlier", low):
            source = sources.find(report, cue, low, cue.word + 6)
            named = report.named.get(source.head) if source else None
            if named and named[1].kind == "ORG":
                return named[1].name
    return ""


def speaks_for_outlet(report: Report, verb: int) -> bool:
    """`we reported`: the first person plural outside of quotations."""
    subject = report.tree.child(verb, "nsubj") if report.tells("we") else None
    return subject is not None and report.has("we", subject) and not report.speech_at(verb)
