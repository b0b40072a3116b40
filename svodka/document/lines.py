"""The line judge: which lines of a page are its article, each left-out line with its reason.

    rows → score of the line → score of its place → rules → Ruling a line

The scores are sums of named features (`features.py`, `places.py`) by the weights of `lines.toml`, which
`bench/train_lines.py` learned on pages of one set of sites and measured on others.
"""
from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from svodka.document.features import PROSE, WORD, Row, Sheet
from svodka.document.places import CLIP, block, lift, line_columns, place_columns
from svodka.types import record

KNOWN = ("agent", "comments", "cookie", "counter", "crumbs", "error", "legal", "more", "share", "subscribe")
INSET = ("also", "credit", "date", "form", "paywall", "video")  # known too, where the line is not long
KNOWN_SCORE = -4.0  # of a line that the lexicon knows, whatever its features say
PORTAL = 0.2  # share of lines with the shape of a menu or a list above which a text is a page with a portal around
FEW = 2  # so many of them a plain text may have
LONG = 200  # characters that no headline, teaser or caption has
BEFORE, AMID, AFTER = UNKNOWN = ("before", "amid", "after")  # reasons of lines that no lexicon knows
PARAGRAPH = 3 * LONG  # characters of a line that is prose even where its end is cut off
SENTENCE = 30  # characters of a line that may be all of a short note
GAP = 8  # lines left out in a row after which another block begins
REACH = 2  # lines from one line of prose to the next
FAR = 6  # the same across the titles of other reports
DOUBT = -1.5  # score of a line of prose that may still be of the article, if its neighbour is
LINK = 0.85  # share of a line in links above which it is nothing but a link
HEADINGS = frozenset(("h1", "h2", "h3"))
KIN = 0.3  # share of its words that a second block has in common with the first, if it is of the same article
Weights = Mapping[str, Mapping[str, float]]


@record
class Ruling:
    """`reason`: why a line is left out, empty for a line that is kept."""

    reason: str = ""


KEPT = Ruling()


@record
class Case:
    """What the rules look at: the sheet, the scores of the places, the block of prose that they form."""

    sheet: Sheet
    scores: tuple[float, ...]
    first: int
    last: int


def judge(rows: Sequence[Row], title: str, function_words: frozenset[str], model: Weights) -> tuple[Ruling, ...]:
    """A ruling for each row; `model` are the weights for the kind of page."""
    if not rows:
        return ()
    case = weigh(Sheet(rows, title, function_words), model)
    rule = next(rule for rule in RULES if rule.holds(case))
    return once(case, rule.over(case))


def weigh(sheet: Sheet, model: Weights) -> Case:
    import numpy as np

    known = np.array([bool(out(sheet, i)) for i in range(len(sheet.rows))])
    columns = line_columns(sheet)
    scores = lift(sheet, np.where(known, KNOWN_SCORE, score(columns, model["line"])))
    scores = lift(sheet, np.where(known, KNOWN_SCORE, score(place_columns(sheet, scores) | columns, model["place"])))
    first, last = block(scores)
    return Case(sheet=sheet, scores=tuple(scores.tolist()), first=first, last=last)


def score(columns: Mapping[str, Any], weight: Mapping[str, float]) -> Any:
    return sum(values * weight[name] for name, values in columns.items() if name in weight) + weight["bias"]


@cache
def weights(kind: str) -> Weights:
    """Those that ship, for `flat` or `html` pages."""
    model: dict[str, Weights] = tomllib.loads(files("svodka.document").joinpath("lines.toml").read_text("utf-8"))
    return model[kind]


def out(sheet: Sheet, i: int) -> str:
    """The kind of furniture that the lexicon knows the line for, or HTML an hour; empty where neither does."""
    clock = "time" in sheet.rows[i].places and not WORD.search(sheet.rows[i].text)
    return known(sheet.rows[i].kinds, sheet.sizes[i] < LONG) or ("date" if clock else "")


@cache
def known(kinds: frozenset[str], short: bool) -> str:
    return min([*kinds.intersection(KNOWN), *(kinds.intersection(INSET) if short else ())], default="")


def why(case: Case, i: int) -> str:
    return (out(case.sheet, i) or min(case.sheet.rows[i].kinds, default="")
            or (BEFORE if i < case.first else AFTER if i >= case.last else AMID))


def rulings(case: Case, keep: Callable[[int], bool]) -> list[Ruling]:
    return [KEPT if keep(i) else Ruling(reason=why(case, i)) for i in range(len(case.scores))]


