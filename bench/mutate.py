#!/usr/bin/env python3
"""Damaged pages: each must give a document or a clear failure within two seconds and 500 MB.

usage: mutate.py [--count 1000] [--seed 7] [--only NAME]

The pages of examples/ and of tests/document/pages, damaged in the ways below by a seeded chance, go through `source`
and `document` in processes of their own, each of which reads CHUNK of them: a page that kills or stops its reader is
told as one. Seconds are of the processor, as other work on the machine must not count. Memory is the reader's whole
peak: interpreter, libraries and tables are counted in.
"""
from __future__ import annotations

import argparse
import base64
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 2.0, 500
STOPPED = 20.0  # seconds after which a reader is given up
CHUNK = 100
BIG, LARGEST = 5_000_000, 8_000_000
DEPTH = 10_000
Damage = Callable[[bytes, random.Random], bytes]


def cut(body: bytes, chance: random.Random) -> bytes:
    return body[:chance.randrange(len(body))]


def headless(body: bytes, chance: random.Random) -> bytes:
    return body[chance.randrange(len(body)):]


def at_random(piece: Callable[[random.Random], bytes]) -> Damage:
    def damage(body: bytes, chance: random.Random) -> bytes:
        at = chance.randrange(len(body))
        return body[:at] + piece(chance) + body[at:]
    return damage


def nested(chance: random.Random) -> bytes:
    tag = chance.choice([b"div", b"p", b"span", b"a", b"b", b"ul><li", b"table><tr><td", b"blockquote", b"font",
                         b"x-y"])
    return b"<" + (b"><".join([tag] * chance.choice([300, 3_000, DEPTH]))) + b">"


def closed(chance: random.Random) -> bytes:
    tag = chance.choice([b"div", b"span", b"em", b"article"])
    return b"<%s>" % tag * DEPTH + b"deep" + b"</%s>" % tag * DEPTH


def unclosed(body: bytes, chance: random.Random) -> bytes:
    return body.replace(b"</", b"<") if chance.random() < 0.5 else body.replace(b">", b"", chance.randrange(1, 50))


def attribute(chance: random.Random) -> bytes:
    size = chance.choice([10_000, 300_000, BIG])
    value = chance.choice([b"x", b"a ", b"&amp;", b"\xd1\x8f", b"<"]) * size
    return b'<div class="' + value + chance.choice([b'">', b">"])


def attributes(chance: random.Random) -> bytes:
    return b"<p " + b" ".join(b"a%d=1" % i for i in range(20_000)) + b">"


