"""Who suffered what: voice, ellipsis, coordination, negation, parts."""

import pytest

from llm_extract.records.claims import IncludesPerpetrators

EVERY_VOICE = [
    ("Ten soldiers were killed in Tavo.", {("killed", "military", "10")}),
    ("The blast killed at least ten farmers.", {("killed", "civilians", "at least 10")}),
    ("Raiders struck the mill, killing two farmers.", {("killed", "civilians", "2")}),
    ("The attack left four men injured and one dead.",
     {("injured", "everyone", "4"), ("killed", "everyone", "1")}),
    ("Three guards died in the raid.", {("killed", "security_forces", "3")}),
    ("The raid led to the deaths of six policemen.", {("killed", "police", "6")}),
    ("The death toll rose to 21 after the attack.", {("killed", "everyone", "21")}),
    ("The bombing claimed at least four lives.", {("killed", "everyone", "at least 4")}),
    ("The shelling cost nine marines their lives.", {("killed", "military", "9")}),
    ("Two guards sustained minor injuries in the attack.", {("injured", "security_forces", "2")}),
    ("There were 30 casualties in the attack.", {("killed_or_injured", "everyone", "30")}),
    ("Two gunmen were shot dead in the clash.", {("killed", "militants", "2")}),
    ("Police shot and killed the gunman.", {("killed", "militants", "1")}),
    ("Troops detained five insurgents in the raid.", {("captured", "militants", "5")}),
    ("Eight teachers were taken hostage in the raid.", {("captured", "civilians", "8")}),
    ("The rebels took seven soldiers prisoner in the raid.", {("captured", "military", "7")}),
    ("Six hostages were freed after the siege.", {("rescued", "other", "6")}),
    ("Four children are missing after the attack.", {("missing", "children", "4")}),
    ("The army neutralised 12 militants in the clash.", {("neutralised", "militants", "12")}),
    ("The shooting sent five people to the hospital.", {("injured", "everyone", "5")}),
    ("More than 20 people were killed or injured in the blast.",
     {("killed_or_injured", "everyone", "at least 21")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EVERY_VOICE)
def test_a_toll_is_read_in_every_voice(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(("text", "expected"), EVERY_VOICE)
def test_a_toll_is_read_in_upper_case_too(tolls, text, expected):
    assert {(e, g, f.lower()) for e, g, f in tolls(text.upper())} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten guards and two farmers were killed.",
         {("killed", "security_forces", "10"), ("killed", "civilians", "2")}),
        ("The rebels killed five soldiers and wounded 12.",
         {("killed", "military", "5"), ("injured", "military", "12")}),
        ("They killed ten soldiers and two farmers were wounded.",
         {("killed", "military", "10"), ("injured", "civilians", "2")}),
        ("Two people were killed, three others injured.",
         {("killed", "everyone", "2"), ("injured", "everyone", "3")}),
        ("A constable was killed and another constable wounded.",
         {("killed", "police", "1"), ("injured", "police", "1")}),
        ("The rebels killed 60 soldiers and policemen.", {("killed", "security_forces", "60")}),
        ("The group killed 40 Velmese soldiers and captured nine others.",
         {("killed", "military", "40"), ("captured", "military", "9")}),
    ],
)  # fmt: skip
def test_coordinated_figures_keep_their_own_verbs(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed in the raid were four policemen and a nurse.",
         {("killed", "police", "4"), ("killed", "medical", "1")}),
        ("Also killed in the raid were two guards.", {("killed", "security_forces", "2")}),
        ("Injured in the shooting were three men.", {("injured", "everyone", "3")}),
    ],
)  # fmt: skip
def test_sufferers_may_follow_the_verb(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Velmaris were killed in the raid.", {("killed", "everyone", "2")}),
        ("Three Orlese were killed in the raid.", {("killed", "everyone", "3")}),
        ("A family of five was killed in the raid.", {("killed", "everyone", "5")}),
        ("The rocket killed its crew of four.", {("killed", "everyone", "4")}),
        ("The attack wounded six; a third victim died later.",
         {("injured", "everyone", "6"), ("killed", "everyone", "1")}),
    ],
)  # fmt: skip
def test_people_are_counted_by_nation_family_order_and_share(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Five people – three women and two boys – were killed.",
        "Five people, three women and two boys, were killed.",
        "The raid killed five people (three women and two boys).",
    ],
)
def test_figures_that_add_up_to_the_one_before_are_its_parts(claims, text):
    total, *parts = sorted(claims(text, "toll"), key=lambda claim: -claim.value.count.low)
    assert total.value.count.low == 5
    assert set(total.parts) == {part.claim_id for part in parts}
    assert {(str(part.value.group), part.value.count.low) for part in parts} == {
        ("everyone", 3),
        ("children", 2),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials put the police toll of the raid at two.", {("killed", "police", "2")}),
        ("The number of soldiers killed in the raid rose to 14.", {("killed", "military", "14")}),
        ("The raid brought to 14 the number of soldiers killed.", {("killed", "military", "14")}),
        ("After the raid the death toll was raised to 17 from 12.",
         {("killed", "everyone", "17")}),
        ("The raid took the lives of five soldiers and two farmers.",
         {("killed", "military", "5"), ("killed", "civilians", "2")}),
        ("The raid wounded two policemen and 22 people remain in captivity.",
         {("injured", "police", "2"), ("captured", "everyone", "22")}),
    ],
)  # fmt: skip
def test_a_running_toll_tells_whose_it_is_and_what_it_was(tolls, text, expected):
    assert tolls(text) == expected


