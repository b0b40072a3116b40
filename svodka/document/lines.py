"""The line judge: which lines of a page are its article, each left-out line with its reason.

    rows → score of the line → score of its place → rules → a reason a line, empty for one that is kept

The scores are sums of named features (`features.py`, `places.py`) by the weights of `lines.toml`, which
`bench/train_lines.py` learned on pages of one set of sites and measured on others.
"""
from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from svodka.document.features import PROSE, WORD, Columns, Row, Sheet
from svodka.document.places import CLIP, lift, line_columns, place_columns
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
class Case:
    """What the rules look at: the sheet, the scores of the places, the block of prose that they form; of each line, for
    which furniture it is known and whether it is prose; the lines that head readers' comments."""

    sheet: Sheet
    scores: Sequence[float]
    first: int
    last: int
    furniture: Sequence[str]
    prose: Sequence[bool]
    talk: Sequence[int]


def judge(rows: Sequence[Row], title: str, function_words: frozenset[str], model: Weights) -> list[str]:
    """For each row the reason why it is left out, empty where it is kept; `model` are the weights for the kind of
    page."""
    if not rows:
        return []
    found = weigh(Sheet(rows, title, function_words), model)
    rule = next(rule for rule in RULES if rule.holds(found))
    return once(found, rule.over(found))


def weigh(sheet: Sheet, model: Weights) -> Case:
    import numpy as np

    furniture = [out(row, size) if row.kinds or row.places else ""
                 for row, size in zip(sheet.rows, sheet.sizes, strict=True)]
    known, columns = np.array([*map(bool, furniture)]), line_columns(sheet)
    scores, first, last = lift(sheet, np.where(known, KNOWN_SCORE, score(columns, model["line"])))
    placed = score(place_columns(sheet, scores, first, last), model["place"])
    scores, first, last = lift(sheet, np.where(known, KNOWN_SCORE, placed + score(columns, model["place"], bias=False)))
    return case(sheet, scores.tolist(), first, last, furniture)


def case(sheet: Sheet, scores: Sequence[float], first: int, last: int, furniture: Sequence[str]) -> Case:
    prose = [not known and (size >= PARAGRAPH or (ends and size >= PROSE))
             for known, size, ends in zip(furniture, sheet.sizes, sheet.ends, strict=True)]
    talk = [i for i, row in enumerate(sheet.rows) if row.kinds and "comments" in row.kinds]
    return Case(sheet=sheet, scores=scores, first=first, last=last, furniture=furniture, prose=prose, talk=talk)


def score(columns: Columns, weight: Mapping[str, float], bias: bool = True) -> Any:
    """The sum of the weighted features of each line."""
    return columns.values @ [weight.get(name, 0.0) for name in columns.names] + (weight["bias"] if bias else 0.0)


@cache
def weights(kind: str) -> Weights:
    """Those that ship, for `flat` or `html` pages."""
    model: dict[str, Weights] = tomllib.loads(files("svodka.document").joinpath("lines.toml").read_text("utf-8"))
    return model[kind]


def out(row: Row, size: int) -> str:
    """The kind of furniture that the lexicon knows the line for, or HTML an hour; empty where neither does."""
    clock = row.places and "time" in row.places and not WORD.search(row.text)
    return (row.kinds and known(row.kinds, size < LONG)) or ("date" if clock else "")


@cache
def known(kinds: frozenset[str], short: bool) -> str:
    return min([*kinds.intersection(KNOWN), *(kinds.intersection(INSET) if short else ())], default="")


def left_out(case: Case, keep: Iterable[int]) -> list[str]:
    """The reasons of all lines but those to keep."""
    reasons = [BEFORE] * case.first + [AMID] * (case.last - case.first) + [AFTER] * (len(case.scores) - case.last)
    for i, row in enumerate(case.sheet.rows):
        if row.kinds or case.furniture[i]:
            reasons[i] = case.furniture[i] or min(row.kinds)
    for i in keep:
        reasons[i] = ""
    return reasons


