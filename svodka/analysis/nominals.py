"""Persons mentioned by their office alone: `the head of the republic thanked …`."""

from __future__ import annotations

from collections.abc import Iterator

from svodka.analysis import sources
from svodka.analysis.report import Report
from svodka.analysis.resolving import Antecedents
from svodka.analysis.roles import agreement
from svodka.analysis.salience import Salience
from svodka.types import Mention

SCORE = 0.5  # of a mention without a name


def find(report: Report) -> Iterator[Mention]:
    """A mention for each subject that is an office of somebody the report names."""
    tree, antecedents = report.tree, Antecedents(report, Salience(report))
    for i in tree.subjects:
        if report.roles.title(tree.lemma[i]) is None or i in report.named:
            continue
        phrase = sources.phrase(report, i)
        inside = range(phrase.first, phrase.last)
        role = report.roles.read(tree, phrase.first, phrase.last, i)
        if (
            role is None
            or tree.feats[i].get("Number") == "Plur"
            or any(k in report.named and report.named[k][1].kind == "PER" for k in inside)
        ):
            continue
        entity = antecedents.holder(role, phrase)
        if entity is not None and agreement(role, entity.roles) > 0:
            span = tree.span(phrase.first, phrase.last)
            yield Mention(span=span, kind="PER", normal=entity.name, entity=entity.key, score=SCORE)
