"""A briefing from a consensus: what a reader learns from it, and that all of it is cited."""

from datetime import date

import pytest

from llm_extract.briefing import write
from llm_extract.records.briefing import Briefing, Column, Line, Mode, Section
from llm_extract.records.claims import (
    Effect,
    Evidentiality,
    ExtentUnit,
    Group,
    Response,
    ResponseKind,
    Result,
    Role,
    Speaker,
    Stance,
    Timing,
)
from llm_extract.records.when_where import Moment, When
from tests.briefing.newsroom import (
    AUTHORITIES,
    HAWKS,
    HOSPITAL,
    OFFICIALS,
    RESIDENTS,
    Newsroom,
    Told,
    at,
    claimed_by_front,
    extent,
    on,
    outcome,
    toll,
)

FORCES = Group.SECURITY_FORCES
UNCOUNTED = " No hospital, aid group or monitor was cited for a count."
INSTITUTE = Speaker(name="Varland Peace Institute", role=Role.NGO, named=True)


def briefing_of(*fields, publishers=(None, None, None), build=None, **incident) -> Briefing:
    desk = Newsroom(publishers=publishers)
    made = [desk.field(*told, kinds=kinds) for told, kinds in fields]
    desk.incident(*made, **incident)
    if build:
        build(desk)
    return write(desk.consensus())


def texts(briefing: Briefing, section: Section) -> list[str]:
    return [sentence.text for sentence in briefing.section(section)]


def gaps(briefing: Briefing) -> list[str]:
    """What is not known, in its own section or, alone, among what happened."""
    return [one.text for one in briefing.sentences if one.mode is Mode.GAP]


def tolls(briefing: Briefing) -> list[str]:
    """What the opening and the casualties say of tolls, without who counted none."""
    return [
        one.text.removesuffix(UNCOUNTED)
        for one in briefing.sentences
        if one.line is Line.TOLL or one.section is Section.CASUALTIES
    ]


DISPUTED_TOLL = (
    (
        Told(toll(10, FORCES), OFFICIALS, (1,)),
        Told(toll(84, FORCES), HAWKS, (2,)),
        Told(toll(84, FORCES), AUTHORITIES, (2,), rejects=True),
    ),
    ("contradiction", "denial"),
)


FULL = "the Northern Hawks Front (NHF)"
DISPUTED = (
    f"The toll is disputed. Officials said 10 security personnel were killed; {FULL} said 84, which"
    " authorities rejected."
)


def test_both_sides_of_a_disputed_toll_stand_in_one_sentence_each_with_its_claimant():
    assert tolls(briefing_of(DISPUTED_TOLL)) == [DISPUTED]


def test_an_outlet_without_a_name_stands_in_a_row_as_the_number_of_its_report():
    own = (Told(toll(3, Group.CIVILIANS, Effect.INJURED), None, (1,)),)
    [sentence] = [one for one in briefing_of((own, ())).sentences if one.line is Line.TOLL]
    assert sentence.text == f"Three civilians were reported injured.{UNCOUNTED}"
    [row] = briefing_of((own, ())).section(Section.DISAGREEMENTS)
    assert row.text == "Civilians injured: three. No other report gives a count."
    assert [one.number for one in row.citations] == [1]


def test_what_one_report_alone_counts_has_a_row_that_says_so():
    dead = (Told(toll(9, Group.CIVILIANS), HOSPITAL, (1,)),)
    assert texts(briefing_of((dead, ())), Section.DISAGREEMENTS) == [
        "Civilians killed: nine, Oldbridge hospital. No other report gives a count."
    ]
    assert texts(briefing_of((dead, ()), publishers=(None,)), Section.DISAGREEMENTS) == []


def test_that_nobody_independent_counted_closes_the_opening():
    assert texts(briefing_of(DISPUTED_TOLL), Section.OPENING)[-1].endswith(UNCOUNTED)