def test_what_else_is_counted_right_before_the_verb_suffers_it(tolls):
    text = "According to the mayor, 12 houses were burned in the raid and three people killed."
    assert tolls(text) == {("killed", "everyone", "3")}


def test_a_total_of_deaths_names_what_it_is_made_of(claims):
    found = claims("The raid led to nine deaths: six soldiers, two policemen and a farmer.", "toll")
    total, *parts = sorted(found, key=lambda claim: -claim.value.count.low)
    assert set(total.parts) == {part.claim_id for part in parts}
    assert [(str(part.value.group), part.value.count.low) for part in parts] == [
        ("military", 6),
        ("police", 2),
        ("civilians", 1),
    ]


def test_a_sum_is_of_those_told_before(tolls):
    text = "Rebels killed 14 soldiers in the raid, and three on the road. That makes 17."
    assert ("killed", "military", "17") in tolls(text)


def test_those_who_act_lend_their_side_to_nobody(tolls):
    text = "Bandits kidnapped the poet Ada Finch and 16 others in the raid."
    assert tolls(text) == {("captured", "civilians", "1"), ("captured", "everyone", "16")}


@pytest.mark.parametrize(
    "text",
    [
        "Police said four people were killed in the raid, but residents put the figure at nine.",
        "Police said four people were killed in the raid. Residents put the number at nine.",
        "Police said four people were killed in the raid. Residents say the real figure is nine.",
        "Police said four people were killed in the raid. Residents said the count stood at nine.",
    ],
)
def test_a_figure_may_be_given_for_the_one_before(claims, text):
    told = {(c.value.count.low, c.attribution.claimant.name) for c in claims(text, "toll")}
    assert told in ({(4, "police"), (9, "residents")}, {(4, "Police"), (9, "residents")})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police put the deaths in the raid at 13, two of them officers.",
         {("killed", "everyone", "13"), ("killed", "police", "2")}),
        ("The minister said 44 escaped in the raid and 38 were recaptured.",
         {("missing", "everyone", "44"), ("captured", "everyone", "38")}),
        ("The Velm Dawn Front said it killed 38 soldiers for the loss of three of its own.",
         {("killed", "military", "38"), ("killed", "militants", "3")}),
        ("Three clerks - Finch, 50, a cook and a porter - died in the raid.",
         {("killed", "civilians", "3")}),
        ("In the raid 31 millers were killed, and a bomb in the market left 58 dead.",
         {("killed", "civilians", "31"), ("killed", "everyone", "58")}),
        ("Eight dead in the raid, the fire brigade says (six inmates, two boys).",
         {("killed", "everyone", "8"), ("killed", "other", "6"), ("killed", "children", "2")}),
    ],
)  # fmt: skip
def test_groups_are_lent_within_a_clause_and_never_by_who_speaks(tolls, text, expected):
    assert tolls(text) == expected


def test_what_is_denied_of_any_is_that_some_suffered(claims):
    [claim] = claims("The army denied that any of its men had been captured in the raid.", "toll")
    assert (claim.stance, claim.value.effect, claim.value.count.kind) == (
        "denies",
        "captured",
        "unknown",
    )


