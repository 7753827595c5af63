"""The opening, the lines below it and the grid: what two minutes are enough for, all cited."""

from datetime import date, time

import pytest

from llm_extract.briefing import write
from llm_extract.briefing.marks import cite_keys, placed
from llm_extract.records.article import Span
from llm_extract.records.briefing import Briefing, Column, Line, Mode, Section, lines_of
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Group,
    Location,
    Response,
    ResponseKind,
    Responsibility,
    Result,
    Role,
    Speaker,
    Stance,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
    Toll,
    Victim,
)
from llm_extract.records.consensus import SourcedOnset
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import Onset, PartOfDay, Place
from tests.briefing.newsroom import (
    AUTHORITIES,
    HAWKS,
    OFFICIALS,
    RESIDENTS,
    Newsroom,
    Told,
    claimed_by_front,
    on,
    outcome,
    toll,
)

FORCES = Group.SECURITY_FORCES
MINISTRY = Speaker(name="the ministry", role=Role.GOVERNMENT, named=False)
# Somebody else's word, so that a place has two voices and a row.
HELD = Told(
    outcome(Result.ATTACKERS_FLED), Speaker(name="drivers", role=Role.WITNESS, named=False), (2,)
)
GATE = Target(target=TargetKind.MILITARY, words="main gate")


UNCOUNTED = " No hospital, aid group or monitor was cited for a count."


def line(briefing: Briefing, wanted: Line) -> str:
    return " ".join(one.text for one in briefing.sentences if one.line is wanted)


def cited(briefing: Briefing, words: str) -> list[tuple[str, list[int]]]:
    """The runs of the sentence with these words, each with the sources behind it."""
    [sentence] = [one for one in briefing.sentences if words in one.text]
    return [(text, sorted({one.number for one in cites})) for text, cites in sentence.runs()]


def in_places(*parts, publishers=(None, None, None)) -> Briefing:
    """A series with these parts, each a town and what is told of it."""
    desk = Newsroom(publishers=publishers)
    desk.incident(desk.field(claimed_by_front()))
    for town, *told in parts:
        desk.incident(*(desk.field(one) for one in told), town=town)
    return write(desk.consensus())


def not_known(briefing: Briefing) -> list[str]:
    return [one.text for one in briefing.sentences if one.mode is Mode.GAP]


# ---------------------------------------------------------------- the lines


def test_the_opening_has_two_paragraphs_and_the_lines_below_tell_the_rest():
    desk = Newsroom()
    desk.incident(
        desk.field(claimed_by_front()),
        desk.field(Told(toll(3, FORCES), OFFICIALS, (1,))),
        desk.field(Told(outcome(Result.FOILED), OFFICIALS, (1,))),
    )
    briefing = write(desk.consensus())
    opening, below = (
        [label for label, _ in lines_of(briefing.section(one))]
        for one in (Section.OPENING, Section.HIGHLIGHTS)
    )
    assert (opening, below) == ([Line.EVENT, Line.TOLL], [Line.FOOTING])
    assert line(briefing, Line.EVENT) == (
        "The Northern Hawks Front (NHF) claimed responsibility. Officials said the attacks were"
        " foiled."
    )


def test_the_hour_at_which_it_began_is_quoted_with_its_report():
    desk = Newsroom()
    day = desk.field(Told(on(date(2026, 1, 31)), None, (1,)))
    whole = desk.incident(day, types=("bombing",))
    began = Onset(
        words="around 4 a.m.",
        span=Span(start=70, end=83),
        part=PartOfDay.EARLY,
        clock=time(4),
    )
    desk.incidents[0] = whole.model_copy(
        update={"began": (SourcedOnset(article_id="a2", onset=began),)}
    )
    briefing = write(desk.consensus())
    assert line(briefing, Line.EVENT) == "A bombing was reported on Saturday 31 January 2026."
    assert cited(briefing, "around")[0] == (
        "It was reported to have begun “around 4 a.m.”",
        [2],
    )


def test_the_opening_has_the_two_ends_of_the_outcome_and_a_line_what_is_so_now():
    desk = Newsroom()
    desk.incident(
        desk.field(
            Told(outcome(Result.FOILED), OFFICIALS, (1,)),
            Told(outcome(Result.UNDER_CONTROL), OFFICIALS, (1,)),
            Told(outcome(Result.SITE_SEIZED, "two posts"), HAWKS, (2,)),
            Told(outcome(Result.ONGOING), RESIDENTS, (3,)),
            kinds=("contradiction",),
        )
    )
    briefing = write(desk.consensus())
    assert line(briefing, Line.EVENT) == (
        "Officials said the attacks were foiled; the Northern Hawks Front (NHF) said its fighters"
        " took control of two posts."
    )
    assert line(briefing, Line.STATE) == "Residents said fighting continued."


