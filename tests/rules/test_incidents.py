"""One incident or a series with parts; background apart from both."""

import pytest

from llm_extract.records.claims import Scope
from llm_extract.records.incidents import IncidentStage

SERIES = (
    "Rebels launched a wave of coordinated attacks in Velm province on Friday, killing nine guards."
    "\n\nIn Tavo, attackers shot at a police van. Four attackers were killed."
    "\n\nIn Orlo, attackers stormed a bank. No damage was reported."
    "\n\nSimilar attacks were reported in Merin, Sotu and Palla."
)


def test_each_town_with_facts_of_its_own_is_a_part(read):
    series, *parts = read(SERIES).incidents
    assert series.type == "series"
    assert {part.place.name for part in parts} == {"Tavo", "Orlo"}
    assert all(part.part_of == series.incident_id for part in parts)


def test_a_part_happened_when_the_series_did_unless_a_day_of_its_own_is_told(read):
    text = SERIES + "\n\nIn Merin, rebels shot a teacher dead on Saturday."
    times = {one.place.name: one.when.verbatim for one in read(text).incidents if one.part_of}
    assert times == {"Tavo": "Friday", "Orlo": "Friday", "Merin": "Saturday"}


def test_a_town_that_is_only_listed_is_a_place_of_the_series(read):
    series = read(SERIES).incidents[0]
    places = {claim.value.place.name for claim in series.claims if claim.field == "place"}
    assert {"Merin", "Sotu", "Palla"} <= places


def test_figures_have_the_scope_of_what_they_count(read):
    scopes = {
        claim.value.count.low: claim.scope
        for claim in read(SERIES).claims()
        if claim.field == "toll"
    }
    assert scopes == {9: Scope.SERIES, 4: Scope.PART}


def test_a_lone_attack_is_one_incident(read):
    (incident,) = read("Gunmen attacked a bank in Tavo on Friday, killing two guards.").incidents
    assert incident.type == "armed_attack"
    assert incident.place.name == "Tavo"
    assert {claim.scope for claim in incident.claims} == {Scope.INCIDENT}


def test_where_a_speaker_is_does_not_place_what_he_says(read):
    text = SERIES + "\n\nA police chief in Sotu told reporters that six farmers were hurt."
    hurt = [c for c in read(text).claims() if c.field == "toll" and c.value.effect == "injured"]
    assert [claim.scope for claim in hurt] == [Scope.SERIES]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A suicide bomber killed two guards in Tavo.", "bombing"),
        ("An airstrike killed two insurgents in Tavo.", "air_strike"),
        ("Mortar shelling killed two farmers in Tavo.", "shelling"),
        ("Gunmen abducted two teachers in Tavo.", "abduction"),
        ("Troops detained two insurgents in Tavo.", "security_operation"),
        ("Gunmen shot two farmers in Tavo.", "armed_attack"),
    ],
)
def test_the_type_follows_the_means(read, text, kind):
    assert [incident.type for incident in read(text).incidents] == [kind]


def test_an_attack_that_was_only_repelled_is_foiled(read):
    (incident,) = read("Guards repelled an attack on the port of Tavo.").incidents
    assert incident.stage is IncidentStage.FOILED


def test_a_text_without_violence_has_no_incident(read):
    assert read("The council of Tavo met on Friday to talk about roads.").incidents == ()


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("Last year 200 people were killed in the region.", "Last year"),
        ("The raid followed recent operations in which over 60 rebels died.",
         "recent operations"),
        ("In 2029 rebels killed 300 soldiers.", "2029"),
        ("Rebels have killed 900 soldiers since 2019.", "since 2019"),
        ("At least 200 people were killed last year in the region.", "last year"),
        ("The nine-year war killed 900 soldiers.", "nine-year war"),
        ("An 18-year civil war killed 900 people.", "18-year civil war"),
        ("At least 900 people were killed in the decades-long insurgency.",
         "decades-long insurgency"),
    ],
)  # fmt: skip
def test_figures_of_other_times_are_background(read, sentence, about):
    extraction = read("Rebels killed nine guards in Tavo on Friday.\n\n" + sentence)
    (claim,) = extraction.background
    assert (claim.scope, claim.about.casefold()) == (Scope.BACKGROUND, about.casefold())


