from __future__ import annotations

import re
from dataclasses import replace

from rich.cells import cell_len

from svodka.render import struck
from svodka.spans import lines
from svodka.types import Document, Dropped

TEXT = "Новости\nМост закрыли\n12:40\nМост через  Сойву закрыли для грузовиков, сообщил мэр Ольхова.\n- Реклама"
NEWS, HEAD, TIME, BODY, AD = lines(TEXT)
DOC = Document(id="d", path="a.txt", url="", outlet="", lang="ru", title="Мост закрыли", text=TEXT, headline=HEAD,
               paragraphs=(HEAD, BODY), dropped=tuple(
                   Dropped(span=span, reason=why) for span, why in ((NEWS, "rubric"), (TIME, "date"), (AD, "after"))))


def test_lines_stand_in_the_order_of_the_page_with_their_marks() -> None:
    assert struck.render(DOC).splitlines() == [
        "## a.txt: lines kept 2, removed 3", "", "- [rubric] Новости", "  Мост закрыли", "- [date] 12:40",
        "  Мост через Сойву закрыли для грузовиков, сообщил мэр Ольхова.", "- [after] - Реклама", ""]


def test_with_colours_removed_lines_alone_are_struck_out() -> None:
    shown = struck.render(DOC, width=50, colour=True)
    struck_out = re.findall(r"\x1b\[2;9m([^\x1b]*)", shown)
    assert [line.strip() for line in struck_out] == ["Новости", "12:40", "- Реклама"]
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert all(cell_len(line) <= 50 for line in plain.splitlines())
    assert "rubric  Новости" in plain and "        Мост закрыли" in plain


def test_a_page_without_removed_lines() -> None:
    assert struck.render(replace(DOC, dropped=())).startswith("## a.txt: lines kept 2, removed 0\n\n  Мост закрыли\n")
    assert "Мост закрыли" in struck.render(replace(DOC, dropped=()), colour=True)