@pytest.mark.parametrize(
    ("kinds", "firm"),
    [
        ((), "The three reports do not contradict each other"),
        (("contradiction",), "Casualties are in dispute"),
        (
            ("contradiction", "possible_update"),
            "Casualties are in dispute; some differences may be a matter of timing",
        ),
    ],
)
def test_how_firm_it_is_follows_from_origins_and_differences(kinds, firm):
    desk = Newsroom()
    desk.incident(
        desk.field(
            Told(toll(3, FORCES), OFFICIALS, (1,)), Told(toll(9, FORCES), HAWKS, (2,)), kinds=kinds
        )
    )
    told = line(write(desk.consensus()), Line.FOOTING)
    assert told == f"{firm}; one of three reports tells of the attacks."


def test_a_story_of_one_report_says_so():
    desk = Newsroom(publishers=(None,))
    desk.incident(desk.field(Told(toll(3, FORCES), OFFICIALS, (1,))))
    assert line(write(desk.consensus()), Line.FOOTING) == "All of this rests on one report."


def test_what_a_report_calls_whoever_claims_it_is_context():
    desk = Newsroom()
    owned = claimed_by_front(
        "The Northern Hawks Front (NHF), a separatist group, claimed Operation Thaw."
    )
    desk.incident(desk.field(owned))
    briefing = write(desk.consensus())
    assert line(briefing, Line.EVENT) == "The Northern Hawks Front (NHF) claimed responsibility."
    assert [one.text for one in briefing.section(Section.CONTEXT)] == [
        "One report called the NHF “a separatist group”."
    ]


def test_that_the_state_blames_whoever_claims_it_stands_below_the_claim():
    desk = Newsroom()
    owned = claimed_by_front()
    blamed = [
        Told(owned.value, who, reports, Stance.ACCUSES)
        for who, reports in ((AUTHORITIES, (2,)), (RESIDENTS, (3,)))
    ]
    desk.incident(desk.field(owned, *blamed))
    briefing = write(desk.consensus())
    assert line(briefing, Line.EVENT) == "The Northern Hawks Front (NHF) claimed responsibility."
    assert line(briefing, Line.BLAME) == "Authorities and residents blamed the NHF."


def blamed(actor: str, by: Speaker, report: int, stance: Stance = Stance.ACCUSES) -> Told:
    return Told(Responsibility(actor=actor), by, (report,), stance)


HILL = Speaker(name="Hill League", role=Role.ARMED_GROUP, named=True)


def test_where_nobody_claims_it_the_opening_has_who_is_blamed_and_that_they_deny_it():
    desk = Newsroom()
    accused, again = (blamed("Hill League", who, 1) for who in (OFFICIALS, AUTHORITIES))
    desk.incident(desk.field(accused, again, blamed("Hill League", HILL, 2, Stance.DENIES)))
    assert line(write(desk.consensus()), Line.EVENT) == (
        "Officials and authorities blamed the Hill League; the Hill League denied responsibility."
    )


def test_where_two_sides_blame_each_other_the_opening_has_both_and_a_line_the_rest():
    desk = Newsroom()
    crowd = blamed("gunmen", RESIDENTS, 3)
    desk.incident(
        desk.field(blamed("Hill League", HAWKS, 1), blamed("Northern Hawks Front", HILL, 2), crowd)
    )
    briefing = write(desk.consensus())
    assert line(briefing, Line.EVENT) == (
        "The Northern Hawks Front (NHF) blamed the Hill League; the Hill League blamed the NHF."
    )
    assert line(briefing, Line.BLAME) == "Residents blamed gunmen."


def test_beside_a_group_that_claims_it_its_spokesman_goes_unnamed():
    desk = Newsroom()
    spokesman = Speaker(name="spokesman Tam Orr", role=Role.ARMED_GROUP, named=True)
    desk.incident(
        desk.field(
            claimed_by_front(),
            blamed("Northern Hawks Front", spokesman, 3, Stance.CLAIMS_RESPONSIBILITY),
        )
    )
    assert cited(write(desk.consensus()), "claimed") == [
        ("The Northern Hawks Front (NHF) claimed responsibility", [2, 3]),
        (".", []),
    ]