def test_a_count_by_a_hospital_is_not_passed_over():
    counted = (Told(toll(12, FORCES), HOSPITAL, (3,)), *DISPUTED_TOLL[0])
    briefing = briefing_of((counted, ("contradiction",)))
    assert "No hospital" not in str(briefing)
    assert "; 12, Oldbridge hospital" in str(briefing)


def test_a_rejected_figure_is_printed_with_its_rejection_and_with_no_sentence_about_it():
    captured = (
        Told(toll(18, FORCES, Effect.CAPTURED), HAWKS, (2,)),
        Told(toll(18, FORCES, Effect.CAPTURED), AUTHORITIES, (2,), rejects=True),
    )
    briefing = briefing_of(DISPUTED_TOLL, (captured, ("denial",)))
    assert tolls(briefing) == [DISPUTED]
    assert texts(briefing, Section.DISAGREEMENTS) == [
        "Security forces killed: 10, officials; 84, the NHF, rejected by authorities.",
        (
            "Security forces captured: 18, the NHF, rejected by authorities."
            " No other report gives a count."
        ),
    ]


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        (["unknown"], "rejected accounts that there were captives among the police."),
        ([6], "rejected the figure: six police officers captured."),
        (
            [6, "unknown"],
            "six police officers captured and an unstated number of civilians captured.",
        ),
    ],
)
def test_who_denies_losses_of_which_nobody_gave_a_number_is_given_none(denied, said):
    groups = (Group.POLICE, Group.CIVILIANS)
    told = [
        ((Told(toll(count, group, Effect.CAPTURED), AUTHORITIES, (2,), rejects=True),), ("denial",))
        for count, group in zip(denied, groups, strict=False)
    ]
    briefing = briefing_of(*told)
    assert any(said in one.text for one in briefing.sentences), str(briefing)


def test_a_disputed_toll_stands_in_the_opening_and_in_one_row_and_nowhere_else():
    briefing = briefing_of(DISPUTED_TOLL)
    assert briefing.section(Section.CASUALTIES) == ()
    [sentence, row] = [one for one in briefing.sentences if "84" in one.text]
    assert row.section is Section.DISAGREEMENTS
    assert (sentence.line, sentence.mode) == (Line.TOLL, Mode.DISPUTED)


def test_each_place_has_a_row_and_a_line_names_those_that_the_opening_does_not():
    towns = ("Abbot", "Lower Ford", "Stonegate", "Wyne", "Zell", "near the road")
    places = tuple(Told(at(town), None, (1, 2)) for town in towns)

    def part(desk: Newsroom) -> None:
        repelled = desk.field(Told(outcome(Result.REPELLED), OFFICIALS, (1,)))
        hurt = desk.field(Told(toll(2, Group.CIVILIANS, Effect.INJURED), OFFICIALS, (1,)))
        desk.incident(repelled, hurt, town="Stonegate")

    briefing = briefing_of((places, ()), build=part)
    [row] = briefing.section(Section.PLACES)
    [rest] = [one for one in briefing.sentences if one.line is Line.PLACES]
    assert (row.place, row.column, row.text) == (
        "Stonegate",
        Column.STATE,
        "In Stonegate, officials: militants repelled, two civilians injured.",
    )
    assert row.in_cell().text == "Officials: militants repelled, two civilians injured."
    assert rest.text == "Attacks were also reported in Wyne and Zell."


def test_a_report_is_cited_for_the_measures_it_tells_of_and_for_no_other():
    curfew, cut = (
        Response(response=ResponseKind.CURFEW),
        Response(response=ResponseKind.INTERNET_SUSPENDED),
    )
    briefing = briefing_of(((Told(curfew, None, (1, 2)),), ()), ((Told(cut, None, (3,)),), ()))
    [sentence] = [one for one in briefing.sentences if one.line is Line.MEASURES]
    assert [(text, {one.number for one in cites}) for text, cites in sentence.runs()] == [
        ("Curfew imposed", {1, 2}),
        ("; internet services suspended", {3}),
        (".", set()),
    ]