def test_that_it_is_false_denies_what_follows(claims):
    [claim] = claims("After the raid the ministry states that it is false that 25 died.", "toll")
    assert (claim.stance, claim.value.count.low) == ("denies", 25)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Three police officers were killed.", "police"),
        ("Three army officers were killed.", "military"),
        ("Three security personnel were killed.", "security_forces"),
        ("Three members of the security forces were killed.", "security_forces"),
        ("Armed men shot at a police van, killing three personnel.", "police"),
        ("Three election officials were killed.", "officials"),
        ("Three journalists were killed.", "media"),
        ("Three nurses were killed.", "medical"),
        ("Three attackers were killed.", "militants"),
        ("Three weavers were killed.", "civilians"),
    ],
)
def test_the_group_comes_from_the_noun_and_the_words_beside_it(tolls, text, group):
    assert tolls(text) == {("killed", group, "3")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No one was hurt in the attack.", {("injured", "everyone", "none")}),
        ("No casualties were reported after the blast.",
         {("killed_or_injured", "everyone", "none")}),
        ("No soldiers were killed in the clash.", {("killed", "military", "none")}),
        ("The strike had not injured any civilians.", {("injured", "civilians", "none")}),
    ],
)  # fmt: skip
def test_an_explicit_none_is_zero(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has published no casualty figures after the attack.",
        "He threatened to kill 10 hostages after the attack.",
        "Carl Dove, 27, was nearby when the attack began.",
        "The attack lasted 12 hours and 300 shots were fired.",
        "The army seized 14 rifles after the attack.",
    ],
)
def test_what_is_no_toll_gives_none(tolls, text):
    counted = {toll for toll in tolls(text) if toll[2] != "an unstated number"}
    assert counted == set()


def test_a_total_names_the_claims_of_its_parts(claims):
    total, *parts = sorted(
        claims("At least 21 people, including 10 guards and 11 farmers, were killed.", "toll"),
        key=lambda claim: -claim.value.count.low,
    )
    assert set(total.parts) == {part.claim_id for part in parts}
    assert [part.value.count.low for part in parts] == [11, 10]


def test_the_sentence_after_a_total_may_give_its_parts(claims):
    text = "At least 23 people died in the raid. Nine of them were farmers."
    total, part = claims(text, "toll")
    assert total.parts == (part.claim_id,)
    assert part.value.group == "civilians"


def test_a_child_among_the_dead_is_a_part(claims):
    found = claims("The blast killed three people, including a child.", "toll")
    part, total = sorted(found, key=lambda claim: claim.value.count.low)
    assert total.parts == (part.claim_id,)
    assert (part.value.group, part.value.count.low) == ("children", 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people, including the gunman, died.", IncludesPerpetrators.YES),
        ("Six people, not including the gunman, died.", IncludesPerpetrators.NO),
        ("Six people died.", IncludesPerpetrators.UNSTATED),
    ],
)
def test_a_toll_says_whether_it_counts_the_attacker(claims, text, expected):
    totals = [c for c in claims(text, "toll") if c.value.group == "everyone"]
    assert [claim.value.includes_perpetrators for claim in totals] == [expected]


def test_a_lost_verb_gives_a_note_and_no_toll(read):
    extraction = read("Ten Velmese security personnel have been after rebels attacked Tavo.")
    assert "the verb is missing" in extraction.notes[0]
    assert not [claim for claim in extraction.claims() if claim.field == "toll"]


def test_single_victims_are_left_to_the_figure_for_all(read):
    text = "Seven people were injured in the shooting. A man was injured in the leg."
    extraction = read(text)
    assert [c.value.count.low for c in extraction.claims() if c.field == "toll"] == [7]
    assert "single victims" in extraction.notes[0]


def test_a_headline_supports_a_claim_and_makes_none(claims):
    text = "Dozens killed, nine guards dead in Tavo\n\nNine guards were killed on Friday."
    (claim,) = claims(text, "toll")
    assert claim.value.count.low == 9
    assert len(claim.evidence) == 2