def test_statistics_go_on_through_their_paragraph(read):
    text = (
        "Rebels killed nine guards in Tavo on Friday.\n\n2029 saw 300 soldiers killed. "
        "Civilian deaths rose by 4% to 120. The army killed over 700 militants."
    )
    figures = {claim.value.count.low: claim.about for claim in read(text).background}
    assert figures == {300: "2029", 120: "2029", 701: "2029"}


def test_the_worst_day_in_years_is_no_background(read):
    text = "Nine guards were killed on Friday, one of the worst days in recent years."
    extraction = read(text)
    assert extraction.background == ()
    assert len(extraction.incidents) == 1


def test_a_report_on_an_old_event_alone_is_about_that_event(read):
    extraction = read("A baker was jailed for an attack that killed nine guards last year.")
    assert extraction.background == ()
    assert [c.value.count.low for c in extraction.claims() if c.field == "toll"] == [9]


def test_the_districts_of_a_and_b_are_places_of_their_own(read):
    text = SERIES + "\n\nRebels attacked the districts of Sotu, Merin and Dolm."
    places = {c.value.place.name for c in read(text).claims() if c.field == "place"}
    assert {"Sotu", "Merin", "Dolm"} <= places


def test_another_time_in_another_clause_makes_no_background(read):
    text = "Rebels killed nine guards in Tavo, while the valley has known decades of unrest."
    assert read(text).background == ()


def test_another_deed_in_the_same_report_is_an_incident_of_its_own(read):
    text = (
        "A bomb killed 20 people in Tavo on Friday. It went off at noon. Shops were shut.\n\n"
        "The only operation of the rebels that day was in Merin, they said. "
        "Three soldiers were killed there."
    )
    main, other = read(text).incidents
    assert [str(c.value.count) for c in main.claims if c.field == "toll"] == ["20"]
    assert [str(c.value.count) for c in other.claims if c.field == "toll"] == ["3"]
    assert (other.part_of, other.place.name) == (None, "Merin")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels attacked troops at Orlo Bridge, Tavo district, on Friday.", "Orlo Bridge"),
        ("TAVO: Six people died in the blast, a doctor said. The market of Tavo is shut.", "Tavo"),
        ("TAVO, March 8 (Velm) - Six people died in a blast.", "Tavo"),
        ("Nine soldiers died in northern Velm. The fighting in Tavo went on for hours.", "Tavo"),
    ],
)  # fmt: skip
def test_a_lone_incident_is_placed_as_narrowly_as_the_report_says(read, text, place):
    assert read(text).incidents[0].place.name == place


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed two people in Tavo. Its market draws traders from some 40 villages.",
        "Rebels attacked Tavo. Three blasts were heard there.",
        "Rebels attacked Tavo. Mobile data was switched off in five districts.",
    ],
)
def test_not_every_count_of_places_is_how_far_it_reached(claims, text):
    assert claims(text, "extent") == []


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Rebels in Tavo broke into navy bases and captured sections of them.",
         "sections of navy bases"),
        ("Rebels seized control of sections of the depot in Tavo.", "sections of the depot"),
        ("Rebels briefly overran most of the barracks in Tavo.", "most of the barracks"),
        ("Rebels seized large parts of Merin after an attack.", "large parts of Merin"),
        ("The town of Merin was seized by rebels after an attack.", "town of Merin"),
        ("Rebels took control of several areas after an attack.", "several areas"),
        ("In Tavo the Orlo Customs Office (OCO) building had been taken over by rebels.",
         "Orlo Customs Office building"),
    ],
)  # fmt: skip
def test_what_was_seized_keeps_what_share_of_it_was_and_its_name(claims, text, of):
    seized = [c.value.of for c in claims(text, "outcome") if c.value.result == "site_seized"]
    assert seized == [of]


def test_a_siege_of_another_year_keeps_its_figures_apart(read):
    text = (
        "Rebels attacked Tavo on Friday, killing two guards.\n\n"
        "In August last year gunmen seized a ship in Merin; dozens were killed or injured."
    )
    assert [claim.about for claim in read(text).background] == ["last year"]


