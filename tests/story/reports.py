"""Small analyses made by hand: every word a noun but for those marked `/POS`, sentences end at a full stop."""
from __future__ import annotations

import re
from datetime import datetime, timedelta

from svodka.types import Analysis, Attribution, Document, Moment, Sent, Span, Time, Token, Voice

WORD = re.compile(r"([\w-]+)(?:/([A-Z]+))?(\.?)")


def day(iso: str) -> Moment:
    start = datetime.fromisoformat(iso)
    return Moment(start=start, stop=start + timedelta(days=1))


def report(name: str, marked: str, *, published: str = "", times: dict[str, str] | None = None, outlet: str = "",
           lang: str = "toy", credits: tuple[str, ...] = (), quotes: tuple[str, ...] = ()) -> Analysis:
    """`times`: words of the text and what they mean, an ISO day or `XXXX-MM-DD`; `quotes`: sentences that are said."""
    text, tokens, sents, first = "", [], [], 0
    for word, pos, stop in WORD.findall(marked):
        text += " " if text else ""
        tokens.append(Token(span=Span(start=len(text), stop=len(text) + len(word)), lemma=word.casefold(),
                            pos=pos or ("NUM" if word.isdigit() else "NOUN")))
        text += word + stop
        if stop:
            sents.append(Sent(span=Span(start=tokens[first].span.start, stop=len(text)), first=first, last=len(tokens),
                              paragraph=0))
            first = len(tokens)
    whole = Span(start=0, stop=len(text))
    doc = Document(id=name, path=f"{name}.txt", url="", outlet=outlet, lang=lang, title="", text=text,
                   paragraphs=(whole,), published=day(published) if published else None)
    said = tuple(Attribution(span=whole, cue=None, content=(), kind="indirect", voices=(Voice(kind="agency", name=n),))
                 for n in credits)
    said += tuple(Attribution(span=place, cue=None, content=(place,), kind="direct", voices=())
                  for place in (where(text, words) for words in quotes))
    return Analysis(document=doc, made="test", tokens=tuple(tokens), sents=tuple(sents), attributions=said,
                    times=tuple(time(text, words, value) for words, value in (times or {}).items()))


def where(text: str, words: str) -> Span:
    plain = " ".join(re.findall(r"[\w-]+\.?", words))
    return Span(start=text.index(plain), stop=text.index(plain) + len(plain))


def time(text: str, words: str, value: str) -> Time:
    at = text.index(words)
    known = "X" not in value
    return Time(span=Span(start=at, stop=at + len(words)), moment=day(value) if known else None,
                partial="" if known else value)
