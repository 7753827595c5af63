"""Extent, time, responsibility, outcome, damage, means, responses, victims, actors."""

from datetime import date

import pytest

from llm_extract.records.claims import Evidentiality, Role, Stance

GROUP = "The Orlo Dawn Front (ODF), a banned separatist group, is active in Velm. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked five key districts.", {("districts", "5")}),
        ("Rebels attacked at least ten cities.", {("cities", "at least 10")}),
        ("Rebels struck 48 locations across 14 cities in the attack.",
         {("locations", "48"), ("cities", "14")}),
        ("The attacks hit several districts.", {("districts", "“several”")}),
        ("Mobile internet was suspended in several districts after the attack.", set()),
    ],
)  # fmt: skip
def test_extent_counts_units_of_reach(claims, text, expected):
    assert {(c.value.unit, str(c.value.count)) for c in claims(text, "extent")} == expected


def test_a_weekday_is_seen_from_the_day_of_publication(claims):
    (claim,) = claims("Rebels attacked a bank in Tavo on Friday.", "date")
    assert (claim.value.when.start, claim.value.when.weekday) == (date(2031, 3, 7), 5)


def test_without_a_day_of_publication_the_weekday_stays(read):
    extraction = read("Rebels attacked a bank in Tavo on Friday.", None)
    (claim,) = [c for c in extraction.claims() if c.field == "date"]
    assert (claim.value.when.start, claim.value.when.weekday) == (None, 5)


def test_a_dateline_gives_the_day_when_nothing_else_does(read):
    extraction = read("TAVO, Velm (March 8, 2031) - Rebels attacked a bank yesterday.", None)
    (claim,) = [c for c in extraction.claims() if c.field == "date"]
    assert claim.value.when.start == date(2031, 3, 7)
    assert claim.as_of.day == date(2031, 3, 8)


@pytest.mark.parametrize("head", ["TAVO, Velm (March 8) - ", "TAVO (Wire), March 8, 2031 - "])
def test_the_day_of_a_dateline_is_no_day_of_the_deed_even_where_print_came_later(read, head):
    extraction = read(f"{head}Rebels attacked a bank yesterday.", date(2031, 3, 11))
    (claim,) = [c for c in extraction.claims() if c.field == "date"]
    assert claim.value.when.start == date(2031, 3, 7)


@pytest.mark.parametrize(
    "head", ["Tavo, 9 March (VNA) - ", "Tavo del Velm, 9 Mar (VNA).- ", "March 9 (Velm News) — "]
)
def test_the_day_before_the_dash_is_that_of_filing_whatever_town_it_names(read, head):
    extraction = read(f"{head}Rebels attacked a bank on Friday.", date(2031, 3, 9))
    assert [c.value.when.verbatim for c in extraction.claims() if c.field == "date"] == ["Friday"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked a bank in Tavo on Friday. Two of the dead will be buried tomorrow.",
        "Rebels attacked a bank in Tavo on Friday, and the ministry on Saturday said two died.",
        "Rebels attacked a bank in Tavo on Friday. The ministry on Saturday raised the dead to 12.",
    ],
)
def test_a_day_to_come_or_of_a_telling_or_counting_is_no_day_of_the_deed(read, text):
    extraction = read(text, date(2031, 3, 9))
    assert [c.value.when.verbatim for c in extraction.claims() if c.field == "date"] == ["Friday"]


def test_a_day_written_out_in_the_lead_is_told_of_the_deed(read):
    extraction = read("On 7 March 2031 rebels attacked a bank in Tavo.\n\nTwo men died.", None)
    (claim,) = [c for c in extraction.claims() if c.field == "date"]
    assert claim.value.when.start == date(2031, 3, 7)


def test_the_day_that_sets_the_scene_is_inferred_of_the_deed_that_follows(claims):
    (claim,) = claims(
        "A patrol searched a mill near Tavo on Friday. It detained two rebels.", "date"
    )
    assert (claim.value.when.weekday, claim.evidentiality) == (5, Evidentiality.INFERRED)


def test_the_day_of_an_earlier_deed_is_not_that_of_an_arrest(claims):
    text = "On Friday guards detained two rebels who were behind an attack on Tuesday."
    assert [claim.value.when.weekday for claim in claims(text, "date")] == [5]


