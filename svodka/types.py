"""All records of svodka: frozen, slotted, keyword-only dataclasses with tuples inside.

A record is made whole by one stage and never filled in later. Spans are half-open and count characters of
`Document.text`, which never changes: cleaning chooses spans of it, analysis points into it, a digest quotes it.
"""
from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from decimal import Decimal
from itertools import repeat
from typing import Any, Literal, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass. Records are made by the million, and what a frozen one does to set a field takes three times
    as long as its slot's own setter: a plain one is given an `__init__` of those, otherwise the same."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    held = fields(made)  # type: ignore[arg-type]
    if held and all(each.default_factory is MISSING for each in held) and not hasattr(made, "__post_init__"):
        known: dict[str, Any] = {f"_set_{each.name}": getattr(made, each.name).__set__ for each in held}
        known |= {f"_{each.name}": each.default for each in held}
        takes = ", ".join(f.name if f.default is MISSING else f"{f.name}=_{f.name}" for f in held)
        exec(f"def init(self, *, {takes}):\n " + "\n ".join(f"_set_{f.name}(self, {f.name})" for f in held), known)
        setattr(made, "__init__", known["init"])  # noqa: B010
    return made


def bulk(kind: type[T], *columns: Sequence[Any]) -> tuple[T, ...]:
    """Many small records at once, their fields given as columns in order: three times as fast as each by itself."""
    made = tuple(map(object.__new__, repeat(kind, len(columns[0]))))
    for field, column in zip(fields(kind), columns, strict=True):  # type: ignore[arg-type]
        deque(map(getattr(kind, field.name).__set__, made, column), 0)
    return made


VoiceKind = Literal["person", "body", "outlet", "agency", "broadcaster", "document", "account", "anonymous"]
MentionKind = Literal["PER", "LOC", "ORG"]
Kind = Literal["direct", "indirect", "mixed"]
Stance = Literal["plain", "distanced", "denied", "promised", "demanded"]
Evidence = Literal["", "shown", "cited", "none"]
TimeRole = Literal["event", "statement", "publication", "edit"]
FigureKind = Literal["count", "money", "percent", "measure"]
PlacedHow = Literal["started", "joined", "bridged"]
RelationKind = Literal["supports", "contradicts", "denies", "updates"]
PromiseKind = Literal["promise", "plan", "announced"]
ReadingState = Literal["same", "superseded", "disputed"]
ActKind = Literal["merge", "split", "move", "undo"]
CopyKind = Literal["exact", "light", "partial"]
OriginalWhy = Literal["earliest", "credited", "longest"]


@record
class Span:
    start: int
    stop: int


@record
class Moment:
    """A half-open interval of civil time; `zone` is minutes east of UTC where the text or the page says it."""

    start: datetime
    stop: datetime
    zone: int | None = None


# bytes → clean text


@record
class Outlet:
    """A press outlet as `outlets/<cc>/*.toml` describes it; `names` are those it is cited by."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    kind: VoiceKind = "outlet"
    domains: tuple[str, ...] = ()
    family: str = ""


@record
class Page:
    """One report as it was found: `path` is the file (with `#LINE` for a line of JSON lines); the hints (`outlet`,
    `url`, `title`, `published`, `lang`) come from fields, a sidecar or the command line and may be empty.
    `as_is`: the body is the article itself, nothing of it is to be removed."""

    path: str
    body: bytes
    media_type: Literal["text/plain", "text/html"]
    url: str = ""
    outlet: str = ""
    title: str = ""
    published: str = ""
    lang: str = ""
    fetched: Moment | None = None
    via: str = ""
    as_is: bool = False


@record
class Dropped:
    span: Span
    reason: str


@record
class Caption:
    """What stands under a picture and whose the picture is; `span` holds both."""

    span: Span
    text: str
    credit: str = ""


@record
class Passage:
    """A paragraph in another language than its document's."""

    span: Span
    lang: str


