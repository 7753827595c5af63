"""Who did it: the side before the verb, the name after the blame, the denial of a country."""

import pytest

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article

GROUP = "The Orlo Dawn Front (ODF), a banned separatist group, is active in Velm.\n\n"


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        ("Gunmen from the Orlo Dawn Front attacked a post in Tavo.", "Orlo Dawn Front", "asserts"),
        ("The ministry said Marnish troops opened fire on a post in Tavo.",
         "Marnish troops", "accuses"),
        ("Sea fighters of the Dawn blew up a jetty in Tavo.",
         "Sea fighters of the Dawn", "asserts"),
        ("Mayor Ada Finch blamed the Third Oath, an outlawed band, for the raid on Tavo.",
         "Third Oath", "accuses"),
        ("The minister blamed “paymasters abroad” for the raid on Tavo.",
         "paymasters abroad", "accuses"),
        ("The raid on Tavo was blamed on the Third Oath.", "Third Oath", "asserts"),
        ("Three men died in Tavo. The gunman, Bo Tarn, 34, is dead.", "Bo Tarn", "accuses"),
        ("Police identified the gunman as Bo Tarn.", "Bo Tarn", "accuses"),
        ("The raid on Tavo was the work of Marn, which denies any part in it.", "Marn", "denies"),
        ("Nine died in Tavo. Officials point to the Orlo Dawn Front.",
         "Orlo Dawn Front", "accuses"),
    ],
)  # fmt: skip
def test_who_did_it_is_told_by_verb_or_by_blame(claims, text, actor, stance):
    found = {(c.value.actor, str(c.stance)) for c in claims(GROUP + text, "responsibility")}
    assert (actor, stance) in found


def test_what_forces_of_a_state_did_is_asserted_where_nobody_is_quoted(claims):
    (claim,) = claims("Soldiers opened fire in Tavo, killing three men.", "responsibility")
    assert (claim.value.actor, str(claim.stance)) == ("Soldiers", "asserts")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire in Tavo, killing three men.",
        "Police seized a car in Tavo after the raid, in which three men died.",
        "Three men died in Tavo, and Ivo Marn was accused of Treason.",
        "Three men died in Tavo, and Ada Finch blamed the Mayor of Tavo.",
        "A rally staged by Friends of Tavo was attacked, and three men died.",
        "GUNMEN OF THE TOWN ATTACKED A POST IN TAVO, KILLING THREE MEN.",
    ],
)
def test_a_band_without_a_name_and_a_charge_without_a_deed_name_nobody(claims, text):
    assert claims(text, "responsibility") == []


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        ("On Monday our fighters ambushed a convoy, killing nine men.",
         "our fighters", "claims_responsibility"),
        ("Our Second Detachment, acting on orders, stormed the post. Nine men died.",
         "Our Second Detachment", "claims_responsibility"),
        ("We killed nine men at the post.", "we", "claims_responsibility"),
        ("Nine men died at the post. We had no part in the fire.", "we", "denies"),
        ("Nine men died. The ministry says that we shot them.", "we", "accuses"),
        ("Nine men died. “We shot them,” a spokesman for the rebels said.",
         "we", "claims_responsibility"),
        ("Nine men died. The minister said the Third Oath was behind the raid.",
         "Third Oath", "accuses"),
        ("Nine men died. Residents accused the army of firing on the town.", "army", "accuses"),
        ("Nine men died. The army denied that its guns had shelled the town.", "army", "denies"),
        ("Nine men died. Neighbours say an army patrol fired on the boat.",
         "army patrol", "accuses"),
        ("The allegation that Velmish troops fired on the boat is false. Nine men died.",
         "Velmish troops", "denies"),
        ("Nine men died, shot in the yard by the fleeing warders.", "fleeing warders", "asserts"),
        ("Nine men died. She could not say whether one was shot by police.",
         "police", "cannot_confirm"),
        ("Nine men died. The Salt Oath, an armed group, said it was responsible.",
         "Salt Oath", "claims_responsibility"),
    ],
)  # fmt: skip
def test_sides_answer_for_their_own_and_for_each_other(claims, text, actor, stance):
    found = {(c.value.actor, str(c.stance)) for c in claims(text, "responsibility")}
    assert found == {(actor, stance)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Police arrested Bo Tarn, 24, and charged him with murder.", "Bo Tarn"),
        ("A 27-year-old man was in custody on Sunday.", "27-year-old man"),
        ("The dead include the suspect, a 34-year-old local man.", "34-year-old local man"),
        ("The gunman, named by police as Bo Tarn, 45, later gave himself up.", "Bo Tarn"),
        ("Two brothers, aged 19 and 22, were arrested.", None),
        ("Police arrested 34 people.", None),
    ],
)
def test_one_man_held_for_it_stands_accused_and_a_crowd_does_not(claims, text, actor):
    found = claims("Three men were shot dead in Tavo on Friday. " + text, "responsibility")
    assert [c.value.actor for c in found] == [actor] * (actor is not None)