def test_a_town_lies_in_the_one_province_its_report_tells_of(read):
    text = "Rebels killed two guards in Orlo province. A patrol searched a mill in Tavo district."
    (incident,) = read(text).incidents
    assert (incident.place.locality, incident.place.admin1) == ("Tavo", "Orlo")


def test_where_two_provinces_are_told_of_a_town_is_given_none(read):
    text = (
        "Rebels killed two guards in Orlo province. Two died in Lina province."
        " A patrol searched a mill in Tavo district."
    )
    (incident,) = read(text).incidents
    assert (incident.place.locality, incident.place.admin1) == ("Tavo", None)


def test_the_province_somebody_is_from_holds_no_town(read):
    text = "A man from Orlo province was killed. Rebels attacked a mill in Tavo district."
    (incident,) = read(text).incidents
    assert (incident.place.locality, incident.place.admin1) == ("Tavo", None)


def test_the_day_of_an_announcement_is_no_more_than_inferred(claims):
    (claim,) = claims("Police said on Friday that rebels attacked a bank.", "date")
    assert claim.evidentiality is Evidentiality.INFERRED


@pytest.mark.parametrize(
    ("text", "stance", "speaker"),
    [
        ("The ODF claimed responsibility for the attack.", Stance.CLAIMS_RESPONSIBILITY,
         "Orlo Dawn Front"),
        ("The attacks, claimed by the banned ODF, hit a bank.", Stance.CLAIMS_RESPONSIBILITY,
         "Orlo Dawn Front"),
        ("The ODF announced that it carried out the attack.", Stance.CLAIMS_RESPONSIBILITY,
         "Orlo Dawn Front"),
        ("Police said the attack was carried out by the ODF.", Stance.ACCUSES, "police"),
        ("The ODF denied responsibility for the attack.", Stance.DENIES, "Orlo Dawn Front"),
        ("The attack by the ODF hit a bank.", Stance.ASSERTS, None),
    ],
)  # fmt: skip
def test_responsibility_is_claimed_laid_or_denied(claims, text, stance, speaker):
    (claim,) = claims(GROUP + text, "responsibility")
    claimant = claim.attribution.claimant
    assert claim.value.actor == "Orlo Dawn Front"
    assert (claim.stance, claimant.name if claimant else None) == (stance, speaker)


def test_blame_on_people_without_a_name_keeps_the_words(claims):
    text = (
        "After the attack Minister Ada Finch said much, blaming what she called foreign terrorists."
    )
    (claim,) = claims(text, "responsibility")
    assert (claim.value.actor, claim.stance) == ("foreign terrorists", Stance.ACCUSES)


@pytest.mark.parametrize(
    ("text", "result", "of"),
    [
        ("Troops foiled an attack on the port.", "foiled", "attack"),
        ("Guards repelled the attackers.", "repelled", "attackers"),
        ("The attack failed to achieve its aims.", "failed", None),
        ("The situation after the attack is under control.", "under_control", None),
        ("Rebels entered two army camps.", "site_entered", "two army camps"),
        ("Rebels seized control of the prison.", "site_seized", "prison"),
        ("The attackers were forced to flee.", "attackers_fled", None),
    ],
)
def test_outcomes_say_how_it_ended_and_of_what(claims, text, result, of):
    (claim,) = claims(text, "outcome")
    assert (claim.value.result, claim.value.of) == (result, of)


@pytest.mark.parametrize(
    "text",
    [
        "The attackers tried to storm the camp.",
        "After the attack the lawyer entered a plea.",
        "Gunmen attacked a post. The immediate threat was contained, but searches went on.",
    ],
)
def test_what_was_only_meant_or_is_no_site_is_no_outcome(claims, text):
    assert claims(text, "outcome") == []


@pytest.mark.parametrize(
    ("text", "degree", "of"),
    [
        ("No damage was reported after the attack.", "none", "unspecified"),
        ("The attack was repelled without damage to the port.", "none", "the port"),
        ("A police vehicle was destroyed in the attack.", "destroyed", "police vehicle"),
        ("The attackers torched banks.", "some", "banks"),
        ("The raiders drove in, setting two police cars ablaze.", "destroyed", "two police cars"),
        ("The attackers torched a police lorry.", "destroyed", "police lorry"),
        ("The attackers set the town hall on fire.", "some", "town hall"),
    ],
)
def test_damage_says_how_bad_and_of_what(claims, text, degree, of):
    (claim,) = claims(text, "damage")
    assert (claim.value.degree, claim.value.of) == (degree, of)