@record
class Document:
    """A page as text: `text` is all of it, `paragraphs` the spans of the article in order (the headline, where it
    stands in the text, is the first of them), `dropped` the lines left out. For a text file `text` is the file decoded,
    so spans are the file's own offsets. `subheading`, `lead` and `dateline` stand within paragraphs; `captions` and
    `sisters` (headlines of other reports) among the dropped lines; `earlier` are links from the article to the site's
    own reports; `foreign` are the paragraphs in another language than `lang`."""

    id: str
    path: str
    url: str
    outlet: str
    lang: str
    title: str
    text: str
    paragraphs: tuple[Span, ...]
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    links: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    headline: Span | None = None
    subheading: Span | None = None
    lead: Span | None = None
    dateline: Span | None = None
    captions: tuple[Caption, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    sisters: tuple[Span, ...] = ()
    foreign: tuple[Passage, ...] = ()


@record
class Recurring:
    """On how many of an outlet's `pages` a line stood: pairs of its hash and that number, the most frequent first."""

    outlet: str
    pages: int
    lines: tuple[tuple[int, int], ...] = ()


# tokens, mentions, attributions, times, figures


@record
class Token:
    """`pos`, `feats` (`Case=Nom|Number=Sing`) and `rel` are Universal Dependencies'; `head` is the index of the head
    token in the same report's tokens, -1 for a root; `lemma` is lower-case."""

    span: Span
    lemma: str
    pos: str
    feats: str = ""
    head: int = -1
    rel: str = "dep"


@record
class Sent:
    """`first` and `last` (exclusive) are token indices; `paragraph` the index in `Document.paragraphs`."""

    span: Span
    first: int
    last: int
    paragraph: int


@record
class Name:
    """A name as the backend's tagger found it, before linking."""

    span: Span
    kind: MentionKind


@record
class Parse:
    tokens: tuple[Token, ...]
    sents: tuple[Sent, ...]
    names: tuple[Name, ...]


@record
class Mention:
    span: Span
    kind: MentionKind
    normal: str
    entity: str
    score: float = 1.0


@record
class Entity:
    """`roles` are the words the report puts beside the name (`president of X`), in the nominative;
    `members` the names a report lists as belonging to a body."""

    id: str
    kind: MentionKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@record
class Voice:
    """`name` in the nominative, empty for an unnamed source; `span` the words that show it (the source as written)."""

    kind: VoiceKind
    name: str
    entity: str = ""
    span: Span | None = None


@record
class Attribution:
    """A cue ties a source to content. `voices`: origin first, the printing outlet last. `via`: index in
    `Analysis.attributions` of the attribution that holds this one or through which it came."""

    span: Span
    cue: Span | None
    content: tuple[Span, ...]
    voices: tuple[Voice, ...]
    kind: Kind
    stance: Stance = "plain"
    evidence: Evidence = ""
    via: int | None = None
    rule: str = ""


@record
class Time:
    """`moment` is None where the anchor is unknown; then `partial` may say what is known in ISO 8601-2 form
    (`XXXX-01-11`). `anchor`: what the value was counted from (`published`, `dateline`, `text`, empty for an absolute
    one). `role`: whether it is the time of what is told, of its telling, of the report's print or of its change."""

    span: Span
    moment: Moment | None
    partial: str = ""
    anchor: str = ""
    rule: str = ""
    role: TimeRole = "event"


@record
class Figure:
    """`low` and `high` are inclusive bounds, None where open; both None where the text says that no figure is known.
    `of` is the lemma of what is counted, `unit` an ISO or SI symbol."""

    span: Span
    low: Decimal | None
    high: Decimal | None
    kind: FigureKind = "count"
    unit: str = ""
    of: str = ""
    approximate: bool = False
    rule: str = ""


@record
class Analysis:
    document: Document
    made: str
    tokens: tuple[Token, ...] = ()
    sents: tuple[Sent, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    missing: tuple[str, ...] = ()


# who is compared with whom, and what became of it


@record
class Print:
    """What of a report is compared: weights by lemma and by entity, the days it speaks of; `meaning` is
    its vector of length 1 where the language's backend makes one."""

    document: str
    lemmas: tuple[tuple[str, float], ...]
    entities: tuple[tuple[str, float], ...]
    days: tuple[Moment, ...] = ()
    published: Moment | None = None
    meaning: tuple[float, ...] = ()


@record
class Verdict:
    left: str
    right: str
    same: Literal["yes", "no", "unsure"]
    reasons: tuple[str, ...]


@record
class Constraints:
    """What people decided of pairs of reports, by their documents' ids, the smaller first: it outranks every likeness.
    No pair is in both, and no chain of `together` connects two that are `apart`."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


@record
class Placed:
    """Where a report was put as it came in. `story`: where it stands now; `how`: it started that story, joined it, or
    bridged it with others, `merged` (ids that are no more). `moved`: the other reports that stand elsewhere now, each
    with its story. `parents`: for each story begun by this, the older one that it follows or was part of (`story`,
    `parent`)."""

    document: str
    story: str
    how: PlacedHow
    merged: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()


@record
class Reuse:
    """A passage of a copy and where it stands in what is copied: spans of the two texts."""

    span: Span
    of: Span


@record
class Copy:
    """`document` repeats `of`, word for word (`exact`) or cut, edited or reworded (`light`); or it is a report of its
    own with passages from it (`partial`). `share` is the part of its sentences that stand in `of`, 0 to 1; `why` tells
    what speaks for `of` as the original, nothing where they are alike in that."""

    document: str
    of: str
    share: float
    kind: CopyKind = "light"
    passages: tuple[Reuse, ...] = ()
    why: tuple[OriginalWhy, ...] = ()

    @property
    def whole(self) -> bool:
        """Nothing much in it is its own."""
        return self.kind != "partial"


@record
class Story:
    """`documents` in the order of the story; `order` says by what rule each stands after the one before it."""

    id: str
    documents: tuple[str, ...]
    began: Moment | None = None
    updated: Moment | None = None
    parents: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    order: tuple[str, ...] = ()


@record
class Act:
    """What a person decided of stories: those it is about as they stood `before`, and as the person left them. The
    reports of each story of `after` belong together, those of two of them do not; an `undo` only takes such a decision
    back. Of each story only `id`, `documents` and `parents` are kept."""

    kind: ActKind
    before: tuple[Story, ...]
    after: tuple[Story, ...]


# the account of a story


@record
class Ref:
    """A sentence of a report: `report` is its number in `Digest.reports`, counted from 1."""

    document: str
    report: int
    span: Span
    quote: str


@record
class Line:
    text: str
    refs: tuple[Ref, ...]

    def __post_init__(self) -> None:
        if not self.refs:
            raise ValueError(f"a line without a reference: {self.text!r}")


@record
class Held:
    """One report's way of holding a claim; `attribution` is its index in that report's analysis, None for narration."""

    voices: tuple[Voice, ...]
    kind: Kind
    stance: Stance
    evidence: Evidence
    ref: Ref
    attribution: int | None = None
    said: Moment | None = None


@record
class Relation:
    kind: RelationKind
    claim: str


@record
class Claim:
    """One content across reports. `origins`: how many independent origins at most, `why` the reason in words."""

    id: str
    line: Line
    held_by: tuple[Held, ...]
    origins: int
    why: str
    relations: tuple[Relation, ...] = ()


@record
class Value:
    """`said`: the number's own words; `withdrawn`: a report has since called it a mistake."""

    figure: Figure
    voices: tuple[Voice, ...]
    ref: Ref
    when: Moment | None = None
    stance: Stance = "plain"
    said: str = ""
    withdrawn: bool = False


@record
class Reading:
    """One thing counted over the reports; `values` in order of `when`."""

    of: str
    unit: str
    line: Line
    values: tuple[Value, ...]
    state: ReadingState = "same"


@record
class Event:
    """`said` is the time as written, empty where the moment is the report's day of publication."""

    moment: Moment | None
    said: str
    line: Line


@record
class Promise:
    """`kept`: the sentence of a later report that says it was done, None while open. `kind`: whether the first voice
    promises it, means to do it, or tells what is to come."""

    voices: tuple[Voice, ...]
    line: Line
    kind: PromiseKind = "announced"
    due: Moment | None = None
    said: str = ""
    kept: Ref | None = None


@record
class Difference:
    """`sides`: at least two lines, each beginning with who holds it; `kind` names why they are set side by side."""

    kind: Literal["figures", "contradicts", "denies", "words"]
    about: str
    sides: tuple[Line, ...]


@record
class Origin:
    """An independent origin of a story: `refs` holds a sentence of each report that leads back to it, `why` in words
    for each, empty for what its outlet prints itself; `name` is empty for an unknown outlet."""

    name: str
    refs: tuple[Ref, ...]
    why: tuple[str, ...]


@record
class ReportLine:
    """A report in the list at the digest's end; `copy_of` is the number of the report that it repeats."""

    number: int
    document: str
    path: str
    url: str
    outlet: str
    title: str
    published: Moment | None
    copy_of: int | None = None


@record
class Digest:
    story: Story
    now: datetime
    lang: str
    title: Line
    period: Moment | None
    reports: tuple[ReportLine, ...]
    lead: tuple[Line, ...]
    timeline: tuple[Event, ...]
    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    differences: tuple[Difference, ...]
    ahead: tuple[Promise, ...]
    names: tuple[Entity, ...] = ()
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()


# how a stage ends


@record
class Failure:
    """An expected failure as a value; `stage` is read, document, analysis, store …, `kind` a word of `errors`."""

    stage: str
    kind: str
    message: str


@record
class Outcome:
    """What became of one item: `value` (a record) or `failure`, never both. `key` names the item for a person."""

    key: str
    value: Any = None
    failure: Failure | None = None