def test_in_a_release_of_its_own_a_group_claims_by_its_name():
    text = "The Salt Oath, an armed group, is strong. On Friday we killed nine men in Tavo."
    release = Article.of(text, publisher="Press office of the Salt Oath")
    (incident,) = RulesExtractor().read(release).incidents
    (claim,) = (c for c in incident.claims if c.field == "responsibility")
    assert (claim.value.actor, str(claim.stance)) == ("Salt Oath", "claims_responsibility")


@pytest.mark.parametrize(
    "text",
    [
        "Three men died in Tavo before the gunman was shot dead by police.",
        "Tavo was spared the bombings blamed on the Orlo Dawn Front. Three men died.",
        "Three men died in Tavo. “We took the lift,” said Ada Finch.",
        "Three men died in Tavo, and the rebels blew up a post.",
        "Three men died in Tavo. All weapons were destroyed by soldiers.",
    ],
)
def test_how_it_ended_and_what_others_did_elsewhere_name_nobody(claims, text):
    assert claims(GROUP + text, "responsibility") == []


TOLD = "Nine people died when a bomb went off in a market in Tavo on Friday, officials said.\n\n"


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        ("The Iron Dawn claimed responsibility.", "Iron Dawn", "claims_responsibility"),
        ("The Iron Dawn said its fighters had placed the device.",
         "Iron Dawn", "claims_responsibility"),
        ("The rebels claimed the attack.", "rebels", "claims_responsibility"),
        ("The Iron Dawn admitted carrying out the bombing.",
         "Iron Dawn", "claims_responsibility"),
        ("Residents said soldiers had fired into the crowd.", "soldiers", "accuses"),
        ("The mayor said he had no doubt the Iron Dawn was responsible.",
         "Iron Dawn", "accuses"),
        ("The mayor said that bandits were behind the attack.", "bandits", "accuses"),
        ("The Iron Dawn is the main suspect.", "Iron Dawn", "asserts"),
        ("Police said they suspected members of the Iron Dawn.", "Iron Dawn", "accuses"),
        ("The attack was thought to be the work of the Iron Dawn.", "Iron Dawn", "asserts"),
        ("A case was registered against unknown gang members.",
         "unknown gang members", "asserts"),
        ("Velmish militiamen wearing red cloth fell upon a second market.",
         "Velmish militiamen", "asserts"),
        ("Rebels were also reported to have attacked a post.", "Rebels", "asserts"),
        ("The Orlo Front, an armed group, claimed Friday's bombing.",
         "Orlo Front", "claims_responsibility"),
        ("According to the ministry, the bomber belonged to the Ash Brigade.",
         "Ash Brigade", "accuses"),
        ("The raid, which the mayor blames on the Ash Brigade, was the third this year.",
         "Ash Brigade", "accuses"),
        ("A second group, the Red Heron, denied it had been involved.", "Red Heron", "denies"),
        ("The Ash Brigade said the bombing was not its doing.", "Ash Brigade", "denies"),
        ("Soldiers who arrived at noon opened fire on women, residents said.",
         "Soldiers", "accuses"),
        ("Thugs suspected to be from Orlo carried out an attack on a mill.", "Thugs", "asserts"),
        ("The suspected bomber has been identified as Bo Tarn, a student.", "Bo Tarn", "accuses"),
        ("The Iron Dawn said its fighters were not involved.", "Iron Dawn", "denies"),
        ("The army said its forces had not fired on the market.", "army", "denies"),
        ("The mayor held the Iron Dawn to account for the dead.", "Iron Dawn", "accuses"),
        ("The Iron Dawn admitted to an attack on a post.", "Iron Dawn", "claims_responsibility"),
        ("Suspected rebels on motorcycles and trucks stormed a mill, police said.",
         "Suspected rebels", "accuses"),
        ("Missiles fired by Marnland struck a mill too, police said.", "Marnland", "accuses"),
        ("Residents said an Estmark drone hit a bus.", "Estmark drone", "accuses"),
    ],
)  # fmt: skip
def test_who_did_it_is_read_in_the_turns_of_the_wires(claims, text, actor, stance):
    found = [(c.value.actor, str(c.stance)) for c in claims(TOLD + text, "responsibility")]
    assert found == [(actor, stance)]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack.",
        "No group claimed the attack, but the Iron Dawn has carried out similar ones.",
        "It was not clear who was responsible for the blast.",
        "The army said its troops had shot dead nine militants.",
        "The ministry is responsible for the roads of Tavo.",
        "Ada Finch said they burnt her uncle.",
        "The ministry routinely blames such attacks on the Iron Dawn.",
        "Neither the Ash Brigade nor the Red Heron has claimed the attack.",
        "The mill belonged to the Ash Company.",
        "An officer said that his men had only fired into the air.",
        "The second blast was carried out by a suicide bomber on foot.",
        "Officials point to the record of the Iron Ministry.",
        "Reports of a second bomb are the work of mischief makers.",
        "They were nine porters and two policemen cut down at the gate.",
        "No soldier crossed the river, or opened fire.",
        "We ordered that the burned stalls be paid for.",
        "The curfew was a response to attacks by the Iron Dawn.",
    ],
)
def test_where_nobody_is_named_nobody_did_it(claims, text):
    assert claims(TOLD + text, "responsibility") == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The army blamed the Iron Dawn. The group denied it.", {("Iron Dawn", "Iron Dawn")}),
        ("The army blamed the Iron Dawn, a charge the group denies.", {("Iron Dawn", "Iron Dawn")}),
        ("Residents blamed the army. A military spokesman rejected the allegation.",
         {("army", "military spokesman")}),
        ("Residents blamed the army. The army said it had taken nobody.", set()),
        ("The army blamed the Iron Dawn. The Iron Dawn again denied everything.",
         {("Iron Dawn", "Iron Dawn")}),
    ],
)  # fmt: skip
def test_what_was_laid_to_somebody_just_before_can_be_denied_in_a_word(claims, text, denied):
    found = [c for c in claims(TOLD + text, "responsibility") if c.stance == "denies"]
    assert {(c.value.actor, c.attribution.claimant.name) for c in found} == denied