@pytest.mark.parametrize(
    ("publishers", "types", "told"),
    [
        ((None, None), ("bombing",), "A bombing was reported on Saturday. No report names who did"),
        ((None,), ("bombing",), "A bombing was reported on Saturday."),
        ((None, None), ("security_operation",), "A security operation was reported on Saturday."),
    ],
)
def test_where_several_reports_name_nobody_the_opening_says_so(publishers, types, told):
    desk = Newsroom(publishers=publishers, actors=())
    desk.incident(desk.field(Told(on("Saturday"), None, (1,))), types=types)
    assert line(write(desk.consensus()), Line.EVENT) == told.replace("did", "did it.")


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (Result.ONGOING, "Continued fighting was reported."),
        (Result.FOILED, "The attacks were reported to have been foiled."),
        (Result.UNDER_CONTROL, "The situation was reported to be under control."),
        (Result.SITE_SEIZED, "Militants were reported to have taken control of a mill."),
    ],
)
def test_what_an_unnamed_report_says_itself_of_the_outcome_stands_in_the_passive(result, told):
    desk = Newsroom()
    of = "a mill" if result is Result.SITE_SEIZED else None
    desk.incident(desk.field(claimed_by_front()), desk.field(Told(outcome(result, of), None, (2,))))
    claimed = "The Northern Hawks Front (NHF) claimed responsibility."
    assert line(write(desk.consensus()), Line.EVENT) == f"{claimed} {told}"


def test_that_forces_went_after_the_attackers_is_no_measure_of_the_head_beside_others():
    desk = Newsroom()
    curfew, hunt = (
        Told(Response(response=kind), OFFICIALS, (1,))
        for kind in (ResponseKind.CURFEW, ResponseKind.SECURITY_OPERATION)
    )
    desk.incident(desk.field(curfew), desk.field(hunt))
    briefing = write(desk.consensus())
    assert line(briefing, Line.MEASURES) == "Curfew imposed."
    assert "Officials said a security operation was launched." in [
        one.text for one in briefing.section(Section.WHAT_HAPPENED)
    ]


def test_a_word_that_hides_who_did_what_to_whom_stands_in_a_sentence():
    desk = Newsroom()
    desk.incident(
        desk.field(claimed_by_front()),
        desk.field(Told(toll(3, Group.EVERYONE), OFFICIALS, (1,))),
        desk.field(
            Told(
                toll("dozens", Group.MILITARY, Effect.NEUTRALISED),
                HAWKS,
                (1,),
                quote="Dozens were neutralised.",
            )
        ),
    )
    assert "The NHF said “dozens” of military personnel were “neutralised” [1]." in str(
        write(desk.consensus())
    )


@pytest.mark.parametrize(
    ("quote", "called"),
    [
        ("It began the second phase of its campaign, “Operation Thaw”.", "the second phase of "),
        ("This was the new wave of Operation Thaw.", "the new wave of "),
        ("In a second town it began Operation Thaw.", ""),
    ],
)
def test_the_phase_of_an_operation_is_told_with_its_name(quote, called):
    desk = Newsroom()
    whole = desk.incident(desk.field(claimed_by_front(quote)))
    desk.incidents[0] = whole.model_copy(update={"operation": "Operation Thaw"})
    [named] = [one for one in write(desk.consensus()).sentences if "Thaw" in one.text]
    assert named.text == f"The NHF called the attacks {called}“Operation Thaw”."


def test_of_counts_that_contradict_the_opening_gives_both_ends_and_the_row_all():
    desk = Newsroom(publishers=(None, None, None, None, None))
    speakers = [Speaker(name=f"official {at}", role=Role.GOVERNMENT, named=False) for at in "ABCDE"]
    counts = ((5, (1,)), (7, (2, 3)), (9, (4,)), (12, (5,)))
    told = [
        Told(toll(count, Group.EVERYONE), who, reports)
        for (count, reports), who in zip(counts, speakers, strict=False)
    ]
    desk.incident(desk.field(*told, kinds=("contradiction",)))
    briefing = write(desk.consensus())
    assert line(briefing, Line.TOLL) == (
        "The toll is disputed. An official A said five people were killed; an official D said 12."
        + UNCOUNTED
    )
    [row] = briefing.section(Section.DISAGREEMENTS)
    assert row.text == (
        "People killed: five, an official A; seven, an official B; nine, an official C; 12, an"
        " official D."
    )


