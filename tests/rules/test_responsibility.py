"""Who did it: the side before the verb, the name after the blame, the denial of a country."""

import pytest

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
    ],
)  # fmt: skip
def test_who_did_it_is_told_by_verb_or_by_blame(claims, text, actor, stance):
    found = {(c.value.actor, str(c.stance)) for c in claims(GROUP + text, "responsibility")}
    assert (actor, stance) in found


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers opened fire in Tavo, killing three men.",
        "Three men died in Tavo, and Ivo Marn was accused of Treason.",
        "Three men died in Tavo, and Ada Finch blamed the Mayor of Tavo.",
        "A rally staged by Friends of Tavo was attacked, and three men died.",
        "GUNMEN OF THE TOWN ATTACKED A POST IN TAVO, KILLING THREE MEN.",
    ],
)
def test_a_band_without_a_name_and_a_charge_without_a_deed_name_nobody(claims, text):
    assert claims(text, "responsibility") == []