def test_speakers_with_a_name_stand_before_those_without():
    value = toll(10, Group.CIVILIANS)
    said = (Told(value, RESIDENTS, (1,)), Told(value, INSTITUTE, (2,)))
    [sentence] = tolls(briefing_of((said, ())))
    assert sentence == "The Varland Peace Institute and residents said 10 civilians were killed."


def test_a_party_is_named_in_full_once_and_by_its_acronym_after_that():
    text = str(briefing_of(DISPUTED_TOLL, ((claimed_by_front(),), ())))
    assert text.count("Northern Hawks Front") == 1
    assert text.count("NHF") > 1


def test_a_group_that_publishes_a_release_and_is_quoted_elsewhere_is_one_voice():
    captured = (
        Told(toll(18, FORCES, Effect.CAPTURED), None, (1,)),
        Told(toll(18, FORCES, Effect.CAPTURED), HAWKS, (2,)),
        Told(toll(3, FORCES, Effect.CAPTURED), OFFICIALS, (2,)),
    )
    briefing = briefing_of(
        (captured, ("contradiction",)), publishers=("Northern Hawks Front", None, None)
    )
    said = tolls(briefing)
    told = f"Officials said three security personnel were captured; {FULL} said 18."
    assert said == [f"The toll is disputed. {told}"]
    assert briefing.rejected == ()


def test_a_total_names_the_parts_it_contains_and_they_are_not_said_again():
    parts = (toll(10, FORCES), toll(11, Group.CIVILIANS))
    whole = Told(toll("at least 21", Group.EVERYONE), OFFICIALS, (1,), parts=parts)
    said = Told(parts[1], OFFICIALS, (1,))
    assert tolls(briefing_of(((whole,), ()), ((said,), ()))) == [
        (
            "Officials said at least 21 people were killed,"
            " including 10 security personnel and 11 civilians."
        )
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("two to three", "two to three civilians were"),
        ("2 to 12", "2 to 12 civilians were"),
        ("one", "one civilian was"),
        ("over 50", "more than 50 civilians were"),
        ("at least four", "at least four civilians were"),
        ("up to 1,500", "up to 1,500 civilians were"),
        ("none", "no civilians were"),
    ],
)
def test_figures_are_worded_in_one_style(words, told):
    said = Told(toll(words, Group.CIVILIANS, Effect.INJURED), OFFICIALS, (1,))
    assert tolls(briefing_of(((said,), ()))) == [f"Officials said {told} injured."]


def test_casualties_without_a_number_are_a_gap_and_not_a_figure():
    told = Speaker(name="local reports", role=Role.UNATTRIBUTED, named=False)
    fields = [
        ((Told(toll("unknown", FORCES, effect), told, (1,)),), ())
        for effect in (Effect.KILLED, Effect.INJURED)
    ]
    briefing = briefing_of(*fields)
    assert briefing.section(Section.CASUALTIES) == ()
    assert gaps(briefing)[-1] == (
        "Local reports spoke of deaths and injuries among the security forces. No number was given."
    )


def test_vague_words_stay_the_claimants_own_in_quotation_marks():
    said = Told(
        toll("dozens", Group.MILITARY, Effect.NEUTRALISED),
        HAWKS,
        (1,),
        quote='It said "dozens" had been "neutralised" so far.',
    )
    assert tolls(briefing_of(((said,), ()))) == [
        f"{FULL[:1].upper()}{FULL[1:]} said “dozens” of military personnel were “neutralised”."
    ]


def test_a_refusal_to_give_figures_is_no_figure_and_not_known():
    field = (
        Told(toll(3, FORCES), None, (1,)),
        Told(toll("unknown", FORCES), None, (2,)),
    )
    asked = (Told(toll("unknown", Group.EVERYONE), OFFICIALS, (2,), Stance.DECLINES),)
    briefing = briefing_of((field, ()), (asked, ()))
    assert tolls(briefing) == ["Three security personnel were reported killed."]
    assert "Officials gave no casualty figures." in gaps(briefing)


