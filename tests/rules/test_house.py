"""A release without a publisher is its side's own word, where it speaks of its own men."""

import pytest

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article

RELEASE = "Our fighters stormed the post at Tavo. Nine soldiers were killed. {}"


def claimants(text, publisher=None):
    read = RulesExtractor().read(Article.of(text, publisher=publisher))
    tolls = [c for i in read.incidents for c in i.claims if c.field == "toll"]
    return [c.attribution.claimant and c.attribution.claimant.name for c in tolls]


def test_what_a_side_says_of_its_own_men_is_its_word():
    text = RELEASE.format("The Velm Dawn Front will go on.")
    assert claimants(text) == ["Velm Dawn Front"]


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (RELEASE.format("The Velm Dawn Front will go on."), "Orlo Post"),
        (RELEASE.format("The Velm Dawn Front fights the Tavo Liberation Army."), None),
        ("“Our fighters were there.” Nine soldiers died. The Velm Dawn Front was blamed.", None),
    ],
)
def test_with_a_publisher_two_sides_or_a_quotation_it_stays_the_texts(text, publisher):
    assert claimants(text, publisher) == [None]
