"""The line judge: which lines of a page are its article, each left-out line with its reason.

    rows → score of the line → score of its place → rules → Ruling a line

The scores are sums of named features (`features.py`, `places.py`) by the weights of `lines.toml`, which
`bench/train_lines.py` learned on pages of one set of sites and measured on others.
"""
from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from svodka.document.features import Row, Sheet
from svodka.document.places import block, line_columns, place_columns
from svodka.types import record

SURELY_OUT = ("share", "subscribe", "error", "cookie", "agent", "counter", "legal", "comments", "more", "service")
PORTAL = 0.2  # share of lines with the shape of a menu or a list above which a text is a page with a portal around
FEW = 2  # so many of them a plain text may have
HEADLINE = 200  # characters
PROSE = 60  # characters of a line that ends as a sentence and may stand alone


@record
class Ruling:
    """`reason`: why a line is left out, empty for a line that is kept."""

    reason: str = ""


@record
class Case:
    """What the rules look at: the sheet, the place scores, the block of prose that they form."""

    sheet: Sheet
    scores: tuple[float, ...]
    first: int
    last: int


def judge(rows: Sequence[Row], title: str, function_words: frozenset[str], kind: str) -> tuple[Ruling, ...]:
    """A ruling for each row; `kind` of the page, `flat` or `html`, chooses the weights."""
    if not rows:
        return ()
    case = weigh(Sheet(rows, title, function_words), kind)
    rule = next(rule for rule in RULES if rule.holds(case))
    return tuple(rule.rule(case, i) for i in range(len(rows)))


def weigh(sheet: Sheet, kind: str) -> Case:
    scores = score(line_columns(sheet), weights()[kind]["line"])
    scores = score(place_columns(sheet, scores) | line_columns(sheet), weights()[kind]["place"])
    first, last = block(scores)
    return Case(sheet=sheet, scores=tuple(scores.tolist()), first=first, last=last)


def score(columns: Mapping[str, Any], weight: Mapping[str, float]) -> Any:
    return sum(values * weight[name] for name, values in columns.items() if name in weight) + weight["bias"]


@cache
def weights() -> dict[str, dict[str, dict[str, float]]]:
    return tomllib.loads(files("svodka.document").joinpath("lines.toml").read_text("utf-8"))


@record
class Rule:
    """The first rule that holds for a page rules over all its lines."""

    name: str
    holds: Callable[[Case], bool]
    rule: Callable[[Case, int], Ruling]


def is_plain(case: Case) -> bool:
    """Few lines look like a menu or a list of headlines: an article with no portal around it."""
    odd = [i for i in range(1, len(case.scores)) if listed(case, i)]
    return len(odd) <= max(FEW, PORTAL * len(case.scores)) and any(map(prose, [case] * len(case.scores), count(case)))


def count(case: Case) -> range:
    return range(len(case.scores))


def listed(case: Case, i: int) -> bool:
    return not case.sheet.ends[i] and case.sheet.sizes[i] < HEADLINE


def prose(case: Case, i: int) -> bool:
    return case.sheet.ends[i] and case.sheet.sizes[i] >= PROSE and not out(case, i)


def out(case: Case, i: int) -> str:
    """The kind of furniture that the lexicon knows the line for."""
    return next((kind for kind in SURELY_OUT if kind in case.sheet.rows[i].kinds), "")


def keep_unless_known(case: Case, i: int) -> Ruling:
    return Ruling(reason=out(case, i) or known_inset(case, i))


def known_inset(case: Case, i: int) -> str:
    kinds = case.sheet.rows[i].kinds & {"also", "credit", "paywall", "video", "form"}
    return min(kinds) if kinds and case.sheet.sizes[i] < HEADLINE else ""


def by_score(case: Case, i: int) -> Ruling:
    return Ruling() if case.scores[i] > 0 else Ruling(reason=why(case, i))


def why(case: Case, i: int) -> str:
    kinds = case.sheet.rows[i].kinds
    if kinds:
        return min(kinds)
    return "before" if i < case.first else "after" if i >= case.last else "amid"


def prose_only(case: Case, i: int) -> Ruling:
    return Ruling() if prose(case, i) else Ruling(reason=why(case, i))


RULES = (
    Rule(name="plain", holds=is_plain, rule=keep_unless_known),
    Rule(name="portal", holds=lambda case: any(score > 0 for score in case.scores), rule=by_score),
    Rule(name="nothing found", holds=lambda case: True, rule=prose_only),
)