def zeros(body: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return b"\0".join(body[i:i + 1] for i in range(len(body)))
    return at_random(lambda chance: b"\0" * chance.choice([1, 100, 100_000]))(body, chance)


def noise(body: bytes, chance: random.Random) -> bytes:
    share, raw = chance.choice([0.001, 0.02, 0.3]), bytearray(body)
    for _ in range(int(len(raw) * share) + 1):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def swapped(body: bytes, chance: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode(
        chance.choice(["cp1251", "koi8-r", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp866"]), "replace")


def mojibake(body: bytes, chance: random.Random) -> bytes:
    wrong, right = chance.choice([("cp1251", "utf-8"), ("latin-1", "cp1251"), ("cp1251", "koi8-r"),
                                  ("koi8-r", "utf-8")])
    return body.decode("utf-8", "replace").encode(right, "replace").decode(wrong, "replace").encode("utf-8")


def one_line(body: bytes, chance: random.Random) -> bytes:
    flat = b" ".join(body.split()) + b" "
    return flat * (BIG // len(flat))


def repeated(body: bytes, chance: random.Random) -> bytes:
    return body * chance.choice([3, 30, 300])


def long_word(chance: random.Random) -> bytes:
    return chance.choice([b"a", "\u044f".encode(), b"1", b".", b" ", b"-", b"(", b"&", b"<", b"\t\n", b"1.", b"a.",
                          "\u00ab".encode(), b"http://", b"1:", b"a@", b"<br>", b"<a>", b"| ", b"<script>", b"<!--",
                          b"<p ",
                          "\u042f ".encode()]
                         ) * chance.choice([10_000, 200_000])


def entities(chance: random.Random) -> bytes:
    return chance.choice([b"&amp;", b"&#0;", b"&#xD800;", b"&#1114112;", b"&nbsp", b"&#x110000;", b"&lt;", b"&shy;",
                          b"&#" + b"9" * 1000 + b";", b"&bogus;"]) * chance.choice([10, 100_000])


def bomb(chance: random.Random) -> bytes:
    head = b'<!DOCTYPE html [<!ENTITY a0 "ha">'
    return head + b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12)) + b"]>&a11;"


def scripts(chance: random.Random) -> bytes:
    code = chance.choice([b"var a = '<p>';\n", b"if (a < b) { c(); }\n", b"<!-- x ", b"</scr", b"<![CDATA["])
    tag = chance.choice([b"<script>", b"<style>", b"<textarea>", b"<!--", b"<svg>", b"<noscript>", b"<template>",
                         b"<title>", b"<plaintext>"])
    return tag + code * chance.choice([100, 50_000]) + chance.choice([b"", b"</script>"])


def data(chance: random.Random) -> bytes:
    inner = chance.choice([b"[" * 100_000, b'{"@graph":' * 50_000,
                           b'{"@type":"Article","headline":' + b"9" * 6_000 + b"}",
                           b'{"@type":"Article","headline":"\\ud800","datePublished":"9999-99-99"}'])
    return b'<script type="application/ld+json">' + inner + b"</script>"


def lists(chance: random.Random) -> bytes:
    return chance.choice([b'<li><a href="/1">x</a></li>', b"<p>x, y, z.</p>", b"<br>", b"<td>1</td>", b"<option>a",
                          b'<a href="http://[">b</a>', b"<meta name=date content=1>"]) * chance.choice([1_000, 30_000])


def short_lines(body: bytes, chance: random.Random) -> bytes:
    """As a counter or a table flattened to one word a line."""
    line = chance.choice([b"%d", b"a", "\u041a\u043b\u044e\u0447 %d".encode(), b"10.01.2022 12:30", b"<br>%d", b"<p>"])
    lines = b"\n".join(line % i if b"%" in line else line for i in range(chance.choice([100_000, 1_000_000])))
    return chance.choice([body + b"\n" + lines, lines + b"\n" + body])


def no_spaces(chance: random.Random) -> bytes:
    return b"\n" + chance.choice([b"a", "\u044f".encode(), b"9", b"aB/"]) * (BIG // 3) + b"\n"


def linked_data(chance: random.Random) -> bytes:
    node = b'{"@type":"NewsArticle","url":"http://a.example/","author":[{"name":"A B"}],"articleBody":"%s"}'
    held = chance.choice([node % (b"word " * (BIG // 5)), b"[" + b",".join([node % b"word"] * 20_000) + b"]",
                          node % b"word" + b'</script><script type="application/ld+json">' + node % b"x"])
    return b'<script type="application/ld+json">' + held + b"</script>"


def inline_images(chance: random.Random) -> bytes:
    size, count = chance.choice([(BIG, 1), (50_000, 80), (500, 5_000)])
    return b'<img alt="a" src="data:image/png;base64,%s">' % base64.b64encode(chance.randbytes(size // 4 * 3)) * count


def tables(chance: random.Random) -> bytes:
    depth, count = chance.choice([(3_000, 1), (80, 300), (20, 1_000), (1, 20_000)])
    return (b"<table><tr><td>" * depth + b"1,5" + b"</td></tr></table>" * depth) * count


def empty(chance: random.Random) -> bytes:
    return chance.choice([b"<p></p>", b"<p>&nbsp;</p>", b"<div><div></div></div>", b"<span></span>", b"<!-- a -->",
                          b"<!--", b"<?php echo ?>", b"<a href=/1></a>", b"<script></script>"]) * 50_000


def crossed(chance: random.Random) -> bytes:
    """Elements that are closed in the wrong order, or not, with words in each."""
    piece = chance.choice([b"<a href=/1><div>%s", b"<font><p>%s", b"<p><div>%s</p></div>", b"<b>%s<i></b>",
                           b"<h1>%s", b"<form><select><option>%s</form>", b"<li><a href=/1>%s</li>", b"<td>%s<table>"])
    return piece % (b"The bridge was opened at noon. " * chance.choice([1, 5])) * chance.choice([3_000, 30_000])


DAMAGES: dict[str, Damage] = {
    "cut": cut, "headless": headless, "nested": at_random(nested), "closed": at_random(closed), "unclosed": unclosed,
    "attribute": at_random(attribute), "attributes": at_random(attributes), "zeros": zeros, "noise": noise,
    "swapped": swapped, "mojibake": mojibake, "one line": one_line, "repeated": repeated,
    "long word": at_random(long_word), "entities": at_random(entities), "bomb": at_random(bomb),
    "scripts": at_random(scripts), "data": at_random(data), "lists": at_random(lists),
    "short lines": short_lines, "no spaces": at_random(no_spaces), "linked data": at_random(linked_data),
    "inline images": at_random(inline_images), "tables": at_random(tables), "empty": at_random(empty),
    "crossed": at_random(crossed),
}


def sources() -> list[tuple[str, bytes]]:
    """Pages of our own; the HTML ones as often as the flattened, which are more."""
    pages = [path for folder in (ROOT / "examples", ROOT / "tests" / "document" / "pages")
             for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".html", ".page")]
    html = [path for path in pages if path.suffix == ".html"]
    return [(path.name, path.read_bytes()) for path in [*pages, *html, *html]]


def damaged(count: int, seed: int, only: str = "") -> Iterator[tuple[str, bytes]]:
    """Name and bytes; one of six is damaged twice."""
    chance, pages = random.Random(seed), sources()
    names = [only] if only else list(DAMAGES)
    for number in range(count):
        name, body = chance.choice(pages)
        kinds = [names[number % len(names)], *([chance.choice(names)] if chance.random() < 1 / 6 else [])]
        for kind in kinds:
            body = DAMAGES[kind](body or b" ", chance)
        yield f"{number} {name}: {' + '.join(kinds)}", body[:LARGEST]


def read(body: bytes) -> str:
    """What became of a page: `document`, `Unreadable`, `Defect` …"""
    from svodka import pipeline
    from svodka.lang import pack
    from svodka.source import items, outlets

    global PACKS, OUTLETS
    PACKS, OUTLETS = PACKS or pack.find(), OUTLETS or outlets.load()
    made = list(pipeline.documents(items.items("page", body, {}), PACKS, OUTLETS))
    return min((outcome.failure.kind if outcome.failure else "document" for outcome in made), default="nothing")


PACKS: Any = None
OUTLETS: Any = None


def work(pipe: Connection) -> None:
    """Reads page after page from the pipe until it is closed."""
    read("\u041c\u043e\u0441\u0442 \u043e\u0442\u043a\u0440\u044b\u0442.".encode())  # tables are loaded once
    read(b"<html><body><p>The bridge was opened at noon, the mayor said on Tuesday.</p></body></html>")
    while body := pipe.recv_bytes():
        began = time.process_time()
        ended = read(body)
        spent = time.process_time() - began
        pipe.send((ended, spent, peak()))


def peak() -> float:
    """Megabytes. `ru_maxrss` will not do: a new process begins with its parent's, which holds CHUNK pages."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def results(pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str, float, float]]:
    """(page, what became of it, seconds, megabytes); a reader that dies or stops is followed by another, and so is one
    that has read CHUNK pages."""
    context = multiprocessing.get_context("spawn")
    for chunk in batched(pages, CHUNK):
        left = list(chunk)
        while left:
            ours, theirs = context.Pipe()
            reader = context.Process(target=work, args=(theirs,))
            reader.start()
            theirs.close()
            for name, body in list(left):
                left.pop(0)
                try:
                    ours.send_bytes(body or b" ")
                    said = ours.recv() if ours.poll(STOPPED) else ("stopped", STOPPED, 0.0)
                except (EOFError, OSError):
                    said = ("died", 0.0, 0.0)
                yield name, *said
                if said[0] in ("stopped", "died"):
                    break
            reader.kill()
            reader.join()


def batched(pages: Iterable[tuple[str, bytes]], size: int) -> Iterator[list[tuple[str, bytes]]]:
    held = iter(pages)
    while chunk := list(islice(held, size)):
        yield chunk


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", choices=["", *DAMAGES])
    options = parser.parse_args()
    ends: Counter[str] = Counter()
    worst, slowest, wrong = 0.0, 0.0, 0
    for name, ended, seconds, megabytes in results(damaged(options.count, options.seed, options.only)):
        ends[ended] += 1
        bad = [*([ended] if ended in ("Defect", "died", "stopped") else []),
               *([f"{seconds:.1f} s"] if seconds > SECONDS else []),
               *([f"{megabytes:.0f} MB"] if megabytes > max(MEGABYTES, worst) else [])]
        worst, slowest, wrong = max(worst, megabytes), max(slowest, seconds), wrong + bool(bad)
        if bad:
            print(f"{name}: {', '.join(bad)}", flush=True)
    print(f"{sum(ends.values())} pages: {dict(ends.most_common())}; slowest {slowest:.2f} s, peak {worst:.0f} MB; "
          f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
