"""From a reply to claims: whatever a model writes, what is claimed stands in the article."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.extractors.model.checked import Unusable
from llm_extract.extractors.model.convert import convert
from llm_extract.extractors.model.figures import Figures
from llm_extract.extractors.model.reply import (
    CODES,
    ActorReply,
    ArticleReply,
    BackgroundReply,
    CommentedReply,
    CommentReply,
    CreditReply,
    FactField,
    FactReply,
    IncidentReply,
    SpeakerReply,
    StatementReply,
    TimedReply,
    TollReply,
)
from llm_extract.extractors.model.values import fact as values_fact
from llm_extract.extractors.model.when_where import place_of, when_of
from llm_extract.records.article import Article
from llm_extract.records.claims import Evidentiality, Role, Stance
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Extraction, ExtractorId
from llm_extract.records.when_where import PlacePrecision

TEXT = (
    "At least 21 people died in Orlo on 3 May, a nurse said. The army said nobody was killed."
    " It declined to say how many of its 300 men were hurt. The Lantern Front denied it all."
)
ARTICLE = Article.of(TEXT)
SENTENCES = [sentence.strip() + "." for sentence in TEXT.split(".") if sentence.strip()]
BY = ExtractorId(name="model", version="0")


def one_said(quote: str, **how: object) -> Extraction:
    return convert(one_reply(quote, **how), ARTICLE, BY)


def one_reply(
    quote: str, *, stance: str = "asserts", speaker: str | None = "a nurse", **values: list
) -> ArticleReply:
    speakers = [{"name": speaker, "named": False, "role": "medical"}] if speaker else []
    reply = {
        "key": "i1",
        "part_of": None,
        "type": "armed_attack",
        "label": "attack",
        "stage": "accomplished",
        "place": None,
        "operation": None,
        "actors": [],
        "statements": [
            {
                "quote": quote,
                "speakers": speakers,
                "stance": stance,
                "sure": "stated",
                "tolls": [],
                "facts": [],
                **values,
            }
        ],
    }
    return ArticleReply.model_validate({"incidents": [reply], "background": [], "relays": []})


def fact(field: str, words: str, code: str | None = None) -> dict:
    return {"field": field, "code": code, "words": words, "of": None}


def toll(words: str, low: int | None, high: int | None) -> dict:
    return {
        "words": words,
        "low": low,
        "high": high,
        "group": "everyone",
        "effect": "killed",
        "attackers_included": "unstated",
    }


@pytest.mark.parametrize(
    "made_up",
    [
        fact("responsibility", "the Anvil Brigade"),
        fact("responsibility", ""),
        fact("place", "Varra", "locality"),
        fact("place", " ", "locality"),
        fact("target", "a bakery", "business"),
    ],
)
def test_a_name_that_the_article_does_not_print_is_no_claim(made_up) -> None:
    extraction = one_said(SENTENCES[0], facts=[made_up])
    assert extraction.claims() == ()
    assert "does not stand in the article" in extraction.ungrounded[0].reason


def test_a_name_may_stand_in_another_sentence_than_the_quotation() -> None:
    named = fact("responsibility", "the Lantern Front")
    (claim,) = one_said(SENTENCES[0], stance="accuses", facts=[named]).claims()
    assert claim.value.actor == "the Lantern Front"


def test_a_speaker_without_a_name_is_asked_for_and_takes_nothing_else_along() -> None:
    extraction = one_said(SENTENCES[0], speaker=" ", tolls=[toll("At least 21", 21, None)])
    assert extraction.claims() == ()
    assert "no name" in extraction.ungrounded[0].reason


def test_who_declines_gives_no_figure_whichever_stands_in_the_sentence() -> None:
    words = "declined to say how many of its 300 men"
    extraction = one_said(SENTENCES[2], stance="declines", tolls=[toll(words, None, None)])
    (claim,) = extraction.claims()
    assert claim.value.count.kind is CountKind.UNKNOWN


def test_an_incident_is_not_dated_by_a_date_that_is_denied() -> None:
    extraction = one_said(SENTENCES[0], stance="denies", facts=[fact("date", "on 3 May")])
    assert len(extraction.claims()) == 1
    assert extraction.incidents[0].when is None


@pytest.mark.parametrize(
    ("opening", "day"),
    [("ORLO, 5 May 2026 (Wire). ", "2026-05-03"), ("", "None"), ("ORLO (Wire). ", "None")],
)
def test_where_nothing_dates_an_article_its_dateline_does(opening, day) -> None:
    text = f"{opening}Two men died in Orlo on Sunday, a nurse said."
    reply = one_reply(text[len(opening) :], facts=[fact("date", "on Sunday")])
    (incident,) = convert(reply, Article.of(text), BY).incidents
    assert incident.when is not None
    assert str(incident.when.start) == day


def commented(words: str, quote: str = SENTENCES[3]) -> Extraction:
    comment = {"kind": "cause", "act": "said", "words": words, "quote": quote, "speakers": []}
    empty = {"incidents": [], "background": [], "relays": []}
    reply = CommentedReply.model_validate({**empty, "comments": [comment]})
    return convert(reply, ARTICLE, BY)


def test_a_comment_is_kept_in_the_words_of_the_article() -> None:
    (comment,) = commented("denied it  all").comments
    assert (comment.words, comment.evidence.quote) == ("denied it all", SENTENCES[3])


@pytest.mark.parametrize(
    ("words", "quote", "reason"),
    [
        ("admitted it all", SENTENCES[3], "do not stand in the quotation"),
        ("it all", "The front was behind it all.", "does not stand in the article"),
    ],
)
def test_a_comment_that_nobody_made_is_set_apart(words, quote, reason) -> None:
    extraction = commented(words, quote)
    assert extraction.comments == ()
    assert reason in extraction.ungrounded[0].reason


@pytest.mark.parametrize(
    ("publisher", "speaker", "claimant"),
    [
        ("Ministry of Roads of Orva", "the Ministry of Roads", None),
        ("Orva Wire", "Orva Wire", None),
        ("Orva Wire", "a nurse", "a nurse"),
        ("Ministry of Roads of Orva", "the Ministry", None),
        ("Office of the Government Spokesman (Orva)", "the Government", None),
        ("Army Times", "the army", "the army"),
        ("Orva Wire", "the government", "the government"),
        (None, "a nurse", "a nurse"),
        (None, "our photographer", None),
        ("Orva Wire", "This newspaper", None),
        ("Orva Wire", "a reporter", "a reporter"),
        ("Orva Wire", "our reporter in Besk", "our reporter in Besk"),
    ],
)
def test_an_outlet_that_names_itself_speaks_in_its_own_voice(publisher, speaker, claimant) -> None:
    toll = {
        "words": "At least 21",
        "low": 21,
        "high": None,
        "group": "everyone",
        "effect": "killed",
        "attackers_included": "unstated",
    }
    reply = one_reply(SENTENCES[0], speaker=speaker, tolls=[toll])
    text = f"{TEXT} So {speaker} said."
    extraction = convert(reply, Article.of(text, publisher=publisher), BY)
    told = extraction.claims()[0].attribution.claimant
    assert (told.name if told else None) == claimant


@pytest.mark.parametrize("name", ["a surgeon", "a nurse of Besk", "a nurse " * 20])
def test_a_speaker_is_called_as_the_article_calls_him_and_not_at_length(name) -> None:
    extraction = one_said(SENTENCES[0], speaker=name, tolls=[toll("21", 21, 21)])
    assert extraction.claims() == ()
    assert "is not named so in the article" in extraction.ungrounded[0].reason


@pytest.mark.parametrize(
    ("named", "claimants"),
    [
        ("a ranger and a nurse", ["a ranger", "a nurse"]),
        ("Villagers, and a ranger of the valley", ["Villagers", "a ranger of the valley"]),
        ("the ranger, the nurse and the mayor", ["the ranger", "the nurse", "the mayor"]),
        ("Ana Ruiz, the mayor, and a nurse", ["Ana Ruiz, the mayor", "a nurse"]),
        ("rangers and nurses", ["rangers and nurses"]),
        ("the office of the mayor and the council", ["the office of the mayor and the council"]),
        ("both the mayor and the council", ["both the mayor and the council"]),
    ],
)
def test_each_of_those_named_together_with_an_article_makes_the_claim(named, claimants) -> None:
    quote = f"Two hikers died, {named} said."
    reply = one_reply(quote, speaker=named, tolls=[toll("Two", 2, 2)])
    claims = convert(reply, Article.of(quote), BY).claims()
    assert {claim.attribution.claimant.name for claim in claims} == set(claimants)


def test_each_of_those_named_together_has_the_role_that_its_name_says() -> None:
    quote = "Two hikers died, a nurse and a police source said."
    reply = one_reply(quote, speaker="a nurse and a police source", tolls=[toll("Two", 2, 2)])
    claims = convert(reply, Article.of(quote), BY).claims()
    roles = {claim.attribution.claimant.name: claim.attribution.claimant.role for claim in claims}
    assert roles == {"a nurse": Role.MEDICAL, "a police source": Role.SECURITY_FORCE}


def test_who_corrects_a_figure_and_repeats_it_says_it_once() -> None:
    text = "Nine hikers are dead. It is nine and not ten."
    first, then = "Nine hikers are dead.", "It is nine and not ten."
    told = (
        one_reply(first, speaker=None, tolls=[toll("Nine", 9, 9)]),
        one_reply(then, speaker=None, stance="corrects", tolls=[toll("nine", 9, 9)]),
    )
    statements = [said for reply in told for said in reply.incidents[0].statements]
    whole = told[0].incidents[0].model_copy(update={"statements": statements})
    reply = ArticleReply(incidents=[whole], background=[], relays=[])
    (claim,) = convert(reply, Article.of(text), BY).claims()
    assert claim.stance is Stance.CORRECTS
    assert {one.quote for one in claim.evidence} == {first, then}


@pytest.mark.parametrize(
    ("rejects", "words", "is_cited"),
    [
        ("The army called that a lie.", "a lie", True),
        ("The army called the nine a lie.", "the nine", False),
    ],
)
def test_who_rejects_a_figure_unsaid_is_cited_with_the_sentence_that_says_it(
    rejects, words, is_cited
) -> None:
    gives = "Only nine died, a nurse said."
    whole = one_reply(gives, tolls=[toll("nine", 9, 9)]).incidents[0]
    (denial,) = (
        one_reply(rejects, stance="denies", tolls=[toll(words, 9, 9)]).incidents[0].statements
    )
    whole = whole.model_copy(update={"statements": [*whole.statements, denial]})
    reply = ArticleReply(incidents=[whole], background=[], relays=[])
    _, rejected = convert(reply, Article.of(f"{gives} {rejects}"), BY).claims()
    assert [one.quote for one in rejected.evidence] == [rejects, *[gives] * is_cited]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("denied any deaths", CountKind.UNKNOWN), ("at least one death", CountKind.AT_LEAST)],
)
def test_who_denies_any_rejects_no_figure_of_somebodys(words, kind) -> None:
    reply = TollReply.model_validate(toll(words, 1, None))
    assert Figures().toll(reply, Stance.DENIES).count.kind is kind


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("between 2300 hours on 3 May and 0500 hours on 4 May", "3 May 2026 to 4 May 2026"),
        ("from late on 3 May until early on 4 May", "3 May 2026 to 4 May 2026"),
        ("on 3 May and on 9 May", "3 May 2026"),
        ("on 9 May, up from 3 May", "9 May 2026"),
    ],
)
def test_two_days_are_one_stretch_where_the_words_run_from_one_to_the_other(words, days) -> None:
    assert str(when_of(words, date(2026, 5, 12))) == days


def timed(quote: str, hour: str, **how: object) -> Extraction:
    """What is read from a reply that tells at what hour the incident began."""
    reply = one_reply(quote, **how).incidents[0].model_dump(mode="json")
    told = {**reply, "began": {"words": hour, "part": "early"}}
    whole = {"incidents": [told], "background": [], "relays": [], "comments": []}
    return convert(TimedReply.model_validate(whole), Article.of(f"By night. {quote}"), BY)


def test_the_hour_of_an_incident_stands_in_a_sentence_of_its_own() -> None:
    quote = "Two hikers died at 2 a.m., a nurse said."
    (incident,) = timed(quote, "at 2 a.m.", tolls=[toll("Two", 2, 2)]).incidents
    assert incident.began is not None
    assert incident.began.span.of(f"By night. {quote}") == "at 2 a.m."
    assert incident.began.clock == time(2)


def test_an_hour_of_another_sentence_is_set_apart() -> None:
    extraction = timed("Two hikers died, a nurse said.", "By night", tolls=[toll("Two", 2, 2)])
    assert extraction.incidents[0].began is None
    assert [one.field for one in extraction.ungrounded] == ["began"]


@pytest.mark.parametrize("loose", ["at 2 a.m.", "last week"])
def test_an_incident_is_dated_by_the_first_words_that_give_a_day(loose) -> None:
    text = f"At least 21 people died in Orlo {loose} on 3 May."
    article = Article.of(text, published_on=date(2026, 5, 9))
    facts = [fact("date", loose), fact("date", "on 3 May")]
    (incident,) = convert(one_reply(text, speaker=None, facts=facts), article, BY).incidents
    assert str(incident.when) == "3 May 2026"


def test_an_incident_is_dated_by_the_day_it_began_whichever_day_is_told_first() -> None:
    text = "Police searched the hills on Saturday for those who stopped a coach on Friday."
    article = Article.of(text, published_on=date(2026, 5, 9))
    facts = [fact("date", "on Saturday"), fact("date", "on Friday")]
    (incident,) = convert(one_reply(text, speaker=None, facts=facts), article, BY).incidents
    assert str(incident.when) == "8 May 2026"


@pytest.mark.parametrize(
    ("named", "code", "told", "precision"),
    [
        ("Ulmar", "admin1", "Ulmar", "admin1"),
        ("Ulmar", "locality", "Ulmar province", "admin1"),
        ("Ulmar", "locality", "Dessam", "locality"),
    ],
)
def test_an_incident_lies_in_a_place_of_the_kind_that_its_statements_say(
    named, code, told, precision
) -> None:
    text = f"Two hikers died in {told}, a nurse said."
    reply = one_reply(text, facts=[fact("place", told, code)])
    reply = reply.model_copy(
        update={"incidents": [reply.incidents[0].model_copy(update={"place": named})]}
    )
    (incident,) = convert(reply, Article.of(text), BY).incidents
    assert (incident.place.name, incident.place.precision) == (named, precision)


@pytest.mark.parametrize(
    ("words", "part", "named"),
    [
        ("Ulmar province", "admin1", "Ulmar"),
        ("Ulmar Province", "admin1", "Ulmar"),
        ("Orlo city", "locality", "Orlo"),
        ("Orlo City", "locality", "Orlo City"),
        ("OLD TOWN", "locality", "OLD TOWN"),
        ("the old city", "locality", "the old city"),
        ("Southern Province", "admin1", "Southern Province"),
        ("Velm's northern province", "admin1", "Velm's northern province"),
    ],
)
def test_a_unit_is_no_part_of_a_name_unless_no_name_is_left_without_it(words, part, named) -> None:
    place = place_of(words, PlacePrecision.LOCALITY, None)
    assert (place.name, getattr(place, part)) == (words, named)


@pytest.mark.parametrize(
    ("of", "said"), [("no damage", "none"), (None, "none"), ("the mill", "the mill")]
)
def test_what_was_damaged_is_a_thing_and_never_the_damage(of, said) -> None:
    told = {"field": "damage", "code": "none", "words": "none", "of": of}
    value = values_fact(FactReply.model_validate(told), None)
    assert value.of == said


def test_of_several_figures_the_one_that_the_bounds_mean_is_taken() -> None:
    count = Figures().count("more than 50 of the 60 guards", 50, None)
    assert (count.kind, count.low) == (CountKind.AT_LEAST, 51)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("two, maybe three", 2, 3), ("from five to 12", 5, 12), ("at least five, perhaps six", 5, 6)],
)
def test_two_figures_that_the_bounds_run_between_are_a_range(words, low, high) -> None:
    count = Figures().count(words, low, high)
    assert (count.kind, count.low, count.high) == (CountKind.BETWEEN, low, high)


@pytest.mark.parametrize(
    "words", ["no", "No", "nil", "did not\nsuffer any losses", "wasn’t hurt", "unharmed"]
)
def test_a_word_that_denies_is_none_where_the_reply_says_so(words) -> None:
    assert Figures().count(words, 0, 0).kind is CountKind.ZERO
    with pytest.raises(Unusable):
        Figures().count(words, 3, 3)


def test_the_age_of_one_who_is_named_is_no_figure() -> None:
    assert Figures().count("Ana Ruiz, 23", 1, 1).low == 1
    with pytest.raises(Unusable):
        Figures().count("Ana Ruiz, 23", 2, 2)


def test_several_figures_none_of_which_the_reply_gives_are_unusable() -> None:
    with pytest.raises(Unusable, match="several figures"):
        Figures().count("67 attackers and 14 troops", 30, 30)


@pytest.mark.parametrize("words", ["1.204 viviendas", "1 204 maisons"])
def test_thousands_are_grouped_in_other_ways_too(words) -> None:
    assert Figures(english=False).count(words, 1204, 1204).low == 1204


@pytest.mark.parametrize(("low", "high"), [(5, 3), (-2, 4), (None, -1)])
def test_bounds_that_no_number_fits_are_unusable(low, high) -> None:
    with pytest.raises(Unusable):
        Figures(english=False).count("cinco", low, high)


# ---------------------------------------------------------------- any reply at all

WORDS = st.one_of(
    st.sampled_from([*SENTENCES, "At least 21", "nobody", "Orlo", "on 3 May", "", " ", "9" * 5000]),
    st.text(max_size=20),
)
BOUND = st.one_of(st.none(), st.integers(-3, 400))
SPEAKER = st.builds(SpeakerReply, name=WORDS)
TOLL = st.builds(TollReply, words=WORDS, low=BOUND, high=BOUND)
CODE = st.sampled_from([None, *(str(code) for codes in CODES.values() for code in codes or ())])
FACT = st.builds(
    FactReply, field=st.sampled_from(FactField), code=CODE, words=WORDS, of=st.none() | WORDS
)
SAID = {
    "quote": WORDS,
    "speakers": st.lists(SPEAKER, max_size=2),
    "stance": st.sampled_from(Stance),
    "sure": st.sampled_from(Evidentiality),
    "tolls": st.lists(TOLL, max_size=3),
}
STATEMENT = st.builds(StatementReply, facts=st.lists(FACT, max_size=3), **SAID)
KEY = st.sampled_from(["i1", "i2", ""])
INCIDENT = st.builds(
    IncidentReply,
    key=KEY,
    part_of=st.none() | KEY,
    label=WORDS,
    place=st.none() | WORDS,
    operation=st.none() | WORDS,
    actors=st.lists(st.builds(ActorReply, name=WORDS, aliases=st.lists(WORDS, max_size=2))),
    statements=st.lists(STATEMENT, max_size=3),
)
REPLY = st.builds(
    ArticleReply,
    incidents=st.lists(INCIDENT, max_size=3),
    background=st.lists(st.builds(BackgroundReply, about=WORDS, **SAID), max_size=2),
    relays=st.lists(st.builds(CreditReply, name=WORDS, quote=WORDS), max_size=2),
) | st.builds(
    CommentedReply,
    incidents=st.just([]),
    background=st.just([]),
    relays=st.just([]),
    comments=st.lists(
        st.builds(
            CommentReply,
            words=WORDS,
            quote=SAID["quote"],
            speakers=SAID["speakers"],
        ),
        max_size=3,
    ),
)


@given(REPLY, st.sampled_from(["en", "es"]))
def test_any_reply_gives_an_extraction_whose_every_quotation_stands_at_its_span(
    reply, language
) -> None:
    extraction = convert(reply, Article.of(TEXT, language=language), BY)
    for claim in extraction.claims():
        assert all(one.quote == one.span.of(TEXT) for one in claim.evidence)
    for comment in extraction.comments:
        assert comment.words in comment.evidence.span.of(TEXT)
    ids = [one.incident_id for one in extraction.incidents]
    assert len(set(ids)) == len(ids)
    assert all(one.part_of in {None, *ids} for one in extraction.incidents)
    for incident in extraction.incidents:
        known = {claim.claim_id for claim in incident.claims}
        assert all(set(claim.parts) <= known for claim in incident.claims)
    assert Extraction.from_json(extraction.to_json()) == extraction


@pytest.mark.parametrize(
    ("code", "words", "kept"),
    [
        ("internet_suspended", "Mobile data was switched off", "Mobile data"),
        ("internet_suspended", "cut internet and train services", "internet"),
        ("transport_suspended", "cut internet and train services", "train services"),
        ("transport_suspended", "all buses and trams are stopped", "buses and trams"),
        ("curfew", "an indefinite night curfew", "indefinite night curfew"),
        ("security_operation", "a large-scale manhunt", "large-scale manhunt"),
        ("security_operation", "were searching", None),
        ("arrests", "nine arrests", None),
    ],
)
def test_a_response_says_what_was_stopped_or_begun_by_the_noun_alone(code, words, kept) -> None:
    article = Article.of(f"The governor said {words} in Orlo.")
    reply = one_reply(article.text, speaker=None, facts=[fact("response", words, code)])
    (claim,) = convert(reply, article, BY).claims()
    assert claim.value.words == kept


def test_words_for_a_response_that_stand_in_no_quotation_leave_the_response_alone() -> None:
    (claim,) = one_said(SENTENCES[0], facts=[fact("response", "night curfew", "curfew")]).claims()
    assert (claim.value.response, claim.value.words) == ("curfew", None)


@pytest.mark.parametrize(
    ("text", "words", "code", "limited"),
    [
        ("Rebels briefly held the mill.", "held the mill", "site_seized", "briefly"),
        ("They took temporary control of it.", "temporary control", "site_seized", "temporary"),
        ("They held it. A brief rain fell.", "held it", "site_seized", None),
        ("Troops briefly repelled them.", "briefly repelled", "repelled", None),
    ],
)
def test_a_hold_that_did_not_last_is_marked_so(text, words, code, limited) -> None:
    article = Article.of(text)
    reply = one_reply(text, speaker=None, facts=[fact("outcome", words, code)])
    (claim,) = convert(reply, article, BY).claims()
    assert claim.value.limited == limited


def test_a_measure_told_twice_is_one_claim_and_keeps_the_telling_that_names_it() -> None:
    article = Article.of("A nurse said the net was cut. A nurse said mobile data was cut.")
    said = [
        {
            "quote": quote,
            "speakers": [{"name": "a nurse", "named": False, "role": "medical"}],
            "stance": "asserts",
            "sure": "stated",
            "tolls": [],
            "facts": [fact("response", words, "internet_suspended")],
        }
        for quote, words in zip(
            article.text.split(". "), ("the net was cut", "mobile data was cut"), strict=True
        )
    ]
    reply = one_reply("", facts=[])
    incident = reply.incidents[0].model_dump(mode="json") | {"statements": said}
    again = ArticleReply.model_validate({"incidents": [incident], "background": [], "relays": []})
    (claim,) = convert(again, article, BY).claims()
    assert (claim.value.words, len(claim.evidence)) == ("mobile data", 2)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Salt League spokesman Ivo Pell wrote it.", "Salt League spokesman Ivo Pell"),
        ("HRF commander Ivo Pell wrote it.", "HRF commander Ivo Pell"),
        ("On Monday Deputy Interior Minister Ivo Pell spoke.", "Deputy Interior Minister Ivo Pell"),
        ("Yesterday Governor Ivo Pell spoke.", "Governor Ivo Pell"),
        ("The farmer Ivo Pell spoke.", "Ivo Pell"),
        ("Their head, Ivo Pell, spoke.", "Ivo Pell"),
        ("Governor Ivo Pellin spoke.", "Ivo Pell"),
    ],
)
def test_a_person_has_the_office_that_the_article_prints_before_his_name(text, called) -> None:
    told = f"Two died, Ivo Pell said. {text}"
    reply = one_reply("Two died, Ivo Pell said.", speaker="Ivo Pell", tolls=[toll("Two", 2, 2)])
    said = reply.incidents[0].statements[0]
    named = said.speakers[0].model_copy(update={"named": True})
    said = said.model_copy(update={"speakers": [named]})
    reply = reply.model_copy(
        update={"incidents": [reply.incidents[0].model_copy(update={"statements": [said]})]}
    )
    (claim,) = convert(reply, Article.of(told), BY).claims()
    assert claim.attribution.claimant is not None
    assert claim.attribution.claimant.name == called


@pytest.mark.parametrize(
    ("stretch", "days"),
    [
        ("from about 11.20 p.m. Sunday until a little before 1", "3 May 2026 to 4 May 2026"),
        ("between 11 p.m. on Sunday and 2 a.m.", "3 May 2026 to 4 May 2026"),
        ("from 8 p.m. on Sunday until about 10", "3 May 2026"),
        ("at 11 p.m. on Sunday and again at 2 a.m.", "3 May 2026"),
        ("from 9 a.m. on Sunday to 2 a.m.", "3 May 2026"),
    ],
)
def test_a_day_whose_evening_goes_on_past_midnight_is_both_days(stretch, days) -> None:
    text = f"Orlo, 5 May 2026. Two men shot at the mill {stretch}, a nurse said."
    reply = one_reply(text[18:], facts=[fact("date", "Sunday")])
    (incident,) = convert(reply, Article.of(text), BY).incidents
    assert str(incident.when) == days


@pytest.mark.parametrize(("kind", "told"), [("security_operation", 0), ("bombing", 1)])
def test_an_operation_is_no_response_to_itself(kind, told) -> None:
    reply = one_reply(SENTENCES[0], facts=[fact("response", "men", "security_operation")])
    incident = reply.incidents[0].model_copy(update={"type": kind})
    reply = reply.model_copy(update={"incidents": [incident]})
    assert len(tuple(convert(reply, ARTICLE, BY).claims())) == told


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Parliament declared a state of emergency in Orlo.", "en", 1),
        ("The governor imposed Section 9 in Orlo.", "en", 1),
        ("An emergency meeting was held in Orlo.", "en", 0),
        ("Firefighters and six ambulances came.", "en", 0),
        ("Se decretó el estado de emergencia en Orlo.", "es", 1),
    ],
)
def test_an_emergency_is_declared_and_is_neither_help_nor_a_meeting(text, language, told) -> None:
    reply = one_reply(text, speaker=None, facts=[fact("response", text, "emergency")])
    extraction = convert(reply, Article.of(text, language=language), BY)
    assert (len(extraction.claims()), len(extraction.notes)) == (told, 1 - told)
    assert extraction.ungrounded == ()