def test_a_headline_makes_a_claim_of_what_the_text_gives_no_figure_for(claims):
    text = "Nine guards dead in Tavo\n\nA bomb went off on Friday. Police searched the town."
    (claim,) = claims(text, "toll")
    assert (claim.value.count.low, claim.value.effect) == (9, "killed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three men, 25, 26 and 33, were shot in Tavo.", {("killed_or_injured", "everyone", "3")}),
        ("Three men, ages 24, 27 and 31, were injured.", {("injured", "everyone", "3")}),
        ("Ana Ruiz, 27 was shot in Tavo.", set()),
        ("Ana Ruiz and Bo Tarn, both 16, were killed.", set()),
        ("The guard, who was 46, was shot in Tavo.",
         {("killed_or_injured", "security_forces", "1")}),
        ("On Sunday 16- year-old Bo Tarn died in Tavo.", set()),
        ("In 1822, the mill was burned.", set()),
        ("Five children between the ages of 9 and 14 were injured in Tavo.",
         {("injured", "children", "5")}),
        ("In Tavo, 34 were killed.", {("killed", "everyone", "34")}),
        ("A 3-year-old and two men were shot in Tavo.",
         {("killed_or_injured", "children", "1"), ("killed_or_injured", "everyone", "2")}),
        ("A 13-year-old boy and six men were injured.",
         {("injured", "children", "1"), ("injured", "everyone", "6")}),
    ],
)  # fmt: skip
def test_an_age_is_no_figure_and_may_be_a_name_for_one(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four people were shot, including one who died.",
         {("killed_or_injured", "everyone", "4"), ("killed", "everyone", "1")}),
        ("Two of the four victims had died.", {("killed", "everyone", "2")}),
        ("Four men were shot in Tavo, one fatally.",
         {("killed_or_injured", "everyone", "4"), ("killed", "everyone", "1")}),
        ("He killed four people and then shot himself.",
         {("killed", "everyone", "4"), ("killed", "militants", "1")}),
        ("He wounded 18 before he was shot dead.", {("injured", "everyone", "18")}),
        ("Nobody could say whether the man had died.", set()),
    ],
)  # fmt: skip
def test_a_verb_befalls_those_alone_whom_its_clause_names(tolls, text, expected):
    assert tolls(text) == expected


def test_a_report_that_proved_wrong_is_taken_back(claims):
    (claim,) = claims(
        "Early reports said one man had been killed in Tavo, but that proved to be incorrect.",
        "toll",
    )
    assert claim.stance == "retracts"


def test_the_sum_of_several_shootings_is_shown_and_not_counted(read):
    text = "One man was killed in Tavo. Three were killed in separate shootings in Orlo."
    extraction = read(text)
    assert [c.value.count.low for one in extraction.incidents for c in one.claims
            if c.field == "toll"] == [1]  # fmt: skip
    assert [claim.value.count.low for claim in extraction.background] == [3]


def test_the_same_figure_by_the_same_speaker_is_one_claim_with_two_mentions(claims):
    text = "Police said nine guards were killed.\n\nPolice said nine guards were killed at dawn."
    (claim,) = claims(text, "toll")
    assert len(claim.evidence) == 2


def test_one_more_of_the_same_figure_is_another_claim(claims):
    text = "Troops captured a facilitator in Tavo. They detained one additional insurgent."
    assert [claim.value.count.low for claim in claims(text, "toll")] == [1, 1]


def test_fatalities_without_a_figure_are_of_unknown_number(tolls):
    text = "There were deaths and injuries among the security personnel of Tavo."
    assert tolls(text) == {
        ("killed", "security_forces", "an unstated number"),
        ("injured", "security_forces", "an unstated number"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A blast in Tavo killed four people and wounded seven, two doctors said.",
         {("killed", "everyone", "4"), ("injured", "everyone", "7")}),
        ("Three soldiers were killed in Tavo and a truck was captured.",
         {("killed", "military", "3")}),
        ("An attack on Tavo led to an official statement that all were rescued.", set()),
        ("In the attack on Tavo twenty-seven (27) rebels were killed.",
         {("killed", "militants", "27")}),
    ],
)  # fmt: skip
def test_who_only_stands_near_a_verb_does_not_suffer(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three men, ages 19, 21 and 22, were shot in Tavo.",
         {("killed_or_injured", "everyone", "3")}),
        ("A video captured the man who shot four people in Tavo.",
         {("killed_or_injured", "everyone", "4")}),
        ("The gunman then wounded an elderly miller in Tavo.", {("injured", "civilians", "1")}),
        ("Four constables were treated for wounds after the Tavo raid.",
         {("injured", "police", "4")}),
        ("Six people are recovering after being shot in Tavo.", {("injured", "everyone", "6")}),
    ],
)  # fmt: skip
def test_ages_films_and_doers_are_no_sufferers(tolls, text, expected):
    found = {toll for toll in tolls(text) if not (toll[0] == "killed_or_injured" and "6" in toll)}
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "A raid brought to 26 the number of people known to have been killed in Tavo.",
        "A raid in Tavo carries the number of people shot dead by police to 26.",
        "After the raid on Tavo the rebels put the number of people they killed at 26.",
        "A raid on Tavo brought the dead to 26.",
        "After the raid on Tavo the union raised to 26 the dead and said no more.",
    ],
)
def test_the_number_of_those_killed_is_a_toll_wherever_its_figure_stands(tolls, text):
    assert ("killed", "everyone", "26") in tolls(text)


def test_those_who_were_shot_among_the_dead_are_dead_alone(tolls):
    text = "Nine people were killed in a raid on Tavo, including two who were shot in a car."
    assert tolls(text) == {("killed", "everyone", "9"), ("killed", "everyone", "2")}
