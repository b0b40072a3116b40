"""What the tests of times and figures share: a document from a text, and marked examples."""
from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from hypothesis import strategies as st

from svodka import spans
from svodka.lang import pack as packs
from svodka.types import Document, Moment

PACK = packs.find()["ru"]
WORDS = [word for name in ("times.tsv", "numbers.tsv") for row in PACK.table(name) for word in row["words"].split("|")]
NAMED = st.characters(exclude_categories=("Cs",)).filter(lambda c: bool(unicodedata.name(c, "")))  # pymorphy3 asks it
TEXTS = st.one_of(st.text(NAMED, max_size=60),
                  st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 99999).map(str)), max_size=9).map(" ".join))


def document(text: str, published: str = "-") -> Document:
    day = None if published == "-" else datetime.fromisoformat(published)
    moment = Moment(start=day, stop=day + timedelta(days=1)) if day else None
    return Document(id="d", path="d", url="", outlet="", lang="ru", title="", text=text, paragraphs=spans.lines(text),
                    published=moment)


def marked(text: str) -> tuple[str, list[str]]:
    """The text without brackets, and what stands in them, without a comma at its end."""
    return re.sub(r"[\[\]]", "", text), [m.rstrip(",") for m in re.findall(r"\[([^\]]*)\]", text)]
