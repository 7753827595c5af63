"""The page: whole in itself, every figure led to its sentence, nobody's text taken for markup."""

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from llm_extract import consensus
from llm_extract.briefing import write
from llm_extract.errors import RecordError
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.link import link
from llm_extract.records.article import Article
from llm_extract.records.briefing import Mode, Section, Sentence
from llm_extract.report.html import render_index, render_page
from llm_extract.report.markdown import render_markdown
from tests.report.invented_loaded import hostile_sources
from tests.report.invented_more import enriched

# Sections in which no text of others runs on: only names and words within our own lines.
OURS = ("figures", "in-brief", "what-happened", "casualties", "places", "timeline", "unknown")
VOID = {"meta", "br", "img", "link", "input", "hr", "base"}


class Parsed(HTMLParser):
    """What a browser sees: elements with their attributes, and the text of each element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> crosses another element"

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def every(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.elements if attrs.get(attribute) is not None]


@pytest.fixture(scope="module", params=["full", "sentences"])
def page(request, invented) -> Parsed:
    text = render_page(invented.consensus, invented.briefing, invented.articles, request.param)
    return Parsed(text)


# ---------------------------------------------------------------- whole in itself


def test_the_opening_stands_before_the_figures_and_these_before_the_differences(invented) -> None:
    page = render_page(invented.consensus, invented.briefing, invented.articles)
    sections = re.findall(r'<section id="([\w-]+)"', page)
    assert sections[:3] == ["in-brief", "figures", "disagreements"]


def test_every_link_on_the_page_leads_somewhere(page) -> None:
    ids = page.every("id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in page.every("href") if href.startswith("#")}
    assert targets
    assert targets <= set(ids)


def test_every_claim_and_every_citation_is_led_to_its_sentence(invented) -> None:
    text = render_page(invented.consensus, invented.briefing, invented.articles)
    number = {s.article_id: at for at, s in enumerate(invented.consensus.sources, start=1)}
    linked = set(Parsed(text).every("href"))
    undrawn = {"place", "extent", "tactic", "outcome"}
    for sourced in invented.consensus.claims:
        span = sourced.claim.evidence[0].span
        anchor = f"#s{number[sourced.article_id]}-{span.start}-{span.end}"
        assert anchor in linked or sourced.claim.field in undrawn


def test_the_page_loads_nothing(page) -> None:
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {t for t, _ in page.elements}
    assert not page.every("src")
    outward = [href for href in page.every("href") if not href.startswith("#")]
    assert all(href.startswith("https://news.example/") for href in outward)
    style = "".join(page.texts["style"])
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_inlined_style_and_script_by_hash_and_nothing_else(page) -> None:
    policies = [a["content"] for t, a in page.elements if a.get("http-equiv")]
    assert len(policies) == 1
    for kind in ("style", "script"):
        inlined = "".join(page.texts[kind]).encode()
        digest = base64.b64encode(hashlib.sha256(inlined).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policies[0]
    assert "default-src 'none'" in policies[0]
    assert "unsafe" not in policies[0]


def test_no_element_carries_style_or_script_of_its_own(page) -> None:
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert "style" not in attributes
    assert not [name for name in attributes if name.startswith("on")]


def test_the_same_records_give_the_same_page(invented) -> None:
    first, second = (
        render_page(invented.consensus, invented.briefing, invented.articles) for _ in range(2)
    )
    assert first == second


def test_twenty_long_articles_stay_under_a_megabyte(build) -> None:
    long = build(padding="Shops stayed shut. " * 1_850)
    page = render_page(long.consensus, long.briefing, long.articles)
    # Four articles of 35,000 characters weigh as much as twenty of 7,000.
    assert len(page.encode()) < 1_000_000


def test_a_page_of_twenty_reports_that_all_differ_stays_under_a_megabyte() -> None:
    folder = Path(__file__).parents[2] / "examples" / "border-town"
    texts = [one.read_text("utf-8") for one in sorted(folder.glob("*.txt"))]
    # The same event in every report, each with figures of its own for every toll.
    articles = [
        Article.of(re.sub(r"\b\d\d\b(?!:)", str(11 + at), text), publisher=f"Paper {at}")
        for at in range(7)
        for text in texts
    ][:20]
    extractions = [RulesExtractor().read(one) for one in articles]
    story = max(link(articles, extractions), key=lambda one: len(one.article_ids))
    assert len(story.article_ids) == 20
    record = consensus.build(story, articles, extractions)
    assert len(render_page(record, write(record), articles).encode()) < 1_000_000


# ---------------------------------------------------------------- what it shows


def test_it_says_on_its_face_how_much_of_it_a_model_worded(invented) -> None:
    story = enriched(invented)
    worded = story.briefing.sentences[0].model_copy(update={"worded_by": "model"})
    sentences = (worded, *story.briefing.sentences[1:])
    briefing = story.briefing.model_copy(update={"sentences": sentences})
    face = Parsed(render_page(story.consensus, briefing, story.articles)).texts["strong"]
    assert face == [
        "Read by rules, no model",
        "1 of 8 sentences worded by model invented-1, each checked",
    ]


def test_where_no_model_was_asked_the_page_says_that_all_is_worded_by_template(page) -> None:
    assert page.texts["strong"] == ["Read by rules, no model"]
    assert "Every sentence worded by template." in "".join(page.texts["p"])


def test_every_cell_of_a_table_that_is_stacked_on_a_phone_says_what_it_is(invented) -> None:
    story = enriched(invented)
    section = _sections(render_page(story.consensus, story.briefing, story.articles))["edits"]
    headings = re.findall(r'role="columnheader">(.*?)</th>', section)
    for row in re.findall(r'<tr role="row"><th scope="row".*?</tr>', section, re.DOTALL):
        cells = re.findall(r"<td role=\"cell\"(.*?)</td>", row, re.DOTALL)
        assert len(cells) == 3
        for heading, cell in zip(headings[1:], cells, strict=True):
            assert cell == ">" or cell.startswith(f' data-label="{heading}">')


def test_loaded_words_are_listed_under_the_number_that_the_source_has_on_the_page(invented) -> None:
    first = invented.articles[0]
    found = replace(hostile_sources("mob")[0], article_id=first.article_id, outlet="1.txt")
    page = render_page(invented.consensus, invented.briefing, invented.articles, loaded=[found])
    assert "[1] Alder Courier" in _sections(page)["language"]


def test_a_line_of_ours_keeps_its_order_around_a_name_that_runs_from_right_to_left(build) -> None:
    story = build(plant=" في سوق الوادي")
    page = render_page(story.consensus, story.briefing, story.articles)
    assert "<h1>Attacks on Port Alder and Kessel Ford <bdi>في سوق الوادي</bdi></h1>" in page
    ours = re.findall(r'dir="auto">([^<]*)', "".join(_sections(page)[one] for one in OURS))
    assert ours == []


def test_it_says_on_its_face_what_read_the_sources(page) -> None:
    assert "Read by rules, no model" in page.texts["strong"]


def test_the_headline_range_is_not_stretched_by_a_figure_that_another_rejects(invented) -> None:
    text = render_page(invented.consensus, invented.briefing, invented.articles)

    def big(name: str) -> str:
        figure = rf'<h3[^>]*>{name}</h3>\s*<p class="big">(.*?)</p>'
        return re.search(figure, text, re.DOTALL)[1]

    assert re.findall(r">(\d+)</a>", big("Military killed")) == ["6"]
    assert "40" in text
    assert "or more" in big("Civilians killed")


def test_a_story_whose_figures_are_all_of_places_has_them_on_top_by_place(invented) -> None:
    whole, part = invented.consensus.incidents
    bare = whole.model_copy(update={"fields": ()})
    consensus = invented.consensus.model_copy(update={"incidents": (bare, part)})
    text = render_page(consensus, invented.briefing, invented.articles)
    assert re.search(r"<h3[^>]*>Port Alder: Civilians killed</h3>", text)


def test_a_record_without_incidents_still_makes_a_page(invented) -> None:
    consensus = invented.consensus.model_copy(update={"incidents": (), "claims": ()})
    text = render_page(consensus, invented.briefing, invented.articles)
    assert "No difference was found between the sources." in text


def test_a_figure_of_another_time_stands_in_the_background_only(invented) -> None:
    text = render_page(invented.consensus, invented.briefing, invented.articles)
    start, end = text.index('id="background"'), text.index('id="sources"')
    before, background = text[:start], text[start:end]
    assert "140 people killed" in background
    assert "last winter" in background
    assert "140" not in re.sub(r"<style>.*?</style>|<a [^>]*>", "", before, flags=re.DOTALL)


def test_a_difference_unfolds_to_the_sentences_of_both_sides(invented) -> None:
    text = render_page(invented.consensus, invented.briefing, invented.articles)
    row = re.search(r'<details class="row" id="d1">(.*?)</details>', text, re.DOTALL)[1]
    assert "Military killed" in row
    assert "said 6 soldiers had died" in row
    assert "killed 40 soldiers" in row
    assert "rejected that number" in row
    assert 'href="#source-3"' in row  # the report that is silent on it


def test_what_the_briefing_says_of_a_difference_stands_at_its_head_and_not_twice(invented) -> None:
    text = render_page(invented.consensus, invented.briefing, invented.articles)
    assert text.count("The interior ministry rejected the Front&#39;s figure") == 1
    listed = text[text.index('id="disagreements"') : text.index('class="rows"')]
    assert "One report says Tuesday and another Wednesday" in listed
    unsaid = re.search(r'<details class="row" id="d2">(.*?)</details>', text, re.DOTALL)[1]
    assert "Tuesday and Wednesday differ." in unsaid  # no sentence is planned from it


def test_one_speaker_in_two_reports_is_one_voice_with_two_sentences(invented) -> None:
    text = render_page(invented.consensus, invented.briefing, invented.articles)
    card = re.search(r"<h3[^>]*>Military killed</h3>(.*?)</ul>", text, re.DOTALL)[1]
    six = re.search(r"<li><b>6</b>(.*?)</li>", card, re.DOTALL)[1]
    assert six.count("the interior ministry") == 1
    assert re.findall(r">\[(\d)\]</a>", six) == ["1", "4"]


def test_only_cited_sentences_are_passed_on_when_asked_for(invented) -> None:
    uncited = "Shots were heard near the grain harbour until noon."
    full, passed_on = (
        render_page(invented.consensus, invented.briefing, invented.articles, evidence)
        for evidence in ("full", "sentences")
    )
    assert uncited in full
    assert uncited not in passed_on


def test_text_that_runs_from_right_to_left_may(page) -> None:
    texts = [attrs for tag, attrs in page.elements if "text" in (attrs.get("class") or "").split()]
    assert {attrs["dir"] for attrs in texts} == {"auto"}
    assert "ar" in {attrs["lang"] for attrs in texts}


def test_an_article_that_was_not_given_is_named(invented) -> None:
    with pytest.raises(RecordError, match="Coast Radio"):
        render_page(
            invented.consensus, invented.briefing, [*invented.articles[:2], invented.articles[3]]
        )


# ---------------------------------------------------------------- for every reader


def test_headings_descend_without_a_gap_and_every_section_is_named(page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    sections = [attrs for tag, attrs in page.elements if tag == "section"]
    assert {attrs["aria-labelledby"] for attrs in sections} <= set(page.every("id"))


def test_landmarks_language_and_table_headers_are_there(page) -> None:
    tags = [tag for tag, _ in page.elements]
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert page.elements[0] == ("html", {"lang": "en"})
    headers = [attrs for tag, attrs in page.elements if tag == "th"]
    assert headers
    assert all(attrs.get("scope") for attrs in headers)


def test_drawings_are_hidden_from_readers_who_hear_the_page(page) -> None:
    nested = [attrs for tag, attrs in page.elements if tag == "svg"]
    drawn = [attrs for attrs in nested if "x" not in attrs]  # an inner one marks a place
    assert drawn
    assert all(attrs.get("aria-hidden") == "true" for attrs in drawn)


# ---------------------------------------------------------------- hostile input

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in () %}{% endfor %}",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<details open ontoggle=alert(1)>",
    "]]><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "\u202e<script>alert(1)</script>\u202c",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
]
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/x",
    "https:alert(1)",
    "http://[broken",
    "java\tscript:alert(1)",
]


def _shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """The markup alone: which elements, with which attributes."""
    return [(tag, tuple(sorted(attrs))) for tag, attrs in Parsed(page).elements]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_others_is_never_markup(payload, build) -> None:
    tame, hostile = (_everything(build, plant) for plant in ("harmless", payload))
    assert _shape(tame) == _shape(hostile)
    # In every section that shows words of others, these among them.
    for name, section in _sections(hostile).items():
        if "harmless" in _sections(tame)[name]:
            assert payload in html.unescape(section.replace("\n", " ")), name
    assert {"context", "edits", "language", "disagreements"} <= set(_sections(hostile))


def _everything(build, plant: str) -> str:
    """A page with every section that there is, `plant` wherever words of others stand."""
    story = enriched(build(plant=plant), plant)
    loaded = hostile_sources(plant)
    return render_page(story.consensus, story.briefing, story.articles, loaded=loaded)


def _sections(page: str) -> dict[str, str]:
    return dict(re.findall(r'<section id="([\w-]+)"(.*?)</section>', page, re.DOTALL))


def test_a_page_with_every_section_allows_no_more_than_one_without(build, invented) -> None:
    plain = render_page(invented.consensus, invented.briefing, invented.articles)
    policies = [
        [attrs["content"] for _, attrs in Parsed(page).elements if attrs.get("http-equiv")]
        for page in (plain, _everything(build, "harmless"))
    ]
    assert policies[0] == policies[1]


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_web_addresses_become_links(address, build) -> None:
    story = build(url=address)
    page = Parsed(render_page(story.consensus, story.briefing, story.articles))
    assert all(href.startswith("#") for href in page.every("href"))


# ---------------------------------------------------------------- the index


def test_the_index_leads_to_each_story_with_its_date_and_place(invented) -> None:
    text = render_index([("port alder/1", invented.consensus), ("b", invented.consensus)])
    page = Parsed(text)
    assert [href for href in page.every("href") if not href.startswith("#")] == [
        "./port%20alder/1/report.html",
        "./b/report.html",
    ]
    assert "13 May 2031" in text
    assert "Norrland" in text
    assert "4 sources, 2 points on which they differ" in text


def test_whose_names_are_left_out_is_told_once_at_the_foot_and_in_the_text_at_its_end(invented):
    told = "Names of minors are left out."
    said = Sentence(section=Section.MAKING, mode=Mode.GAP, text=told)
    sentences = (*invented.briefing.sentences, said)
    briefing = invented.briefing.model_copy(update={"sentences": sentences})
    before, _, foot = render_page(invented.consensus, briefing, invented.articles).partition(
        'class="colophon"'
    )
    assert told in foot
    assert told not in before
    text = render_markdown(briefing, invented.consensus)
    assert text.endswith(f"{told}\n")
    assert text.count(told) == 1
