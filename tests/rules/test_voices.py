"""Whose words they are: transcripts, quotations at second hand, rumours, and the outlet itself."""

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article

TRANSCRIPT = (
    "PRESENTER: Gunmen attacked Tavo at dawn. We have the mayor, Ada Finch, on the line.\n\n"
    "FINCH (on phone): Not a single farmer was hurt. Five guards were killed.\n\n"
    "PRESENTER: Thank you. Two rebels were killed too."
)


def test_a_label_of_a_transcript_puts_the_paragraph_in_its_speakers_mouth(claims):
    told = [
        ([s.name for s in c.attribution.chain], c.value.count.low)
        for c in claims(TRANSCRIPT, "toll")
    ]
    assert told == [(["Ada Finch"], 0), (["Ada Finch"], 5), ([], 2)]


def test_what_rumours_say_is_not_the_outlets_word(speakers):
    text = "After the attack on Tavo there were claims on social media that six farmers had died."
    assert speakers(text) == [["claims on social media"]]


def test_reports_called_baseless_are_denied_by_who_calls_them_so(claims):
    text = "After the Tavo attack the mayor termed as baseless the reports that 14 people had died."
    (claim,) = claims(text, "toll")
    assert (claim.stance, claim.attribution.claimant.name) == ("denies", "mayor")


def test_an_outlet_relays_nothing_when_it_was_told_itself():
    text = "Six people were killed in an attack in Tavo, the mayor, Ada Finch, told The Tavo Mail."
    extraction = RulesExtractor().read(Article.of(text, publisher="The Tavo Mail"))
    (toll,) = [claim for claim in extraction.claims() if claim.field == "toll"]
    assert [speaker.name for speaker in toll.attribution.chain] == ["Ada Finch"]


def test_the_last_word_of_a_groups_name_is_its_short_name(tolls):
    text = (
        "The Orlo Freedom Front (OFF) attacked Tavo on Friday. Guards said that two members of"
        " the Front were killed in front of the bank."
    )
    assert tolls(text) == {("killed", "militants", "2")}


def test_nobody_rejects_his_own_figures(claims):
    text = (
        "The Orlo Freedom Front (OFF) said that it killed 20 soldiers in Tavo. "
        "The OFF also rejected the claim that two farmers had been killed."
    )
    denied = [c for c in claims(text, "toll") if c.stance == "denies"]
    assert [c.value.count.low for c in denied] == [2]


def test_a_title_before_a_name_tells_what_its_bearer_is(claims):
    text = (
        "The rebel Movement of Upper Orlo (MUO) attacked Tavo. Speaking to the press, its"
        " spokesman, Ivo Marn, claimed that nine soldiers had been killed there."
    )
    (claim,) = claims(text, "toll")
    assert (claim.attribution.claimant.name, claim.attribution.claimant.role) == (
        "Ivo Marn",
        "armed_group",
    )


def test_a_denial_of_the_deed_is_of_the_group_that_denies_it(claims):
    text = "A bomb killed six in Tavo. The Orlo Freedom Front (OFF) did not plant it, it said."
    (claim,) = claims(text, "responsibility")
    assert (claim.value.actor, claim.stance) == ("Orlo Freedom Front", "denies")


def test_what_the_outlet_could_not_confirm_is_unverified(claims):
    text = (
        "Rebels attacked Tavo on Friday.\n\n"
        "Two shopkeepers said that six guards were abducted there. "
        "The paper has not been able to confirm this."
    )
    told, unconfirmed = claims(text, "toll")
    assert told.evidentiality == "unverified"
    assert (unconfirmed.stance, unconfirmed.value.count.low) == ("cannot_confirm", 6)
    assert unconfirmed.attribution.chain == ()


def test_what_some_say_is_hearsay(claims):
    text = "After the attack on Tavo some say that six guards were abducted."
    assert [claim.evidentiality for claim in claims(text, "toll")] == ["reported"]


def test_what_pictures_show_is_their_word_and_nobodys_after(claims):
    text = (
        "Gunmen attacked Tavo on Friday, killing nine guards. Videos filmed by farmers showed"
        " a police van in flames. Two shops were destroyed."
    )
    told = [
        (c.value.of, str(c.evidentiality), [s.name for s in c.attribution.chain])
        for c in claims(text, "damage")
    ]
    assert told == [
        ("police van", "reported", ["videos"]),
        ("Two shops", "stated", []),
    ]


def test_a_line_may_say_whose_all_the_figures_are(speakers):
    text = (
        "Gunmen attacked a mill in Tavo on Friday. Nine guards were killed.\n\nThe clinic said"
        " 14 people were hurt.\n\nAll other roads are open. The figures are from the police."
    )
    assert speakers(text) == [["police"], ["clinic"]]


def test_figures_are_the_word_of_whoever_released_them(speakers):
    text = "A blast in Tavo killed nine people, according to figures released by the ministry."
    assert speakers(text) == [["ministry"]]