def test_a_refusal_about_one_group_is_not_told_of_all_casualties():
    field = (Told(toll("unknown", Group.MILITANTS), HAWKS, (1,), Stance.DECLINES),)
    assert gaps(briefing_of((field, ()))) == [
        f"{FULL[:1].upper()}{FULL[1:]} gave no figure for militants killed."
    ]


def test_who_gives_some_figures_is_not_said_to_give_none():
    some = (Told(toll(3, FORCES), OFFICIALS, (1,)),)
    asked = (Told(toll("unknown", Group.EVERYONE), OFFICIALS, (2,), Stance.DECLINES),)
    told = gaps(briefing_of((some, ()), (asked, ())))
    assert told[-1] == "Officials gave no overall casualty figures."


def test_a_figure_its_own_claimant_withdrew_is_a_change_and_not_a_dispute():
    field = (
        Told(toll(9, Group.CIVILIANS), None, (1,)),
        Told(toll(13, Group.CIVILIANS), OFFICIALS, (1,), Stance.RETRACTS, rejects=True),
    )
    briefing = briefing_of((field, ("denial",)))
    assert texts(briefing, Section.CHANGES) == [
        "Officials withdrew the figure: 13 civilians killed."
    ]
    assert "13" not in " ".join(texts(briefing, Section.DISAGREEMENTS))


def test_a_speaker_printed_under_a_loaded_word_is_called_by_role():
    regime = Speaker(name="the regime", role=Role.GOVERNMENT, named=False)
    briefing = briefing_of(((Told(toll(3, FORCES), regime, (1,)),), ()))
    assert tolls(briefing) == ["The government said three security personnel were killed."]


def test_a_day_that_one_report_gives_differently_is_a_difference_and_no_aside_in_the_lead():
    dates = (
        Told(on("Saturday"), None, (2,)),
        Told(on(date(2026, 1, 31)), None, (3,)),
        Told(on("Wednesday"), OFFICIALS, (1,)),
        Told(Timing(when=When(verbatim="over two days")), HAWKS, (3,)),
    )
    briefing = briefing_of((dates, ("contradiction",)))
    [lead] = [one for one in briefing.sentences if one.line is Line.EVENT]
    assert lead.text.endswith("on Saturday 31 January 2026.")
    assert 1 not in {one.number for one in lead.citations}
    assert texts(briefing, Section.DISAGREEMENTS) == [
        "Day: Saturday; Saturday 31 January 2026; Wednesday, officials."
    ]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (["in the small hours"], "were reported in the small hours."),
        (
            ["in the small hours", "one evening last week"],
            "were reported in the small hours (one report said one evening last week).",
        ),
    ],
)
def test_words_that_lead_to_no_day_are_told_as_they_are(printed, told):
    dates = tuple(
        Told(Timing(when=When(verbatim=words)), None, (at,)) for at, words in enumerate(printed, 1)
    )
    briefing = briefing_of((dates, ()))
    assert texts(briefing, Section.OPENING)[0].endswith(told)


def test_extents_in_different_units_are_set_side_by_side():
    districts = ((Told(extent("five", ExtentUnit.DISTRICTS), None, (1,)),), ())
    cities = ((Told(extent(14, ExtentUnit.CITIES), HAWKS, (2,)),), ())
    places = ((Told(extent(48, ExtentUnit.LOCATIONS), HAWKS, (2,)),), ())
    assert texts(briefing_of(districts, cities, places), Section.DISAGREEMENTS) == [
        (
            "Extent: five districts; 14 cities and 48 locations, the Northern Hawks Front (NHF)."
            " These do not measure the same thing."
        )
    ]