def is_plain(case: Case) -> bool:
    """Few lines look like a menu or a list of headlines: an article with no portal around it."""
    sheet, count = case.sheet, len(case.scores)
    listed = sum([not ends and size < LONG for ends, size in zip(sheet.ends[1:], sheet.sizes[1:], strict=True)])
    if listed > max(FEW, PORTAL * count):
        return False
    note = count <= FEW and not any(row.kinds or row.linked for row in sheet.rows)
    return note or any(sheet.ends[i] and sheet.sizes[i] >= SENTENCE and not case.furniture[i] for i in range(count))


def chosen(case: Case) -> list[int]:
    return [i for i, score in enumerate(case.scores) if score > 0]


def told(case: Case) -> list[int]:
    return [i for i, prose in enumerate(case.prose) if prose]


def is_portal(case: Case) -> bool:
    """A line of prose scores; of a page without any, whatever scores."""
    found, prose = chosen(case), told(case)
    return bool(found) and (not prose or not set(prose).isdisjoint(found))


def all_but_known(case: Case) -> list[str]:
    return left_out(case, [i for i, known in enumerate(case.furniture) if not known])


def by_score(case: Case) -> list[str]:
    """Lines with a score above 0, in the main block of them and in those of its kin."""
    found = frozenset(i for run in kin(case, runs(case)) for i in run)
    return left_out(case, [i for i in found.union(grow(case, found, 1), grow(case, found, -1))
                           if not leads_away(case, i)])


def leads_away(case: Case, i: int) -> bool:
    """A link and nothing else, neither a heading nor a sentence: the way to another page, wherever it stands."""
    row = case.sheet.rows[i]
    return row.linked > LINK and not case.sheet.ends[i] and row.places.isdisjoint(HEADINGS)


def grow(case: Case, found: frozenset[int], step: int) -> Iterator[int]:
    """Prose with a score not far below 0 that follows (or, backwards, goes before) a chosen line of prose."""
    last = None
    for i in told(case)[::step]:
        if i in found:
            last = i
        elif last is not None and case.scores[i] > DOUBT and abs(i - last) <= reach(case, last, i):
            last = i
            yield i


def reach(case: Case, last: int, i: int) -> int:
    """Titles of other reports set into an article may be several; other things amid it are few."""
    if closed(case, last, i):
        return 0
    between = range(min(last, i) + 1, max(last, i))
    return FAR if any(leads_away(case, j) or "also" in case.sheet.rows[j].kinds for j in between) else REACH


def closed(case: Case, one: int, other: int) -> bool:
    """The head of the readers' comments stands between the two lines."""
    return any(min(one, other) < i < max(one, other) for i in case.talk)


def runs(case: Case) -> list[list[int]]:
    """The chosen lines as blocks: what stands further apart than GAP lines, or beyond the head of a list of other
    stories, is another."""
    found: list[list[int]] = []
    for i in chosen(case):
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


def prose_only(case: Case) -> list[str]:
    return left_out(case, told(case))


def once(case: Case, reasons: list[str]) -> list[str]:
    """A line of prose that stands on the page again is kept once."""
    seen: set[str] = set()
    for i, reason in enumerate(reasons):
        text = case.sheet.rows[i].text
        if not reason and len(text) >= PROSE // 2:
            if text in seen:
                reasons[i] = "repeated"
            seen.add(text)
    return reasons


@record
class Rule:
    """The first rule that holds for a page rules over all its lines."""

    name: str
    holds: Callable[[Case], bool]
    over: Callable[[Case], list[str]]


RULES = (
    Rule(name="plain", holds=is_plain, over=all_but_known),
    Rule(name="portal", holds=is_portal, over=by_score),
    Rule(name="nothing found", holds=lambda case: True, over=prose_only),
)
