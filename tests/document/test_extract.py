from __future__ import annotations

from pathlib import Path

import pytest
from readability import Document

from svodka.document import extract, meta
from tests.document.pages import HTML

PAGE = """<html><head><title>Мост открыт | Межа</title><script>var x = 1</script>
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Мост открыли", "datePublished":
"2027-04-12", "author": [{"name": "Анна Ветлугина"}], "publisher": {"name": "Межа"}}]}</script></head>
<body><nav><a href="/a">Новости</a><a href="/b">Спорт</a></nav><div class="article-body"><p>Мост <b>открыли</b> во
вторник.<br>Движение <a href="http://luga.example/x">началось</a>.</p></div><!-- тайна --></body></html>"""


def test_blocks_break_lines_and_inline_elements_do_not() -> None:
    lines = extract.lines(PAGE, extract.parse(PAGE))
    assert [line.text for line in lines] == ["Новости Спорт", "Мост открыли во вторник.", "Движение началось."]
    assert [round(line.linked, 1) for line in lines] == [1.0, 0.0, 0.5]
    assert "nav" in lines[0].places and {"p", "rich"} <= lines[1].places


def test_the_library_votes_for_the_article() -> None:
    page = PAGE.replace("Движение", "Глава района рассказал, что движение по мосту, который строили три года, " * 5)
    assert [line.voted for line in extract.lines(page, extract.parse(page))] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize("path", HTML, ids=lambda path: path.stem)
def test_the_library_says_on_our_tree_what_it_says_of_the_page(path: Path) -> None:
    page = path.read_text("utf-8")
    said = extract.parse(Document(page).summary(html_partial=True))
    assert extract.article(extract.parse(page)) == [line.text for line in extract.flatten(said)]


@pytest.mark.parametrize("how", ["hidden", 'style="color: red; display : none"', "style='visibility:hidden!important'"])
def test_what_is_hidden_is_not_voted_for(how: str) -> None:
    shown, secret = "Глава района открыл мост, который строили три года.", "Мост закрыт, сообщила дежурная часть."
    tree = extract.parse(f"<div><p>{f'{shown} ' * 5}</p><p>{shown}</p><p {how}>{secret}</p></div>")
    assert shown in extract.article(tree) and secret not in extract.article(tree)
    assert secret in [line.text for line in extract.flatten(tree)]


def test_the_library_fails_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    tree = extract.parse(f"<div><p>Мост открыт.</p>Глава района приехал.&#1;{' Движение началось.' * 9}</div>")
    assert extract.article(tree) == [] and caplog.records == []


def test_what_the_page_says_of_itself() -> None:
    said = meta.find(extract.parse(PAGE), "http://luga.example/news/1")
    assert (said.title, said.outlet, said.published) == ("Мост открыли", "Межа", ("2027-04-12",))
    assert said.authors == ("Анна Ветлугина",)
    assert said.links == ("http://luga.example/a", "http://luga.example/b", "http://luga.example/x")


def test_the_sites_name_is_no_part_of_the_title() -> None:
    assert meta.find(extract.parse("<title>В Лапинке открыли новый мост - Межа</title><p>Мост"), "").title == (
        "В Лапинке открыли новый мост")


def test_broken_linked_data_is_passed_over() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    tree = extract.parse(f"<title>Мост</title>{data}<p>Мост")
    assert meta.find(tree, "").title == "Мост"


def test_a_comment_alone_is_no_tree() -> None:
    assert extract.parse("<!-- -->") is None or extract.lines("", extract.parse("<!-- -->")) == ()


def test_soft_hyphens_and_other_unseen_letters_do_not_part_words() -> None:
    page = "<p>Мо&shy;ст от&#8203;кры&#x2060;ли</p><p>&#8203;</p><p>\ufeffДвижение</p>"
    assert [line.text for line in extract.lines(page, extract.parse(page))] == ["Мост открыли", "Движение"]


def test_half_a_letter_in_linked_data() -> None:
    data = r'{"@type": "NewsArticle", "headline": "Мост \ud800 открыли", "author": {"name": "Анна \udc00"}}'
    said = meta.find(extract.parse(f'<script type="application/ld+json">{data}</script><p>Мост'), "")
    assert (said.title, said.authors) == ("Мост ? открыли", ("Анна ?",))
