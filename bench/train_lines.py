"""Learn the weights of the line judge and measure them on sites it never saw.

usage: train_lines.py PAGES_DIR [--write]

PAGES_DIR holds html/, flat/ and reference/ (one file a page, named DATE_SITE_ID; paragraphs of the reference in <p>).
Two logistic regressions a kind of page, fitted by Newton's method: of the line, of its place given the line's score.
Six folds by site; the second stage is trained on scores that the first gave to sites it had not seen. The first sees
each HTML page once more as if the library had found nothing on it, so that it leans on the library's vote no more than
the vote deserves. `--write` fits on all pages and writes svodka/document/lines.toml.
"""
from __future__ import annotations

import argparse
import collections
import html
import pathlib
import re
import statistics

import numpy as np

from svodka.document import build, features, lines, places
from svodka.lang import pack

FOLDS = 6
RIDGE = 5.0
MISLED = 0.3  # share of furniture in a reference (rules for readers, legal notices) above which it teaches nothing
COVERED = 0.6  # F1 of the best choice of lines below which a reference is of another text
BLIND = 0.25  # weight of a page without the library's vote
SHORTEST = 4  # words of a line whose trigrams are looked for in the reference


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def f1(mine: str, gold: str) -> float:
    a, b = collections.Counter(words(mine)), collections.Counter(words(gold))
    shared = sum((a & b).values())
    return 2 * shared / max(1, sum(a.values()) + sum(b.values()))


def reference(path: pathlib.Path) -> list[str]:
    raw = path.read_text("utf-8", errors="replace")
    parts = (html.unescape(re.sub(r"<[^>]+>", " ", part)).strip() for part in re.split(r"</?p[^>]*>|<br ?/?>|\n", raw))
    return [part for part in parts if words(part)]


def labels(rows: list[str], gold: list[str]) -> np.ndarray:
    """1 a line of the article, 0 none of it, nan no words. A short line counts only where it is a paragraph of the
    reference or stands among lines of the article."""
    paragraphs = [tuple(words(part)) for part in gold]
    flat = [word for part in paragraphs for word in part]
    grams, joined = set(zip(flat, flat[1:], flat[2:], strict=False)), f" {' '.join(flat)} "
    found = np.array([label(words(row), set(paragraphs), grams, joined) for row in rows])
    long = [i for i, row in enumerate(rows) if found[i] == 1 and len(words(row)) > 6]
    low, high = (long[0], long[-1]) if long else (0, len(rows))
    for i, row in enumerate(rows):
        if found[i] == 0.5:
            found[i] = float(low < i < high and (found[i - 1] == 1 or found[i + 1] > 0))
        elif found[i] == 1 and len(words(row)) <= 12 and not low - 12 <= i <= high + 3:
            found[i] = 0
    return found


def label(row: list[str], paragraphs: set, grams: set, joined: str) -> float:
    if not row:
        return np.nan
    if tuple(row) in paragraphs:
        return 1.0
    if len(row) >= SHORTEST:
        own = list(zip(row, row[1:], row[2:], strict=False))
        return float(sum(gram in grams for gram in own) >= len(own) / 2)
    return 0.5 if f" {' '.join(row)} " in joined else 0.0


class Page:
    def __init__(self, path: pathlib.Path, gold: pathlib.Path, packs: dict) -> None:
        self.site = ".".join(path.name.split("_")[1].split(".")[-2:])
        self.gold = reference(gold)
        rows, title, self.kind = build.rows_of(path.read_bytes(), packs["ru"])
        self.texts = [row.text for row in rows]
        self.labels = labels(self.texts, self.gold)
        self.function_words = frozenset(packs["ru"].words("function_words.txt"))
        self.sheet = features.Sheet(rows, title, self.function_words)
        self.columns = places.line_columns(self.sheet)
        self.weight = np.minimum(np.array(self.sheet.sizes), 400) / 100 + 0.15

        self.fold = 0
        self.furniture = np.array([*map(bool, map(lines.out, rows, self.sheet.sizes))])
        mine = self.weight[self.labels == 1].sum()
        wrong = self.weight[(self.labels == 1) & self.furniture].sum()
        self.trusted = wrong < MISLED * mine and self.f1(self.labels == 1) > COVERED

    def f1(self, keep: np.ndarray) -> float:
        return f1("\n".join(text for text, kept in zip(self.texts, keep, strict=True) if kept), "\n".join(self.gold))


