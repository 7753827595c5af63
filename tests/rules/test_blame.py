"""Blame, claim and denial in other words and orders than "A blamed B for it"."""

import pytest


@pytest.fixture
def laid(claims):
    """(actor, stance, claimant) of every claim of who did it."""

    def of(text: str) -> set[tuple[str, str, str | None]]:
        found = claims(text, "responsibility")
        return {
            (
                c.value.actor,
                str(c.stance),
                c.attribution.claimant.name if c.attribution.claimant else None,
            )
            for c in found
        }

    return of


@pytest.mark.parametrize(
    ("text", "actor", "accuser"),
    [
        ("The army blamed the blast on the Upland Legion.", "Upland Legion", "army"),
        ("The mill was hit by a drone that Norland blamed on neighbouring Sudmark.",
         "Sudmark", "Norland"),
        ("The Interior Ministry accused the Free Coast Army of burning the mill.",
         "Free Coast Army", "Interior Ministry"),
        ("Officials attribute the ambush, in which three died, to poachers from over the river.",
         "poachers from over the river", "officials"),
        ("The Lowland Oath was held responsible by the police for the raid.",
         "Lowland Oath", "police"),
        ("Villagers pointed the finger at a rival clan after the raid.",
         "rival clan", "villagers"),
        ("The prosecutor named the gunman as Daro Venn.", "Daro Venn", "prosecutor"),
        ("Bandits on motorcycles attacked the mill, residents said.", "Bandits", "residents"),
        ("Residents say it was soldiers who burned the mill.", "soldiers", "residents"),
        ("Officials believe the Cinder Brigade planned the bombing.",
         "Cinder Brigade", "officials"),
        ("The attack was one that survivors laid at the door of herders from the hills.",
         "herders from the hills", "survivors"),
        ("The governor sees the hand of drug cartels in it.", "drug cartels", "governor"),
        ("Opposition leader Tam Orre accused the security services of killing them.",
         "security services", "Opposition leader Tam Orre"),
        ("They were killed by the Iron Dawn, according to the police.", "Iron Dawn", "police"),
        ("Residents accuse herdsmen of the Sula hills.", "herdsmen of the Sula hills",
         "residents"),
        ("The minister blamed a neighbouring country.", "neighbouring country", "minister"),
        ("The mayor condemned the attack on the mill by suspected Velmish militiamen.",
         "Velmish militiamen", "mayor"),
        ("The ministry said a mine planted by the rebels hit the van.", "rebels", "ministry"),
        ("Police suspect the Black Reed gang of having shot the two.", "Black Reed", "police"),
    ],
)  # fmt: skip
def test_blame_is_found_in_any_order_with_whoever_lays_it(laid, text, actor, accuser):
    assert laid(f"Four men were killed in Tavo. {text}") == {(actor, "accuses", accuser)}


def test_a_name_after_the_article_did_what_its_clause_tells(laid):
    text = "The Iron Dawn, which killed four men on Sunday, warned of more attacks."
    assert laid(text) == {("Iron Dawn", "asserts", None)}


def test_the_marks_of_a_group_on_a_deed_are_no_accusers_word(laid):
    text = "Two guards were killed. The bombing bore the hallmarks of the Ashen Legion."
    assert laid(text) == {("Ashen Legion", "asserts", None)}


@pytest.mark.parametrize(
    "text",
    [
        "The ministry accused the Free Coast Army of neglect.",
        "The mayor blamed the fire on a leaking pipe.",
        "No group has been blamed for the raid.",
        "The minister attributed the delay to the weather.",
        "Police held the road for an hour.",
        "Blasts near Merin hit projects linked to the Velm Valley Scheme.",
        "A patrol detained two suspected insurgents and seized guns as a result of the operation.",
        "He was accused by the mayor of theft.",
    ],
)
def test_blame_for_something_else_or_of_nobody_names_nobody(laid, text):
    assert laid(f"Four men were killed in Tavo. {text}") == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The blast was claimed on Wednesday by the little-known Redoubt Cell.",
         ["Redoubt Cell"]),
    ],
)  # fmt: skip
def test_a_claim_is_found_behind_its_day_and_for_each_who_makes_it(laid, text, names):
    expected = {(name, "claims_responsibility", name) for name in names}
    assert laid(f"Four men were killed in Tavo. {text}") == expected


@pytest.mark.parametrize(
    "name", ["Brigade of the Pale Dawn", "Sons of Orlo", "Velm Freedom Column", "Salt Brotherhood"]
)
def test_names_of_bands_are_known_by_what_they_begin_or_end_with(laid, name):
    text = f"Four men were killed in Tavo. The {name} said its fighters had killed them."
    assert laid(text) == {(name, "claims_responsibility", name)}


def test_who_admits_the_work_of_its_own_claims_it(laid):
    text = "Four men were killed in Tavo. Norland admitted that its aircraft had bombed them."
    assert laid(text) == {("Norland", "claims_responsibility", "Norland")}


def test_two_who_blame_each_other_each_stand_accused_by_the_other(laid):
    text = "Four men were killed in Tavo. The rebels and the army blamed each other."
    assert laid(text) == {("rebels", "accuses", "army"), ("army", "accuses", "rebels")}


def test_a_day_of_the_week_and_what_brought_the_hurt_did_nothing(laid):
    text = "Four men were killed. The two traded blame on Friday. Nine hurt came in by helicopter."
    assert laid(text) == set()


def test_a_boast_that_is_no_deed_claims_nothing(laid):
    assert laid("Four men were killed. The Karsa Legion claimed to have many friends.") == set()


@pytest.mark.parametrize(
    ("text", "actor", "claimant"),
    [
        ("The Free Coast Army denied that it had anything to do with the raid.",
         "Free Coast Army", "Free Coast Army"),
        ("A spokesman for the separatists rejected any involvement in the raid.",
         "separatists", "spokesman"),
        ("The Salt Oath, which on Friday denied having killed them, said nothing.",
         "Salt Oath", "Salt Oath"),
        ("Sudmark called the charge absurd.", "Sudmark", "Sudmark"),
        ("The Velmish army says it did not fire on them.", "Velmish army", "Velmish army"),
        ("The Salt Oath has distanced itself from the raid.", "Salt Oath", "Salt Oath"),
    ],
)  # fmt: skip
def test_a_denial_needs_no_set_phrase(laid, text, actor, claimant):
    assert (actor, "denies", claimant) in laid(f"Four men were killed in Tavo. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "The blasts, which killed four in Tavo, were blamed on the Red Oar by the police.",
        "The raid was blamed on the Red Oar, an armed group, by the police. Four guards died.",
        "The raid, in which nine died, was attributed to the Red Oar by the police.",
    ],
)
def test_who_blames_may_stand_last(claims, text):
    (claim,) = claims(text, "responsibility")
    told = (claim.value.actor, str(claim.stance), [s.name for s in claim.attribution.chain])
    assert told == ("Red Oar", "accuses", ["police"])