def test_opposed_outcomes_are_told_side_by_side_without_arbitration():
    foiled = ((Told(outcome(Result.FOILED), OFFICIALS, (1,)),), ())
    entered = ((Told(outcome(Result.SITE_ENTERED, "army camps"), HAWKS, (2,)),), ())
    assert texts(briefing_of(foiled, entered), Section.DISAGREEMENTS) == [
        "Outcome: officials: attacks foiled; the NHF: army camps entered."
    ]


def test_accounts_of_one_town_that_differ_may_be_separate_incidents():
    def part(desk: Newsroom) -> None:
        differing = desk.field(
            Told(toll(2, Group.POLICE), RESIDENTS, (1,)),
            Told(toll("at least four", Group.POLICE), None, (2,)),
            kinds=("contradiction",),
        )
        desk.incident(differing, town="Oldbridge")

    briefing = briefing_of(((claimed_by_front(),), ()), build=part)
    one, other, remark = briefing.section(Section.PLACES)
    assert (one.column, other.column, remark.column) == (Column.OTHERS, Column.OTHERS, None)
    assert remark.text == "The accounts of Oldbridge may be of separate incidents there."
    assert one.in_cell().text == "Residents: two police officers killed."
    assert other.in_cell().text == "Reported: at least four police officers killed."


def test_a_figure_of_another_year_is_background_and_never_among_the_casualties():
    def past(desk: Newsroom) -> None:
        desk.background.extend(
            desk.positions(
                (
                    Told(toll(667, FORCES), INSTITUTE, (1,), about="2025"),
                    Told(toll(580, Group.CIVILIANS), INSTITUTE, (1,), about="2025"),
                )
            )
        )

    briefing = briefing_of(DISPUTED_TOLL, build=past)
    assert texts(briefing, Section.BACKGROUND) == [
        (
            "The Varland Peace Institute said 667 security personnel and 580 civilians"
            " were killed in 2025."
        )
    ]
    assert "667" not in " ".join(tolls(briefing))


def test_a_figure_its_claimant_replaced_is_told_as_a_change():
    earlier, later = Moment(day=date(2026, 1, 30)), Moment(day=date(2026, 1, 31))
    field = (
        Told(toll(4, FORCES), OFFICIALS, (1,), as_of=earlier),
        Told(toll(10, FORCES), OFFICIALS, (2,), as_of=later),
    )
    [change] = briefing_of((field, ("update",))).section(Section.CHANGES)
    assert change.mode is Mode.UPDATE
    assert change.text == (
        "Officials first said four security personnel were killed"
        " (as of 30 January 2026), and later 10 (as of 31 January 2026)."
    )


def test_an_accusation_in_loaded_words_is_quoted_and_attributed():
    minister = Speaker(name="Interior Minister Ada Moor", role=Role.GOVERNMENT, named=True)
    blamed = claimed_by_front().__class__(
        value=claimed_by_front().value.model_copy(update={"actor": "foreign-backed terrorists"}),
        by=minister,
        sources=(1,),
        stance=Stance.ACCUSES,
        quote="She was blaming what she called “foreign-backed terrorists” for it.",
    )
    [told] = [one for one in briefing_of(((blamed,), ())).sentences if " blamed " in one.text]
    assert told.text == "Interior Minister Ada Moor blamed “foreign-backed terrorists”."


def test_that_it_was_attackers_is_said_of_nobody():
    claim = claimed_by_front().value
    told = [
        Told(claim.model_copy(update={"actor": actor}), None, (1,))
        for actor in ("gunmen", "Red Wing")
    ]
    text = str(briefing_of((told, ())))
    assert "Red Wing was reported to be responsible [1]." in text
    assert "gunmen" not in text


def test_what_a_source_calls_unverified_is_listed_as_not_known():
    seized = Told(
        outcome(Result.SITE_SEIZED, "the jail"),
        RESIDENTS,
        (1,),
        evidentiality=Evidentiality.UNVERIFIED,
    )
    assert (
        "Residents said without confirmation that attackers took control of the jail."
        in " ".join(gaps(briefing_of(((seized,), ())))).replace("militants", "attackers")
    )