def test_the_day_of_a_statement_or_a_rescue_is_not_the_day_of_the_deed(claims):
    text = (
        "Rebels killed two guards in Tavo on Friday. In a statement on Saturday the army said that"
        " two rebels were killed. Six farmers were rescued on Saturday."
    )
    assert [claim.value.when.verbatim for claim in claims(text, "date")] == ["Friday"]


def test_an_attack_with_deaths_of_unknown_number_is_accomplished(read):
    text = "Guards repelled an attack on Tavo on Friday. There were fatalities among the farmers."
    assert read(text).incidents[0].stage is IncidentStage.ACCOMPLISHED


def test_a_deed_told_beside_a_speaker_after_a_stop_stays_in_its_town(read):
    text = (
        "Rebels attacked nine towns in Velm province on Friday, killing 11 guards.\n\n"
        "In Merin a bomb went off. Armed men drove into Sotu and set fire to police cars; a nurse"
        " said that four constables were treated for wounds."
    )
    parts = {part.place.name: part for part in read(text).incidents[1:]}
    assert any(claim.field == "toll" for claim in parts["Sotu"].claims)


def test_the_day_since_when_a_campaign_runs_is_not_the_day_of_the_deed(claims):
    text = (
        "On 21 February rebels ambushed a column near Tavo. Nine soldiers died."
        " Since the offensive opened on 1 February, 70 soldiers have been killed."
    )
    assert [c.value.when.verbatim for c in claims(text, "date")] == ["21 February"]


def test_people_of_a_town_tell_of_their_town(read):
    text = SERIES + "\n\nSeveral accounts shared by people in Sotu speak of six farmers killed."
    parts = {part.place.name for part in read(text).incidents[1:]}
    assert parts == {"Tavo", "Orlo", "Sotu"}


def test_what_is_told_of_a_town_where_somebody_said_so_belongs_there(read):
    text = (
        SERIES + "\n\nBlasts were also reported in Sotu, where locals said six farmers were hurt."
    )
    parts = {part.place.name for part in read(text).incidents[1:]}
    assert parts == {"Tavo", "Orlo", "Sotu"}


def test_a_doubt_about_figures_makes_no_incident_of_the_town_it_names(read):
    text = (
        "Rebels launched coordinated attacks in Velm province on Friday. The army said it had"
        " killed 14 rebels. In Tavo, attackers stormed a bank and wounded two guards.\n\nThe"
        " figure could not be verified, as reporters were stopped at Sotu."
    )
    assert {part.place.name for part in read(text).incidents[1:]} == {"Tavo"}


def test_what_is_told_of_a_list_of_towns_holds_for_those_alone(read):
    text = SERIES + (
        "\n\nMortar attacks were also reported in Sotu, Palla and Brel, every one repelled"
        " without damage to the depots."
    )
    told = [
        (claim.field, claim.scope, claim.about)
        for claim in read(text).incidents[0].claims
        if claim.field in ("outcome", "damage")
    ]
    assert sorted(told) == [
        ("damage", Scope.PART, "Sotu, Palla and Brel"),
        ("outcome", Scope.PART, "Sotu, Palla and Brel"),
    ]


def test_a_site_that_bears_the_name_of_a_town_of_the_report_is_in_that_town(read):
    text = SERIES + "\n\nExplosions near Merin port damaged two warehouses."
    parts = {part.place.name for part in read(text).incidents[1:]}
    assert parts == {"Tavo", "Orlo", "Merin"}


@pytest.mark.parametrize(
    ("words", "operation", "phase"),
    [
        ("as part of the second phase of its campaign, “Operation Grey Reed 2.0”",
         "Operation Grey Reed 2.0", "second phase"),
        ("in Operation Reed, phase two", "Operation Reed", "phase two"),
        ("in Operation Reed 2.0", "Operation Reed 2.0", None),
        ("in the second phase of the harvest", None, None),
    ],
)  # fmt: skip
def test_a_series_keeps_which_phase_of_its_operation_it_is(read, words, operation, phase):
    text = f"Rebels carried out a series of raids on four towns {words}. Nine men died."
    series = read(text).incidents[0]
    assert (series.operation, series.phase) == (operation, phase)
