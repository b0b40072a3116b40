"""Pages of our own writing: `.page` holds a flattened page whose lines are marked `+ ` (the article), `- ` (the portal)
or `? ` (a sub-heading: either is right); an `.html` page has its article in `.html.kept`."""
from __future__ import annotations

from pathlib import Path

from svodka.document import build
from svodka.lang import pack
from svodka.source import outlets
from svodka.spans import cut
from svodka.types import Document, Outcome, Page

FOLDER = Path(__file__).parent / "pages"
PACKS = pack.find()
OUTLETS = outlets.Outlets()
FLAT = sorted((FOLDER / "flat").glob("*.page"))
HTML = sorted((FOLDER / "html").glob("*.html"))


def marked(path: Path) -> tuple[str, list[str]]:
    """The page as text, and the lines that must be kept."""
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line[2:] for line in lines), [line[2:] for line in lines if line.startswith("+ ")]


def either(path: Path) -> set[str]:
    return {line[2:] for line in path.read_text("utf-8").splitlines() if line.startswith("? ")}


def outcome(body: str | bytes, **hints: object) -> Outcome:
    raw = body.encode() if isinstance(body, str) else body
    kind = "text/html" if raw.lstrip()[:1] == b"<" else "text/plain"
    return build.build(Page(path="page", body=raw, media_type=kind, **hints), PACKS, OUTLETS)  # type: ignore[arg-type]


def document(body: str | bytes, **hints: object) -> Document:
    made = outcome(body, **hints)
    assert made.failure is None, made.failure
    assert isinstance(made.value, Document)
    return made.value


def kept(doc: Document) -> list[str]:
    return [cut(doc.text, paragraph) for paragraph in doc.paragraphs]
