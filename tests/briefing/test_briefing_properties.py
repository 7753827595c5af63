"""Properties that hold for every consensus: the writer keeps to its plans, and takes no side."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract.briefing import write
from llm_extract.records.claims import Effect, Group, Result, Role, Speaker, Stance
from llm_extract.records.incidents import Actor, ActorPart
from tests.briefing.newsroom import (
    AUTHORITIES,
    FRONT,
    HAWKS,
    OFFICIALS,
    RESIDENTS,
    Newsroom,
    Told,
    at,
    outcome,
    toll,
)

EFFECTS = [Effect.KILLED, Effect.INJURED, Effect.CAPTURED, Effect.MISSING]
figures = st.integers(min_value=0, max_value=1500).map(lambda n: str(n) if n else "none")
words = st.one_of(
    figures,
    st.builds("at least {}".format, st.integers(1, 300)),
    st.builds("more than {}".format, st.integers(1, 300)),
    st.builds("up to {}".format, st.integers(1, 300)),
    st.builds(lambda low, more: f"{low} to {low + more}", st.integers(1, 90), st.integers(1, 90)),
    st.just("unknown"),
)
speakers = st.sampled_from([OFFICIALS, HAWKS, AUTHORITIES, RESIDENTS, None])
tolls = st.tuples(words, speakers, st.integers(1, 4), st.booleans())


@st.composite
def stories(draw):
    desk = Newsroom(publishers=draw(st.sampled_from([(None,) * 4, ("A Post", None, "B", "C")])))
    groups = draw(st.lists(st.sampled_from(list(Group)), unique=True, max_size=4))
    fields = []
    for group in groups:
        effect = draw(st.sampled_from(EFFECTS))
        told = [
            Told(toll(figure, group, effect), by, (source,), rejects=rejects and by is not None)
            for figure, by, source, rejects in draw(st.lists(tolls, min_size=1, max_size=4))
        ]
        kinds = draw(st.lists(st.sampled_from(["contradiction", "update"]), unique=True))
        fields.append(desk.field(*told, kinds=kinds))
    ends = draw(st.lists(st.tuples(st.sampled_from(list(Result)), speakers), max_size=4))
    if ends:
        told = [Told(outcome(result, "the camp"), by, (1,)) for result, by in ends]
        fields.append(desk.field(*told))
    desk.incident(*fields, types=draw(st.sampled_from([("series",), ("bombing",), ("x", "y")])))
    return desk.consensus()


@settings(max_examples=150, deadline=None)
@given(stories())
def test_every_template_passes_its_own_check_whatever_the_figures(consensus):
    assert write(consensus).rejected == ()


@settings(max_examples=50, deadline=None)
@given(stories())
def test_every_sentence_leads_to_a_claim(consensus):
    spans = {
        (one.article_id, one.claim.evidence[0].span): one.claim.claim_id for one in consensus.claims
    }
    for sentence in write(consensus).sentences:
        assert sentence.citations
        for citation in sentence.citations:
            assert spans[citation.article_id, citation.span] == citation.claim_id


hostile = st.text(
    st.sampled_from("aB c.;:“”\"'’()[]{}*+?\\|^$<>&%\n{{}}\u202e0٣"), min_size=1, max_size=30
).filter(str.strip)


@settings(max_examples=200, deadline=None)
@given(hostile, hostile, hostile, hostile)
def test_hostile_words_never_break_the_writer_and_never_pass_unchecked(name, site, town, quote):
    desk = Newsroom(publishers=(name, None))
    by = Speaker(name=name, role=Role.ARMED_GROUP, named=True)
    told = [
        Told(outcome(Result.SITE_ENTERED, site), by, (1,), quote=quote),
        Told(outcome(Result.FOILED), OFFICIALS, (2,)),
    ]
    desk.incident(desk.field(*told), desk.field(Told(at(town), None, (1,))), town=town)
    desk.background.extend(
        desk.positions([Told(toll(3, Group.CIVILIANS), by, (1,), about=site, quote=quote)])
    )
    for sentence in write(desk.consensus()).sentences:
        assert sentence.citations
        assert sentence.checks


EAST = Speaker(name="Eastern Rifles", role=Role.ARMED_GROUP, named=True)
WEST = Speaker(name="Western Lances", role=Role.ARMED_GROUP, named=True)
_MASK = re.compile(r"(?:the )?(?:Eastern Rifles|Western Lances)", re.IGNORECASE)


def two_sided(one: Speaker, other: Speaker):
    actors = [
        Actor(name=name, role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR)
        for name in ("Eastern Rifles", "Western Lances")
    ]
    desk = Newsroom(actors=(FRONT, *actors))
    desk.incident(
        desk.field(
            Told(toll(10, Group.MILITANTS), one, (1,)),
            Told(toll(84, Group.MILITANTS), other, (2,)),
            Told(toll(84, Group.MILITANTS), one, (1,), rejects=True),
            Told(toll("unknown", Group.MILITANTS), other, (3,), Stance.DECLINES),
            kinds=("contradiction", "denial"),
        )
    )
    return write(desk.consensus())


def test_with_names_masked_the_text_is_the_same_when_the_sides_change_places():
    there, back = two_sided(EAST, WEST), two_sided(WEST, EAST)
    assert [_MASK.sub("X", one.text) for one in there.sentences] == [
        _MASK.sub("X", one.text) for one in back.sentences
    ]
    assert [one.text for one in there.sentences] != [one.text for one in back.sentences]
