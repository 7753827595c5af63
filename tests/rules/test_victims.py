"""The dead and hurt by name: with a rank, in a list, identified later."""

import pytest

LEAD = "Gunmen attacked a coach near Tavo on Friday, killing nine people.\n\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Of the crew, Lance Corporal Bo Tarn, 22, of Orlo, was killed.", {"Bo Tarn"}),
        ("The dead man was identified as Ivo Marn, 47, a clerk from Orlo.", {"Ivo Marn"}),
        ("The dead were named as Ada Finch, 30, Ben Hale, 26, and Carl Dove, 41.",
         {"Ada Finch", "Ben Hale", "Carl Dove"}),
        ("Among the dead is Ada Finch, 54, a fishmonger.", {"Ada Finch"}),
        ("Police named them as Ada Finch, 30, and Ben Hale, 26.", {"Ada Finch", "Ben Hale"}),
        ("They are Ada Finch (58), her son Ben Hale (16) and Carl Dove (about 70).",
         {"Ada Finch", "Ben Hale", "Carl Dove"}),
        ("Four of them were named: Ada Finch, 61; Ben Hale, 33; and a girl of nine.",
         {"Ada Finch", "Ben Hale"}),
        ("Dead are the brothers Ada and Ben Finch, 30 and 26.", {"Ada Finch", "Ben Finch"}),
        ("One warder is dead, Sgt. B. Tarn.", {"B. Tarn"}),
        ("Mayor Ada Finch was unhurt, but her driver, Bo Tarn, died.", {"Bo Tarn"}),
        ("A crowd buried Constable Bo Tarn, who was killed at the bridge.", {"Bo Tarn"}),
        ("The body of Ada Finch, a student, was found in a ditch.", {"Ada Finch"}),
        ("Brother Bo Tarn, 41, father of six, cut down at his door, was a miller.", {"Bo Tarn"}),
        ("They are Senior Warder Ada Finch and Warder II Ben Hale.", {"Ada Finch", "Ben Hale"}),
        ("We have their names, and may print them: Ada Finch and Ben Hale.",
         {"Ada Finch", "Ben Hale"}),
        ("They are: the miller himself, aged 77; his sons Ada and Ben; a maid.", {"Ada", "Ben"}),
        ("They include two brothers, Ada and Ben, 11 and eight.", {"Ada", "Ben"}),
        ("The dead include Inspector Ada Finch and the agents Hale, Dove and Marn.",
         {"Ada Finch", "Hale", "Dove", "Marn"}),
        ("The youngest, Ada Finch, was five. The eldest was Ben ag Hale, a shepherd.",
         {"Ada Finch", "Ben ag Hale"}),
        ("The fourth guard is Sergeant Ada Finch, 46.", {"Ada Finch"}),
        ("The town mourned two of its firemen, Ada Finch and Ben Hale.",
         {"Ada Finch", "Ben Hale"}),
        ("The mayor was among the dead, as was his guard, Constable (retired) Ada Finch.",
         {"Ada Finch"}),
        ("Ada Finch, 44, who drove a crane, and Ben Hale, 29, a cook, were killed.",
         {"Ada Finch", "Ben Hale"}),
        ("Among the dead were the teacher, Mr Ada Finch; a piper, Mrs Hale Dove, 71; and a boy.",
         {"Ada Finch", "Hale Dove"}),
    ],
)  # fmt: skip
def test_the_dead_are_known_by_name(claims, text, names):
    assert {claim.value.name for claim in claims(LEAD + text, "victim")} == names


@pytest.mark.parametrize(
    "text",
    [
        "The gunman was identified as Ivo Marn, 47.",
        "The gunman, Ivo Marn, 47, is dead.",
        "The suspects are Ivo Marn, 47, and Bo Tarn, 31.",
        "Nine Velmari were killed.",
        "The body of Ada Finch's brother was found in a ditch.",
        "The mill was identified as Tavo Mill.",
        "Ada Finch, 54, said nine people had died.",
        "The dead man was identified as a clerk from Orlo.",
        "The first of the Iron Dawn to speak was Ada Finch.",
        "The eldest, Ada Finch, said that nine had died.",
        "A third suspect, Ada Finch, was seen near the fatal shooting.",
        "The second, Ada Finch, was arrested.",
        "The last is Tavo.",
        "Their friends are many: Orlo, Velm and Marn.",
    ],
)
def test_those_who_shot_or_spoke_are_no_victims(claims, text):
    assert claims(LEAD + text, "victim") == []


def test_a_rank_tells_whose_the_dead_man_was(claims):
    (claim,) = claims(LEAD + "Sergeant Bo Tarn died on Saturday.", "victim")
    assert (claim.value.name, claim.value.description) == ("Bo Tarn", "Sergeant")
    assert claim.value.group == "military"


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("They abducted two engineers, Ada Finch and Ben Hale, from the dam.",
         {("Ada Finch", "captured"), ("Ben Hale", "captured")}),
        ("Journalist Ada Finch remains missing.", {("Ada Finch", "missing")}),
        ("Ben Hale, 55, is in critical condition.", {("Ben Hale", "injured")}),
        ("Three prisoners, Ada Finch said, had escaped.", set()),
        ("Warder Ada Finch was freed on Sunday.", {("Ada Finch", "rescued")}),
        ("Two more guards, namely Constable Ada Finch and Sergeant Ben Hale, were wounded.",
         {("Ada Finch", "injured"), ("Ben Hale", "injured")}),
    ],
)  # fmt: skip
def test_the_taken_the_missing_and_the_hurt_are_known_by_name(claims, text, taken):
    found = claims(LEAD + text, "victim")
    assert {(claim.value.name, str(claim.value.effect)) for claim in found} == taken


