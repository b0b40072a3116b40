"""Words of a source made fit to stand as a line: joined, capitalised, closed. Nothing is rephrased."""
from __future__ import annotations

from collections.abc import Sequence

from svodka.digest.report import Report
from svodka.types import Kind, Span

ENDS = ".!?\u2026"
DASH = " \u2014 "
SHUT = "\"\u00bb\u201c\u201d)"
LONGEST_CUE = 120  # what is longer and left out is shown by an ellipsis
OPEN = "\"\u00ab\u201e\u201c"


def content(report: Report, pieces: Sequence[Span], kind: Kind = "indirect") -> str:
    """The pieces of one content as a sentence; a direct one in quotation marks."""
    text = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None:
            text = joined(text, report.words(Span(start=before.stop, stop=piece.start)))
        text += clean(report.words(piece))
    text = text.strip(" ,;:\u2013\u2014-")
    if kind == "direct":
        return quoted(capital(bare(text)))
    return closed(capital(balanced(text)))


def joined(text: str, between: str) -> str:
    """The text ready for its next piece: the comma before a dash stays, a pair of commas around a cue goes."""
    dashed = any(dash in between for dash in "\u2013\u2014") or " - " in between
    comma = text.endswith(",") or between.lstrip(SHUT + " ").startswith(",")
    text = text.rstrip(", ")
    if len(between) > LONGEST_CUE:
        return f"{text} \u2026 "
    return f"{text}, " if dashed and comma and text[-1:] not in ENDS + ";:" else f"{text} "


def quoted(text: str) -> str:
    """In quotation marks, those within made the inner kind."""
    inner = text.replace("\u00ab", "\u201e").replace("\u00bb", "\u201c")
    return f"\u00ab{inner}\u00bb" if inner[-1:] in "!?\u2026" else f"\u00ab{inner.rstrip('.')}\u00bb."


def sentence(report: Report, s: Span) -> str:
    return closed(capital(balanced(clean(report.words(s)).strip(" ,;:\u2013\u2014-"))))


def signed(text: str, who: str) -> str:
    """The line with the name of the one who says it, where the words do not show it."""
    return f"{text.rstrip('.') if not text.endswith('..') else text}{DASH}{who}" if who else text


def clean(words: str) -> str:
    return " ".join(words.split())


def capital(text: str) -> str:
    at = next((i for i, letter in enumerate(text) if letter.isalnum()), 0)
    return text[:at] + text[at:at + 1].upper() + text[at + 1:]


def closed(text: str) -> str:
    """With a full stop, unless an end of sentence is there."""
    inner = text.rstrip(SHUT)
    text = text.rstrip()
    if text[-1:] in ENDS and text[-2:-1] == " ":
        text = text[:-2].rstrip() + text[-1]
    return text if text[-1:] in ENDS or inner[-1:] in "!?\u2026" else text.rstrip(",;: ") + "."


def bare(text: str) -> str:
    """Without one pair of outer quotation marks."""
    return text[1:-1] if len(text) > 2 and text[0] in OPEN and text[-1] in SHUT and not (
        set(text[1:-1]) & set(OPEN + SHUT)) else text


def balanced(text: str) -> str:
    """A quotation mark that has lost its pair, because the quotation begins or ends in another sentence, gets it."""
    if text.count("\u00ab") > text.count("\u00bb"):
        return shut(text, "\u00bb")
    if text.count("\u00bb") > text.count("\u00ab"):
        return "\u00ab" + text
    if text.count('"') % 2:
        last = text.rindex('"')
        return shut(text, '"') if text[last + 1:last + 2].isalnum() else '"' + text
    return text


def shut(text: str, mark: str) -> str:
    body = text.rstrip(".")
    return body + mark + text[len(body):]