def is_plain(case: Case) -> bool:
    """Few lines look like a menu or a list of headlines: an article with no portal around it."""
    sheet, count = case.sheet, len(case.scores)
    listed = sum(not sheet.ends[i] and sheet.sizes[i] < LONG for i in range(1, count))
    if listed > max(FEW, PORTAL * count):
        return False
    note = count <= FEW and not any(row.kinds or row.linked for row in sheet.rows)
    return note or any(sheet.ends[i] and sheet.sizes[i] >= SENTENCE and not out(sheet, i) for i in range(count))


def prose(case: Case, i: int) -> bool:
    told = case.sheet.ends[i] and case.sheet.sizes[i] >= PROSE
    return (told or case.sheet.sizes[i] >= PARAGRAPH) and not out(case.sheet, i)


def is_portal(case: Case) -> bool:
    """A line of prose scores; of a page without any, whatever scores."""
    chosen = [i for i, score in enumerate(case.scores) if score > 0]
    told = [i for i in range(len(case.scores)) if prose(case, i)]
    return bool(chosen) and (not told or not set(told).isdisjoint(chosen))


def all_but_known(case: Case) -> list[Ruling]:
    return rulings(case, lambda i: not out(case.sheet, i))


def by_score(case: Case) -> list[Ruling]:
    """Lines with a score above 0, in the main block of them and in those of its kin."""
    chosen = frozenset(i for run in kin(case, runs(case)) for i in run)
    grown = chosen | frozenset(grow(case, chosen, 1)) | frozenset(grow(case, chosen, -1))
    return rulings(case, lambda i: i in grown and not leads_away(case, i))


def leads_away(case: Case, i: int) -> bool:
    """A link and nothing else, neither a heading nor a sentence: the way to another page, wherever it stands."""
    row = case.sheet.rows[i]
    return row.linked > LINK and not case.sheet.ends[i] and row.places.isdisjoint(HEADINGS)


def grow(case: Case, chosen: frozenset[int], step: int) -> Iterator[int]:
    """Prose with a score not far below 0 that follows (or, backwards, goes before) a chosen line of prose."""
    last = None
    for i in range(len(case.scores))[::step]:
        if i in chosen and prose(case, i):
            last = i
        elif last is not None and case.scores[i] > DOUBT and prose(case, i) and abs(i - last) <= reach(case, last, i):
            last = i
            yield i


def reach(case: Case, last: int, i: int) -> int:
    """Titles of other reports set into an article may be several; other things amid it are few."""
    if closed(case, last, i):
        return 0
    links = any(leads_away(case, j) for j in range(min(last, i) + 1, max(last, i)))
    return FAR if links or any("also" in kinds for kinds in between(case, last, i)) else REACH


def between(case: Case, one: int, other: int) -> list[frozenset[str]]:
    return [row.kinds for row in case.sheet.rows[min(one, other) + 1:max(one, other)]]


def closed(case: Case, one: int, other: int) -> bool:
    """The head of the readers' comments stands between the two lines."""
    return any("comments" in kinds for kinds in between(case, one, other))


def runs(case: Case) -> list[list[int]]:
    """The chosen lines as blocks: what stands further apart than GAP lines, or beyond the head of a list of other
    stories, is another."""
    found: list[list[int]] = []
    for i in (i for i, score in enumerate(case.scores) if score > 0):
        if found and i - found[-1][-1] <= GAP and not closed(case, found[-1][-1], i):
            found[-1].append(i)
        else:
            found.append([i])
    return found


def kin(case: Case, found: list[list[int]]) -> list[list[int]]:
    """The block that weighs most and those that share enough words with it."""
    main = max(found, key=lambda run: (sum(min(case.scores[i], CLIP) for i in run), -run[0]))
    words = frozenset().union(*(case.sheet.stems[i] for i in main))

    def near(run: list[int]) -> bool:
        if run[0] > main[-1] and closed(case, main[-1], run[0]):
            return False
        own = frozenset().union(*(case.sheet.stems[i] for i in run))
        return run is main or len(own & words) >= KIN * len(own)

    return [run for run in found if near(run)]


def prose_only(case: Case) -> list[Ruling]:
    return rulings(case, lambda i: prose(case, i))


def once(case: Case, found: list[Ruling]) -> tuple[Ruling, ...]:
    """A line of prose that stands on the page again is kept once."""
    seen: set[str] = set()
    for i, ruling in enumerate(found):
        text = case.sheet.rows[i].text
        if not ruling.reason and len(text) >= PROSE // 2:
            if text in seen:
                found[i] = Ruling(reason="repeated")
            seen.add(text)
    return tuple(found)


@record
class Rule:
    """The first rule that holds for a page rules over all its lines."""

    name: str
    holds: Callable[[Case], bool]
    over: Callable[[Case], list[Ruling]]


RULES = (
    Rule(name="plain", holds=is_plain, over=all_but_known),
    Rule(name="portal", holds=is_portal, over=by_score),
    Rule(name="nothing found", holds=lambda case: True, over=prose_only),
)