def test_two_parties_that_blame_each_other_both_accuse(claims):
    text = (
        "The Orlo Front, an armed group, spoke on Friday. So did the army. Each blames the other."
    )
    found = claims(TOLD.replace("officials", "the army") + text, "responsibility")
    assert {(c.value.actor, c.attribution.claimant.name) for c in found} == {
        ("Orlo Front", "army"), ("army", "Orlo Front"),
    }  # fmt: skip


def test_a_claim_that_nobody_could_verify_is_left_open_too(claims):
    text = "The Iron Dawn claimed responsibility. The claim could not be verified."
    found = claims(TOLD + text, "responsibility")
    assert {str(c.stance) for c in found} == {"claims_responsibility", "cannot_confirm"}


@pytest.mark.parametrize("whose", ["its", "the group's", "their own"])
def test_a_group_that_tells_of_a_unit_of_its_own_accuses_nobody(claims, whose):
    text = f"The Orlo Dawn Front said {whose} Varn Brigade had attacked a camp in Tavo."
    found = claims(GROUP + text, "responsibility")
    assert {str(c.stance) for c in found if c.value.actor == "Varn Brigade"} == {
        "claims_responsibility"
    }


def test_two_parties_told_far_above_blame_each_other_too(claims):
    plums = "The town is known for its plums. " * 8
    text = f"The Orlo Front, an armed group, fights the Velm Army. {plums}Each blames the other."
    found = claims(TOLD + text, "responsibility")
    assert {c.value.actor for c in found} == {"Orlo Front", "Velm Army"}