def test_outlets_are_named_where_they_are_known():
    told = (Told(toll(3, FORCES), None, (1,)),)
    briefing = briefing_of((told, ()), publishers=("Hill Gazette", "The Valley Post"))
    assert tolls(briefing) == ["Hill Gazette said three security personnel were killed."]


def test_the_key_says_what_each_report_is_and_the_end_which_share_an_origin():
    desk = Newsroom(relayed={2: "Northern Wire", 3: "Northern Wire"}, shared_origin=(2, 3))
    desk.incident(desk.field(Told(toll(3, FORCES), None, (1, 2, 3))))
    briefing = write(desk.consensus())
    relays = "relays Northern Wire"
    assert [one.key for one in briefing.sources] == ["rests on its own account", relays, relays]
    assert texts(briefing, Section.SOURCES) == [
        "Sources 2 and 3 count as one origin, Northern Wire."
    ]


def test_the_key_names_an_outlet_and_on_whom_it_rests():
    own = (Told(toll(3, FORCES), OFFICIALS, (1,)), Told(toll(3, FORCES), HOSPITAL, (1,)))
    first, _ = briefing_of((own, ()), publishers=("Hill Gazette", None)).sources
    assert first.key == "Hill Gazette, rests on officials and Oldbridge hospital"


def test_the_key_names_nobody_twice_and_no_two_as_one():
    full, short, joint = (
        Speaker(name=name, role=Role.SECURITY_FORCE, named=True)
        for name in ("Colonel Ada Bohr", "Colonel Bohr", "both the army and the front")
    )
    own = tuple(Told(toll(at, FORCES), who, (1,)) for at, who in enumerate((full, short, joint), 3))
    first, _ = briefing_of((own, ()), publishers=("Hill Gazette", None)).sources
    assert first.key == "Hill Gazette, rests on Colonel Ada Bohr"


def test_sources_of_one_owner_are_listed_as_such():
    desk = Newsroom(publishers=("Hill Gazette", "Valley Post"), owner="Ridge Media")
    first, _ = write(desk.consensus()).sources
    assert "owned by Ridge Media, as is Valley Post" in first.note


def test_a_story_of_one_article_and_one_claim_is_one_honest_sentence_and_its_source():
    briefing = briefing_of(
        ((Told(toll(2, Group.EVERYONE, Effect.INJURED), None, (1,)),), ()),
        publishers=(None,),
        types=("bombing",),
    )
    assert tolls(briefing) == ["Two people were reported injured."]
    assert len(briefing.sources) == 1


def test_a_story_without_tolls_has_no_casualties_section_and_no_remark_on_counts():
    briefing = briefing_of(((Told(at("Oldbridge"), None, (1, 2)),), ()))
    assert briefing.section(Section.CASUALTIES) == ()
    assert "count" not in " ".join(gaps(briefing))


def test_a_story_without_incidents_still_lists_its_sources():
    briefing = write(Newsroom().consensus())
    assert len(briefing.sources) == 3
    assert briefing.rejected == ()


def test_the_rules_extractor_is_named_on_the_face_of_the_briefing():
    briefing = briefing_of(DISPUTED_TOLL)
    assert briefing.extractors == ("rules",)
    assert all("read by rules" in source.note for source in briefing.sources)


def test_every_sentence_is_cited_checked_and_survives_json():
    briefing = briefing_of(DISPUTED_TOLL, ((claimed_by_front(),), ()))
    assert all(sentence.citations and sentence.checks for sentence in briefing.sentences)
    assert Briefing.from_json(briefing.to_json()) == briefing


def test_the_same_consensus_gives_the_same_briefing():
    assert briefing_of(DISPUTED_TOLL) == briefing_of(DISPUTED_TOLL)
