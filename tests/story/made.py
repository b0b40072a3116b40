"""Prints drawn by chance: few words, so that many are alike."""
import math
from datetime import datetime, timedelta

from hypothesis import strategies as st

from svodka.types import Moment, Print

DAYS = [f"--{month}-{day}" for month, day in (("01", "01"), ("01", "02"), ("06", "15"), ("12", "31"))]
WEIGHTS = st.sampled_from([1.0, 1.6, 3.9, 5.2])
START = datetime(2031, 3, 1)


def published(days):
    at = START + timedelta(days=days)
    return Moment(start=at, stop=at)


@st.composite
def one(draw, document, dated):
    words = draw(st.dictionaries(st.sampled_from([*"abcdefghijklmn", *DAYS]), WEIGHTS, min_size=1, max_size=7))
    meaning = draw(st.one_of(st.just(()), st.lists(st.integers(-5, 5), min_size=3, max_size=3)))
    length = math.sqrt(sum(x * x for x in meaning)) or 1.0
    return Print(document=document, lemmas=tuple(sorted(words.items())), entities=(),
                 meaning=tuple(round(x / length, 4) for x in meaning),
                 published=published(draw(st.floats(0, 20))) if dated and draw(st.booleans()) else None)


def many(most=12, dated=True):
    return st.integers(1, most).flatmap(
        lambda count: st.tuples(*(one(f"report {at:02}", dated) for at in range(count))))


def told(document, words, days=None):
    """A print of these words, each of weight 1."""
    return Print(document=document, lemmas=tuple((word, 1.0) for word in sorted(set(words.split()))), entities=(),
                 published=None if days is None else published(days))