def test_figures_that_do_not_contradict_are_no_range_and_the_day_stands_before_two_days():
    desk = Newsroom()
    desk.incident(
        desk.field(
            Told(toll(1, FORCES), RESIDENTS, (1,)),
            Told(toll(9, FORCES), OFFICIALS, (2,)),
            Told(toll(30, FORCES), HAWKS, (3,), quote="They lost 30 men over two days."),
            kinds=("scope_mismatch",),
        )
    )
    told = line(write(desk.consensus()), Line.TOLL)
    assert told == f"Officials said nine security personnel were killed.{UNCOUNTED}"


def test_the_opening_gives_six_figures_at_most_those_in_dispute_before_the_others():
    desk = Newsroom()
    groups = (FORCES, Group.CIVILIANS, Group.MILITANTS, Group.CHILDREN)
    desk.incident(
        *(
            desk.field(
                Told(toll(2, group), OFFICIALS, (1,)),
                Told(toll(at, group), HAWKS, (2,)),
                kinds=("contradiction",),
            )
            for at, group in enumerate(groups, start=5)
        )
    )
    told = line(write(desk.consensus()), Line.TOLL)
    assert told.count(" said ") == 6
    assert told.endswith(UNCOUNTED)


def test_of_more_than_two_who_count_alike_the_opening_names_one():
    desk = Newsroom()
    value = toll(3, FORCES)
    desk.incident(desk.field(*(Told(value, who, (1,)) for who in (HAWKS, OFFICIALS, RESIDENTS))))
    assert line(write(desk.consensus()), Line.TOLL).startswith(
        "The Northern Hawks Front (NHF) and others said three security personnel were killed."
    )


def test_a_total_with_its_parts_stands_first_and_leaves_nobody_out():
    parts = (toll(14, FORCES), toll(9, Group.CIVILIANS))
    desk = Newsroom(publishers=("Hill Gazette", "Valley Post", None))
    desk.incident(
        desk.field(
            Told(toll(23, Group.EVERYONE), None, (1,)),
            Told(toll("at least 23", Group.EVERYONE), None, (2,), parts=parts),
            kinds=("precision_difference",),
        )
    )
    briefing = write(desk.consensus())
    assert line(briefing, Line.TOLL) == (
        "Valley Post said at least 23 people were killed, including 14 security personnel and nine"
        f" civilians.{UNCOUNTED}"
    )
    assert briefing.section(Section.DISAGREEMENTS) == ()
    assert "Hill Gazette" in " ".join(one.text for one in briefing.section(Section.WHAT_HAPPENED))


def test_of_one_voice_the_opening_gives_the_widest_figure_alone():
    desk = Newsroom()
    part, whole = (Told(toll(n, Group.EVERYONE), OFFICIALS, (1,)) for n in (4, 15))
    desk.incident(desk.field(part, whole, kinds=("scope_mismatch",)))
    told = line(write(desk.consensus()), Line.TOLL)
    assert told == f"Officials said 15 people were killed.{UNCOUNTED}"


# ---------------------------------------------------------------- citations


def test_each_clause_is_cited_for_its_own_reports_and_no_others():
    desk = Newsroom()
    desk.incident(
        desk.field(
            Told(toll(10, FORCES), OFFICIALS, (1, 3)),
            Told(toll(84, FORCES), HAWKS, (2,)),
            Told(toll(84, FORCES), AUTHORITIES, (3,), rejects=True),
            kinds=("contradiction", "denial"),
        )
    )
    assert cited(write(desk.consensus()), "said 84, which") == [
        ("The toll is disputed. Officials said 10 security personnel were killed", [1, 3]),
        ("; the Northern Hawks Front (NHF) said 84, which authorities rejected", [2, 3]),
        (f".{UNCOUNTED}", []),
    ]


def test_a_mark_is_no_part_of_the_text_and_stands_where_it_was_set():
    text, marks = placed(f"One{cite_keys(['c1', 'c2'])}; two{cite_keys(['c3'], ['a1'])}.")
    assert text == "One; two."
    assert [(one.at, one.keys, set(one.reports)) for one in marks] == [
        (3, ("c1", "c2"), set()),
        (8, ("c3",), {"a1"}),
    ]


def test_a_name_that_holds_the_signs_of_a_mark_is_printed_without_them():
    assert placed("the \ue000Hawks\ue003")[0] == "the Hawks"


# ---------------------------------------------------------------- the grid


