"""One body under its names: an acronym beside its full name, `the union led by X` and its members as listed."""

from __future__ import annotations

from svodka.analysis.mentions import Figurehead, Named
from svodka.analysis.report import Report
from svodka.lang.fold import fold


def meet(report: Report) -> list[Figurehead]:
    """The entities with the bodies that a bracket, a leader or initials show to be one joined together."""
    in_other_letters(report)
    bracketed(report)
    described(report)
    members(report)
    return sorted(report.entities, key=lambda e: e.names[0].first)


def in_other_letters(report: Report) -> None:
    """`X (X in Latin letters)`: a bracket that holds nothing but a name of the same kind in Latin letters."""
    tree = report.tree
    for i in tree.brackets:
        left, right = report.named.get(i - 1), report.named.get(i + 1)
        if left is None or right is None or left[1] is right[1] or left[0].kind != right[0].kind:
            continue
        alone = right[0].first == i + 1 and tree.words[right[0].last : right[0].last + 1] == [")"]
        if alone and left[0].kind != "LOC" and right[0].normal.isascii() and not left[0].normal.isascii():
            join(report, left[1], right[1])


def bracketed(report: Report) -> None:
    """`ACRONYM (Full name …)` and `Full name (ACRONYM)`: also where the tagger saw only one of the two."""
    tree = report.tree
    for i in tree.brackets:
        before, inside = report.named.get(i - 1), report.named.get(i + 1)
        if before is None or before[1].kind != "ORG":
            continue
        close = next((k for k in range(i + 1, min(i + 14, len(tree.words))) if tree.words[k] == ")"), None)
        if close is None:
            continue
        other = inside[1] if inside and inside[1].kind == "ORG" and inside[1] is not before[1] else None
        if close == i + 2 and tree.words[i + 1].isupper() and len(tree.words[i + 1]) > 1 and len(before[0].words) > 1:
            elsewhere = called(report, i + 1)
            join(report, before[1], other or add(report, i + 1, close))
            if elsewhere is not None and elsewhere is not other:
                join(report, before[1], elsewhere)
            continue
        if other is None and inside is None:
            initials = [fold(tree.words[k])[:1] for k in range(i + 1, close) if tree.words[k].isalpha()]
            if not spelled(before[0].normal, initials):
                continue
            other = add(report, i + 1, name_end(report, i + 1, close, before[0].normal))
        if other is not None and (
            spelled(before[0].normal, initials_of(other)) or spelled(other.names[0].normal, initials_of(before[1]))
        ):
            join(report, before[1], other)


def called(report: Report, i: int) -> Figurehead | None:
    """The body that the report names elsewhere by the word at a token."""
    bodies = (e for e in report.entities if e.kind == "ORG")
    return next((e for e in bodies if any(n.words == (report.tree.low[i],) for n in e.names)), None)


def initials_of(entity: Figurehead) -> list[str]:
    return [w[0] for w in fold(entity.names[0].normal).replace("-", " ").split() if w[0].isalpha()]


def spelled(acronym: str, initials: list[str]) -> bool:
    """The letters are the first ones of the words, some small words left out."""
    at = 0
    for letter in initials:
        at += at < len(acronym) and fold(acronym)[at] == letter
    return acronym.isupper() and at == len(acronym) and len(acronym) > 1


def name_end(report: Report, first: int, close: int, acronym: str) -> int:
    at = 0
    for k in range(first, close):
        at += at < len(acronym) and fold(report.tree.words[k])[:1] == fold(acronym)[at]
        if at == len(acronym):
            return k + 1
    return close


def add(report: Report, first: int, last: int) -> Figurehead:
    tree = report.tree
    head = next((i for i in range(first, last) if tree.head(i) not in range(first, last)), first)
    normal = report.backend.nominative(tree.text, tree.tokens, first, last, head)
    entity = Figurehead(
        kind="ORG", name=normal, names=[Named(first=first, last=last, head=head, kind="ORG", normal=normal)]
    )
    report.entities.append(entity)
    report.renamed()
    return entity


def join(report: Report, left: Figurehead, right: Figurehead) -> None:
    """The longer name names both."""
    if left is right:
        return
    left.names = sorted([*left.names, *right.names], key=lambda n: n.first)
    left.name = max(left.name, right.name, key=lambda name: (not name.isascii(), len(name)))
    report.entities.remove(right)
    report.renamed()


def described(report: Report) -> None:
    """A generic noun `led by X` is the body that the same report says to be led by X."""
    tree = report.tree
    led, phrases = [], report.lexicon.words.get("led", frozenset())
    opened = {phrase.partition(" ")[0] for phrase in phrases}
    for i in sorted({i for word in opened for i in report.places.get(word, ()) if i < len(tree.low) - 4}):
        if " ".join(tree.low[i : i + 3]) in phrases:
            country = report.roles.country(tree.lemma[i + 3]) or tree.lemma[i + 3]
            led.append((i, country))
    owners = {country: entity for i, country in led if (entity := body_before(report, i))}
    for i, country in led:
        noun = i - 1
        row = report.lexicon.sources.get(tree.lemma[noun])
        entity = owners.get(country)
        if entity is not None and noun not in report.named and row and row["kind"] == "body":
            normal = report.backend.nominative(tree.text, tree.tokens, noun, i + 4, noun)
            entity.names = sorted(
                [*entity.names, Named(first=noun, last=i + 4, head=noun, kind="ORG", normal=normal)],
                key=lambda n: n.first,
            )
            report.renamed()


def body_before(report: Report, i: int) -> Figurehead | None:
    """The body whose name ends right before a token, a bracket between them or not."""
    for k in range(i - 1, max(-1, i - 3), -1):
        found = report.named.get(k)
        if found and found[1].kind == "ORG":
            return found[1]
    return None


def members(report: Report) -> None:
    """`A, B and C belong to the body`: who is listed."""
    tree = report.tree
    verbs = report.lexicon.words.get("members", frozenset())
    for i in [i for i in report.of_kind("members") if tree.lemma[i] in verbs]:
        sent = tree.sent(i)
        inside = range(sent.first, sent.last)
        body = next(
            (
                report.named[k][1]
                for k in inside
                if k in report.named and report.named[k][1].kind == "ORG" and report.has("in", k - 1)
            ),
            None,
        )
        if body is None:
            continue
        listed = [
            report.named[k][0].normal
            for k in inside
            if k in report.named
            and report.named[k][0].first == k
            and report.named[k][1].kind == "LOC"
            and tree.case(k) == "Nom"
        ]
        if len(listed) > 1:
            body.members = list(dict.fromkeys([*body.members, *listed]))