def fit(pages: list[Page], columns: list[features.Columns], blind: float = 0.0) -> dict[str, float]:
    names = columns[0].names
    x = np.vstack([np.column_stack([c.values, np.ones(len(p.texts))]) for p, c in zip(pages, columns, strict=True)])
    y, weight = np.concatenate([p.labels for p in pages]), np.concatenate([p.weight for p in pages])
    if blind:
        unvoted = np.where(np.array([*names, "bias"]) == "voted", 0.0, x)
        x, y, weight = np.vstack([x, unvoted]), np.concatenate([y, y]), np.concatenate([weight, blind * weight])
    known = ~np.isnan(y)
    x, y, weight = x[known], y[known], weight[known] / weight[known].mean()
    ridge = np.append(np.full(len(names), RIDGE), 1e-3)
    b = np.zeros(len(names) + 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge),
                               x.T @ (weight * (y - p)) - ridge * b)
        b += step
        if np.abs(step).max() < 1e-7:
            break
    return dict(zip([*names, "bias"], b.tolist(), strict=True))


def two(pages: list[Page]) -> tuple[dict, dict]:
    """Both stages fitted on these pages."""
    seen = {}
    for fold in range(FOLDS):
        model = first(*pick(pages, lambda p, fold=fold: p.fold != fold))
        seen.update((id(p), first_scores(p, model)) for p in pages if p.fold == fold)
    both = [joined(places.place_columns(p.sheet, *seen[id(p)]), p.columns) for p in pages]
    return first(pages, [p.columns for p in pages]), fit(pages, both)


def joined(one: features.Columns, other: features.Columns) -> features.Columns:
    return features.Columns(one.names + other.names, np.hstack([one.values, other.values]))


def first(pages: list[Page], columns: list[features.Columns]) -> dict[str, float]:
    """Stage one; a flattened page has no votes to be without."""
    return fit(pages, columns, BLIND if pages[0].kind == "html" else 0.0)


def first_scores(page: Page, model: dict) -> tuple[np.ndarray, int, int]:
    """With the block that they form."""
    return places.lift(page.sheet, np.where(page.furniture, lines.KNOWN_SCORE, lines.score(page.columns, model)))


def pick(pages: list[Page], test) -> tuple[list[Page], list[features.Columns]]:
    chosen = [p for p in pages if test(p)]
    return chosen, [p.columns for p in chosen]


def kept(page: Page, line: dict, place: dict) -> np.ndarray:
    reasons = lines.judge(page.sheet.rows, page.sheet.title, page.function_words, {"line": line, "place": place})
    return np.array([not reason for reason in reasons])


def deal(pages: list[Page]) -> None:
    """Sites to folds, in order of name."""
    sites = sorted({page.site for page in pages})
    for page in pages:
        page.fold = sites.index(page.site) % FOLDS


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", type=pathlib.Path)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    packs, out = pack.find(), []
    for kind in ("flat", "html"):
        pages = [Page(path, chosen.pages / "reference" / path.stem, packs)
                 for path in sorted((chosen.pages / kind).iterdir())]
        deal(pages)
        found = []
        for fold in range(FOLDS):
            models = two([p for p in pages if p.fold != fold and p.trusted])
            found += [(p.f1(kept(p, *models)), p) for p in pages if p.fold == fold]
        oracle = statistics.mean(p.f1(p.labels == 1) for p in pages)
        mean = statistics.mean(f for f, _ in found)
        print(f"{kind}: unseen sites F1 {mean:.3f}, best any choice of lines {oracle:.3f}")
        if chosen.write:
            for name, model in zip(("line", "place"), two([p for p in pages if p.trusted]), strict=True):
                out.append(f"[{kind}.{name}]")
                out += [f'"{key}" = {value:.4f}' for key, value in model.items() if abs(value) >= 5e-5]
    if chosen.write:
        note = "# Weights of the line judge by feature, by bench/train_lines.py; above 0 speaks for the article.\n"
        pathlib.Path(lines.__file__).with_name("lines.toml").write_text(note + "\n".join(out) + "\n", "utf-8")


if __name__ == "__main__":
    main()