def test_the_camp_of_a_speaker_is_the_column_of_what_is_said_and_nothing_else():
    briefing = in_places(
        (
            "Stonegate",
            Told(GATE, OFFICIALS, (1,)),
            Told(Damage(degree=Degree.DESTROYED, of="main gate"), RESIDENTS, (2,)),
        )
    )
    told = [(one.column, one.in_cell().text) for one in briefing.section(Section.PLACES)]
    assert told == [
        (Column.STATE, "Officials: main gate targeted."),
        (Column.OTHERS, "Residents: main gate destroyed."),
        (None, "The accounts of Stonegate may be of separate incidents there."),
    ]


def test_a_cell_keeps_its_citations_where_they_belong():
    briefing = in_places(("Stonegate", Told(GATE, OFFICIALS, (1,)), HELD))
    sentence = next(one for one in briefing.section(Section.PLACES) if "main gate" in one.text)
    runs = [(text, [one.number for one in cites]) for text, cites in sentence.in_cell().runs()]
    assert runs == [("Officials: main gate targeted", [1]), (".", [])]


@pytest.mark.parametrize(
    ("report", "of", "taken"),
    [
        (1, "sections of the facility", "sections of the Salt Mill"),
        (1, "the building", "the Salt Mill"),
        # A site of another report, and words that may lead anywhere.
        (2, "the building", "a site"),
        (1, "the area", "a site"),
    ],
)
def test_a_site_that_leads_back_is_the_one_its_report_named_last(report, of, taken):
    mill = Place(name="the Salt Mill", locality="Wyne", site="the Salt Mill")
    desk = Newsroom()
    desk.incident(
        desk.field(claimed_by_front()),
        desk.field(Told(Location(place=mill), None, (1,))),
        desk.field(Told(outcome(Result.SITE_SEIZED, of), HAWKS, (report,))),
    )
    assert line(write(desk.consensus()), Line.EVENT).endswith(
        f" The NHF said its fighters took control of {taken}."
    )


def test_what_is_targeted_and_harmed_in_one_mouth_is_said_once():
    briefing = in_places(
        (
            "Stonegate",
            Told(GATE, RESIDENTS, (1,)),
            Told(Damage(degree=Degree.SOME, of="main gate"), RESIDENTS, (1,)),
            HELD,
        )
    )
    assert "Residents: main gate damaged." in [
        one.in_cell().text for one in briefing.section(Section.PLACES)
    ]


def test_all_that_was_not_damaged_stands_under_one_verb():
    spared = [
        Told(Damage(degree=Degree.NONE, of=of), RESIDENTS, (1,)) for of in ("the port", "two mills")
    ]
    briefing = in_places(("Stonegate", *spared, HELD))
    assert "Residents: no damage to port or two mills." in [
        one.in_cell().text for one in briefing.section(Section.PLACES)
    ]


@pytest.mark.parametrize(
    ("quote", "killed"),
    [
        ("Lorries blew up, killing senior driver Ada Moor and others.", "senior driver and others"),
        (None, "senior driver"),
    ],
)
def test_others_whom_a_sentence_has_beside_a_victim_are_told_with_him(quote, killed):
    driver = Victim(
        name="Ada Moor", effect=Effect.KILLED, group=Group.OTHER, description="senior driver"
    )
    others = Toll(
        group=Group.EVERYONE,
        effect=Effect.KILLED,
        count=Count(kind=CountKind.UNKNOWN, verbatim="others"),
    )
    desk = Newsroom()
    desk.incident(desk.field(claimed_by_front()))
    fields = [desk.field(Told(value, RESIDENTS, (1,), quote=quote)) for value in (driver, others)]
    if quote:
        one, other = desk.claims[-2:]
        same = other.claim.model_copy(update={"evidence": one.claim.evidence})
        desk.claims[-1] = other.model_copy(update={"claim": same})
    desk.incident(*fields, desk.field(HELD), town="Stonegate")
    told = [one.in_cell().text for one in write(desk.consensus()).section(Section.PLACES)]
    assert f"Residents: a {killed} killed." in told


def test_what_one_voice_tells_of_a_place_stands_in_one_cell_harm_and_all():
    burnt = Told(Damage(degree=Degree.DESTROYED, of="patrol car"), RESIDENTS, (1,))
    two = Told(toll(2, Group.POLICE), RESIDENTS, (1,))
    briefing = in_places(("Stonegate", burnt, two, HELD))
    assert "Residents: patrol car destroyed, two police officers killed." in [
        one.in_cell().text for one in briefing.section(Section.PLACES)
    ]