def test_a_target_is_named_with_whose_it_is(claims):
    (claim,) = claims("Blasts near the port targeted projects linked to the Salt Road.", "target")
    assert claim.value.words == "projects linked to the Salt Road"


def test_what_goes_on_is_kept_in_the_words_of_the_report(claims):
    text = "Rebels attacked Tavo. At dusk gunfire and explosions continued in the suburbs."
    (claim,) = claims(text, "outcome")
    assert (claim.value.result, claim.value.of) == ("ongoing", "gunfire and explosions")


def test_targets_are_the_list_after_the_attack(claims):
    text = "The rebels attacked police stations, army camps and banks."
    found = [(claim.value.target, claim.value.words) for claim in claims(text, "target")]
    assert sorted(found) == [
        ("business", "banks"),
        ("military", "army camps"),
        ("police", "police stations"),
    ]


def test_means_are_told_by_their_words(claims):
    text = "The attack began with a suicide bomber and grenades; prisoners were freed."
    found = {str(claim.value.tactic) for claim in claims(text, "tactic")}
    assert found == {"suicide_attack", "grenade", "jail_break"}


def test_prisoners_freed_by_attackers_are_no_rescue(tolls):
    assert tolls("The attackers freed prisoners from the jail.") == set()


def test_services_suspended_are_responses(claims):
    text = "Rebels attacked Tavo. Internet and train services were suspended."
    found = {str(claim.value.response) for claim in claims(text, "response")}
    assert found == {"internet_suspended", "transport_suspended"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The railway suspended train and bus services.", "train and bus services"),
        ("Mobile phone services were cut off.", "Mobile phone services"),
        ("A 24-hour curfew was imposed.", "24-hour curfew"),
        ("The army launched a large clearance operation.", "large clearance operation"),
        ("Residents spoke of helicopter patrols.", "helicopter patrols"),
        ("The army was still searching for them.", None),
    ],
)
def test_a_response_says_what_was_stopped_or_begun(claims, text, words):
    (claim,) = claims(f"Rebels attacked Tavo on Friday. {text}", "response")
    assert claim.value.words == words


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("Rebels took temporary control of two posts.", "temporary"),
        ("Rebels briefly overran the camp.", "briefly"),
        ("Rebels overran the camp.", None),
    ],
)
def test_a_hold_that_did_not_last_is_marked_so(claims, text, limited):
    (claim,) = claims(text, "outcome")
    assert claim.value.limited == limited


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The rebels said they had pushed back troops in Merin.", ["troops"]),
        ("The raiders were driven back after an hour.", [None]),
        ("The vote was pushed back by a week.", []),
        ("Forty goats were driven off.", []),
    ],
)
def test_only_fighters_are_pushed_back(claims, text, of):
    found = claims(f"Rebels attacked Tavo on Friday. {text}", "outcome")
    assert [claim.value.of for claim in found] == of


@pytest.mark.parametrize(
    ("text", "name", "description", "group"),
    [
        ("Rebels hit a police van, killing senior officer Carl Peter Dove.", "Carl Peter Dove",
         "senior officer", "police"),
        ("Carl Dove, a 22-year-old baker, was shot and killed in Tavo.", "Carl Dove", None,
         "other"),
    ],
)  # fmt: skip
def test_named_victims_have_name_and_description(claims, text, name, description, group):
    (claim,) = claims(text, "victim")
    value = claim.value
    assert (value.name, value.description, value.group) == (name, description, group)


def test_an_acronym_is_an_alias_of_the_name_before_it(read):
    (incident,) = read(GROUP + "The ODF killed two guards.").incidents
    (actor,) = incident.actors
    assert (actor.name, actor.aliases, actor.role) == (
        "Orlo Dawn Front",
        ("ODF",),
        Role.ARMED_GROUP,
    )


def test_a_possessive_within_a_name_does_not_break_its_acronym(read):
    text = "The outlawed Velm Farmers' and Miner's Guard (VFMG) struck. The VFMG killed two guards."
    names = {actor.name for incident in read(text).incidents for actor in incident.actors}
    assert any("Guard" in name for name in names)
