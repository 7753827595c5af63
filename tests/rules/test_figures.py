"""Figures that lean on others: parts, notes, shares, ellipsis, and those nobody vouches for."""

import pytest


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sixteen people died in the Tavo raid. They were nine men, five women and two boys.",
         {"9", "5", "2"}),
        ("Twenty-one people were killed in Tavo, including 10 guards and 11 farmers.",
         {"10", "11"}),
        ("The Tavo blast killed 12 people. Among the dead were three nurses and a child.",
         {"3", "1"}),
        ("Nine farmers lost their lives in the Tavo raid, of whom two were shot at the well.",
         {"2"}),
    ],
)  # fmt: skip
def test_a_total_names_the_claims_of_its_parts(claims, text, parts):
    told = claims(text, "toll")
    total = max(told, key=lambda claim: claim.value.count.low or 0)
    inside = {str(claim.value.count) for claim in told if claim.claim_id in total.parts}
    assert inside <= parts
    assert {str(claim.value.count) for claim in told if claim is not total} <= parts
    assert "of whom" in text or inside == parts


def test_whom_a_clause_of_its_own_befalls_are_not_the_total(tolls):
    text = "Nine farmers were abducted in Tavo, of whom two have been freed."
    assert tolls(text) == {("captured", "civilians", "9"), ("rescued", "everyone", "2")} or tolls(
        text
    ) == {("captured", "civilians", "9"), ("rescued", "civilians", "2")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dead: four soldiers and two drivers. Injured: nine. The Tavo ambush lasted an hour.",
         {("killed", "military", "4"), ("killed", "everyone", "2"), ("injured", "everyone", "9")}),
        ("Rebels attacked Tavo prison. Missing prisoners: 63.", {("missing", "other", "63")}),
        ("The raid on Tavo killed most of the 30 passengers.",
         {("killed", "everyone", "“most of the 30 passengers”")}),
        ("Gunmen in Tavo stabbed four people, two fatally.",
         {("injured", "everyone", "4"), ("killed", "everyone", "2")}),
        ("Two guards were wounded in Tavo and a third died.",
         {("injured", "security_forces", "2"), ("killed", "security_forces", "1")}),
        ("In the Tavo raid the dead numbered 14.", {("killed", "everyone", "14")}),
        ("The army lost four men in the battle of Tavo.", {("killed", "military", "4")}),
        ("A gunman killed three in Tavo before he was shot dead by police.",
         {("killed", "everyone", "3"), ("killed", "militants", "1")}),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_no_plain_verb(tolls, text, expected):
    assert tolls(text) == expected


def test_who_only_tells_of_the_deed_suffers_nothing(tolls):
    text = "Gunmen killed 21 people in Tavo, including ten guards, the governor said."
    assert {group for _, group, _ in tolls(text)} == {"everyone", "security_forces"}


def test_a_speaker_may_give_a_figure_alone(claims):
    text = "A bomb killed people in Tavo. Doctors put the toll at 12. Police say nine."
    told = [(str(c.value.count), c.attribution.claimant) for c in claims(text, "toll")]
    assert [(figure, who.name if who else None) for figure, who in told][-2:] == [
        ("12", "doctors"),
        ("9", "police"),
    ]


def test_neither_claim_is_one_that_the_outlet_confirms(claims):
    text = (
        "The army said it killed nine rebels in Tavo. Residents said six farmers died. "
        "Neither claim could be verified."
    )
    told = [c for c in claims(text, "toll") if c.stance == "cannot_confirm"]
    assert {c.value.count.low for c in told} == {9, 6}
    assert all(c.attribution.chain == () for c in told)


def test_a_figure_that_is_called_false_is_denied(claims):
    text = "Rebels attacked Tavo. The figure of fourteen dead is false, the ministry said."
    (claim,) = claims(text, "toll")
    assert (claim.stance, claim.value.count.low) == ("denies", 14)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two died in the Tavo raid, said a farmer who was there.", ["farmer"]),
        ("In the Tavo raid 41 were hurt (ministry).", ["ministry"]),
        ("Police: two dead in the Tavo raid.", ["police"]),
        ("The Tavo Herald, quoting officials, reported that two died in a raid.",
         ["The Tavo Herald", "officials"]),
    ],
)  # fmt: skip
def test_a_source_needs_no_office_and_no_verb(speakers, text, names):
    ((*_, claimant),) = speakers(text)
    assert claimant.casefold().removeprefix("a ") in [name.casefold() for name in names]


def test_two_speakers_with_an_article_each_make_two_claims(speakers):
    text = "Five were killed in the Tavo raid, a doctor and a police source said."
    assert sorted(speakers(text)) == [["doctor"], ["police source"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A blast in Tavo left 34 martyrs and 52 wounded.",
         {("killed", "everyone", "34"), ("injured", "everyone", "52")}),
        ("Four died in Tavo, and a girl of nine, Sala Orel, succumbed to burns.",
         {("killed", "everyone", "4"), ("killed", "children", "1")}),
        ("After the raid in Tavo 27 suspects were arrested, of whom 19 were let off.",
         {("captured", "everyone", "27"), ("rescued", "everyone", "19")}),
    ],
)  # fmt: skip
def test_figures_of_martyrs_ages_and_suspects_are_what_they_are(tolls, text, told):
    assert tolls(text) == told


def test_others_beside_a_name_are_dead_in_a_number_nobody_gives(claims):
    (claim,) = claims("A blast in Tavo hit a van, killing Colonel Ada Finch and others.", "toll")
    assert (claim.value.count.kind, claim.value.count.verbatim) == ("unknown", "others")


def test_a_figure_that_the_next_sentence_calls_baseless_is_denied(claims):
    text = "A bomb killed nine in Tavo. Some channels show a figure of 40 dead. This is baseless."
    told = {(c.value.count.low, str(c.stance)) for c in claims(text, "toll")}
    assert told == {(9, "asserts"), (40, "denies")}


@pytest.mark.parametrize(
    "text",
    [
        "More than 11,000 people are thought to have been killed in the five-year war.",
        "Since the opening of the campaign on 1 March the army has killed 171 rebels.",
        "During the current year 38 constables have laid down their lives.",
    ],
)
def test_sums_of_a_war_a_campaign_or_a_year_are_background(read, text):
    extraction = read("A bomb killed nine people in Tavo on Friday.\n\n" + text)
    (sum_total,) = extraction.background
    assert sum_total.value.count.low != 9


def test_rescue_workers_are_rescued_by_nobody(tolls):
    text = "A blast hit Tavo. The mayor, quoting rescue workers, gave 16 dead."
    assert tolls(text) == {("killed", "everyone", "16")}


def test_capitals_that_open_a_paragraph_are_a_heading_and_nobodys_word(claims):
    text = (
        "A bomb hit Tavo on Friday.\n\nTHE CLINIC: 37. The only clinic put the dead at 34.\n\n"
        "THE ARMY: NO FARMERS. The army says it killed fourteen rebels.\n\n"
        "THE REBELS: FOUR MEN. The rebels mourned four fighters who were killed."
    )
    told = [(c.value.count.low, str(c.value.group)) for c in claims(text, "toll")]
    assert told == [(34, "everyone"), (14, "militants"), (4, "militants")]