def test_places_of_which_one_voice_tells_a_thing_or_two_share_a_line():
    gates = (Told(GATE, OFFICIALS, (1,)),)
    [line] = in_places(("Stonegate", *gates), ("Wyne", *gates)).section(Section.PLACES)
    assert line.column is None
    assert line.text == (
        "Less was told of Stonegate (officials: main gate targeted)"
        " and Wyne (officials: main gate targeted)."
    )


def test_a_ministry_that_publishes_a_source_is_one_party_with_the_ministry_others_quote():
    briefing = in_places(
        ("Stonegate", Told(GATE, None, (1,)), HELD),
        ("Wyne", Told(GATE, MINISTRY, (2,)), HELD),
        publishers=("Ministry of Interior", None, None),
    )
    told = {(one.column, one.in_cell().text) for one in briefing.section(Section.PLACES)}
    assert {one for one in told if one[0] is Column.STATE} == {
        (Column.STATE, "The Ministry of Interior: main gate targeted.")
    }


# ---------------------------------------------------------------- other times


@pytest.mark.parametrize(
    ("about", "quote", "told"),
    [
        (
            "last year",
            "Last year matters: last year when raiders took a ferry, dozens of people were hurt.",
            "One report said “raiders took a ferry, dozens of people were hurt” (“last year”)",
        ),
        (
            "2025",
            "An annual survey of raids put 40 civilians killed in 2025.",
            "One report said 40 civilians were killed in 2025, in an “annual survey”",
        ),
    ],
)
def test_a_figure_of_another_time_is_told_with_what_it_is_of(about, quote, told):
    desk = Newsroom()
    desk.incident(desk.field(claimed_by_front()))
    value = toll(40, Group.CIVILIANS)
    desk.background.extend(desk.positions((Told(value, None, (1,), about=about, quote=quote),)))
    [sentence] = write(desk.consensus()).section(Section.BACKGROUND)
    assert sentence.text.startswith(told)


# ---------------------------------------------------------------- how far, how hard, how long


@pytest.mark.parametrize(
    ("value", "quote", "told"),
    [
        (
            toll(3, FORCES, Effect.INJURED),
            "Only 3 soldiers had minor injuries.",
            "three security personnel were injured lightly",
        ),
        (
            toll(3, FORCES, Effect.INJURED),
            "The 3 soldiers were hurt.",
            "three security personnel were injured",
        ),
        (outcome(Result.ONGOING), "As night fell, fighting went on.", "continued as night fell"),
        (outcome(Result.UNDER_CONTROL), "It was over within hours.", "under control within hours"),
    ],
)
def test_how_hard_and_until_when_is_told_as_the_source_limits_it(value, quote, told):
    desk = Newsroom()
    desk.incident(desk.field(Told(value, OFFICIALS, (1,), quote=quote)))
    head = " ".join(one.text for one in write(desk.consensus()).section(Section.OPENING))
    assert f"{told}." in head


def test_a_party_that_counts_only_the_hurt_is_said_to_tell_of_these_and_not_to_deny_any_dead():
    desk = Newsroom(publishers=(None,) * 4)
    dead = desk.field(
        Told(toll(10, FORCES), None, (1,)),
        Told(toll("at least 10", FORCES), None, (2,)),
        Told(toll(84, FORCES), HAWKS, (3,)),
        kinds=("contradiction",),
    )
    low, least, high = (one.position_id for one in dead.positions)
    against = dead.disagreements[0].model_copy(update={"pairs": ((low, high), (least, high))})
    desk.incident(
        dead.model_copy(update={"disagreements": (against,)}),
        desk.field(Told(toll(3, FORCES, Effect.INJURED), OFFICIALS, (4,))),
    )
    briefing = write(desk.consensus())
    dead, hurt = briefing.section(Section.DISAGREEMENTS)
    assert dead.text.endswith("; officials told of injured only.")
    assert hurt.text == "Security forces injured: three, officials. No other report gives a count."


def test_the_means_told_of_a_place_open_its_cell():
    bomb = Tactic(tactic=TacticKind.VEHICLE_BOMB)
    briefing = in_places(
        ("Stonegate", Told(bomb, RESIDENTS, (1,)), Told(GATE, RESIDENTS, (1,)), HELD)
    )
    assert "Residents: vehicle bomb, main gate targeted." in [
        one.in_cell().text for one in briefing.section(Section.PLACES)
    ]