@pytest.mark.parametrize(
    ("lead", "effect"),
    [
        (LEAD, "killed"),
        ("Gunmen attacked a coach near Tavo, killing nine and wounding six.\n\n",
         "killed_or_injured"),
        ("Gunmen attacked a coach near Tavo on Friday.\n\n", "killed_or_injured"),
    ],
)  # fmt: skip
def test_victims_by_name_are_dead_where_the_report_knows_of_dead_alone(claims, lead, effect):
    (claim,) = claims(lead + "The victim was identified as Bo Tarn, 30.", "victim")
    assert claim.value.effect == effect


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Ada Finch (34), Ben Hale (51) and Carl Dove (29) died on the spot.",
         {("Ada Finch", "killed"), ("Ben Hale", "killed"), ("Carl Dove", "killed")}),
        ("Constables Ada Finch and Ben Hale lost their lives.",
         {("Ada Finch", "killed"), ("Ben Hale", "killed")}),
        ("The three who died were Ada Finch, Ben Hale and Carl Dove.",
         {("Ada Finch", "killed"), ("Ben Hale", "killed"), ("Carl Dove", "killed")}),
        ("The dead were named as Ada Finch, 34, who sold fish; and her cousin Ben Hale, 51.",
         {("Ada Finch", "killed"), ("Ben Hale", "killed")}),
        ("Wounded were Ada Finch and Ben Hale.",
         {("Ada Finch", "injured"), ("Ben Hale", "injured")}),
        ("Among the dead was the town's mayor, Ada Finch.", {("Ada Finch", "killed")}),
        ("Gunmen killed the head of the fish council, Ada Finch, and her driver.",
         {("Ada Finch", "killed")}),
        ("Ada Finch, a baker, was among those killed.", {("Ada Finch", "killed")}),
        ("A man known only as Heron was killed in his boat.", {("Heron", "killed")}),
        ("Ada Finch, who was shot in the chest, died on the way.", {("Ada Finch", "killed")}),
        ("Sergeant Finch was brutally murdered.", {("Finch", "killed")}),
        ("The following were killed:\n1. Ada Finch, clerk, No. 1906\n2. Ben Hale, porter",
         {("Ada Finch", "killed"), ("Ben Hale", "killed")}),
        ("Names of the dead:\n\n(i) Ada Finch, 24 yrs;\n\n(ii) Ben Hale, 31 yrs.",
         {("Ada Finch", "killed"), ("Ben Hale", "killed")}),
    ],
)  # fmt: skip
def test_whole_lists_are_read_by_what_opens_or_ends_them(claims, text, victims):
    found = claims(LEAD + text, "victim")
    assert {(claim.value.name, str(claim.value.effect)) for claim in found} == victims


def test_who_is_said_to_be_alive_is_denied_as_a_victim(claims):
    text = LEAD + "Major Ada Finch, about whom there are rumours, is alive and on duty."
    (claim,) = claims(text, "victim")
    assert (claim.value.name, str(claim.stance)) == ("Ada Finch", "denies")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two died: 19-year-old Ivo Marn and 17-year-old Ada Quill.", {"Ivo Marn", "Ada Quill"}),
        ("The attack killed Ivo Marn and Ada Quill in Tavo.", {"Ivo Marn", "Ada Quill"}),
        ("Police named the two dead officers as Inspector Ivo Marn and Constable Ada Quill.",
         {"Ivo Marn", "Ada Quill"}),
        ("Police identified the dead as Ivo Marn of Merin and Ada Quill of Sotu.",
         {"Ivo Marn", "Ada Quill"}),
        ("Gunmen shot dead trade unionist Ivo Marn outside his home.", {"Ivo Marn"}),
        ("Hundreds came to bury Ivo Marn, the 17-year-old killed by a stray bullet.",
         {"Ivo Marn"}),
        ("The man was held over the deaths of Ivo Marn and Ada Quill.", {"Ivo Marn", "Ada Quill"}),
        ("Ivo Marn, 24 was killed in the attack.", {"Ivo Marn"}),
    ],
)  # fmt: skip
def test_the_dead_are_named_in_lists_with_ages_and_trades(claims, text, names):
    found = claims(f"A gunman opened fire in Tavo on Friday. {text}", "victim")
    assert {claim.value.name for claim in found} == names


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Ivo Marn on Friday after the attack.",
        "Guards captured a Salt Oath leader after the attack.",
        "Two were hurt near works of weight, including the Velm Valley Scheme (VVS) sites.",
        "Officer Ada Quill said the attack killed nobody she knew.",
    ],
)
def test_the_arrested_and_those_who_speak_are_no_victims(claims, text):
    assert claims(f"A gunman opened fire in Tavo on Friday. {text}", "victim") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("18 year old Ivo Marn was shot in the leg.", {("Ivo Marn", "injured")}),
        ("Ada Quill, 24, was shot in the arm.", {("Ada Quill", "injured")}),
        ("Two teachers – Ivo Marn, 61, and Ada Quill, 33 – were killed.",
         {("Ivo Marn", "killed"), ("Ada Quill", "killed")}),
        ("The blast killed nine, including Major Ivo Marn.", {("Ivo Marn", "killed")}),
    ],
)  # fmt: skip
def test_names_are_found_by_where_they_were_hit_and_in_asides(claims, text, names):
    found = claims(f"A gunman opened fire in Tavo on Friday. {text}", "victim")
    assert {(claim.value.name, str(claim.value.effect)) for claim in found} == names


def test_a_period_that_an_earlier_sentence_sets_holds_for_no_name(claims):
    text = LEAD + "A guard there since 2019 ran. The youngest, Ada Finch, was five."
    assert [claim.value.name for claim in claims(text, "victim")] == ["Ada Finch"]
