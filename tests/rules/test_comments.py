"""Why, what for and what of it: quoted where the words have plain bounds and a plain speaker."""

import pytest

LEAD = (
    "Fighters of the Orlo Front (OF) attacked a police post near Tavo on Friday,"
    " killing two officers, officials said.\n\n"
)


@pytest.fixture
def comments(read):
    """(kind, act, speaker, words) of each comment on a raid near Tavo."""

    def of(text):
        return [
            (str(c.kind), str(c.act), str(c.attribution), c.words)
            for c in read(LEAD + text).comments
        ]

    return of


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "words"),
    [
        (
            "The valley has been the scene of a rebellion for decades.",
            "history",
            "in its own voice",
            "The valley has been the scene of a rebellion for decades",
        ),
        (
            "Analysts said the raid showed how far the front can reach.",
            "analysis",
            "analysts",
            "the raid showed how far the front can reach",
        ),
        (
            "Experts warn that the raid could drive miners out of the valley.",
            "outlook",
            "experts",
            "the raid could drive miners out of the valley",
        ),
        (
            "The Orlo Front said its targets were the officers and the toll house.",
            "aim",
            "Orlo Front",
            "its targets were the officers and the toll house",
        ),
        (
            "Officials said the raid was in retaliation for last month's arrests.",
            "cause",
            "officials",
            "the raid was in retaliation for last month's arrests",
        ),
        (
            "Officials said the gunmen were trained by a neighbouring state.",
            "backing",
            "officials",
            "the gunmen were trained by a neighbouring state",
        ),
        (
            "Residents said the shooting lasted most of the morning.",
            "course",
            "residents",
            "the shooting lasted most of the morning",
        ),
    ],
)
def test_a_clause_is_quoted_from_whoever_says_it(comments, text, kind, speaker, words):
    assert comments(text) == [(kind, "said", speaker, words)]


@pytest.mark.parametrize(
    ("text", "kind", "act", "words"),
    [
        (
            "The Orlo Front cites old grievances over land, water and tolls.",
            "motive",
            "cited",
            "old grievances over land, water and tolls",
        ),
        (
            "The rebels accuse the government of selling the mines.",
            "motive",
            "accused",
            "the government of selling the mines",
        ),
        (
            "President Ada Finch condemned the raid and ordered an inquiry.",
            "reaction",
            "condemned",
            "the raid",
        ),
        (
            "The prime minister vowed to rebuild the post.",
            "reaction",
            "promised",
            "to rebuild the post",
        ),
        (
            "A rights group called for an independent inquiry.",
            "reaction",
            "called_for",
            "an independent inquiry",
        ),
        (
            "The interior ministry blamed leaders of the front who are in exile.",
            "backing",
            "blamed",
            "leaders of the front who are in exile",
        ),
        ("Residents reported hours of gunfire.", "course", "spoke_of", "hours of gunfire"),
        (
            "Troops drove them off, restoring control within hours, officials said.",
            "course",
            "spoke_of",
            "restoring control within hours",
        ),
        (
            "It was the work of the Tavo Oath, a movement that wants a port of its own.",
            "motive",
            "spoke_of",
            "the Tavo Oath, a movement that wants a port of its own",
        ),
    ],
)
def test_a_verb_with_an_object_keeps_what_the_speaker_does(comments, text, kind, act, words):
    assert [(k, a, w) for k, a, _, w in comments(text)] == [(kind, act, words)]


def test_how_long_it_lasted_is_quoted_without_what_came_after(comments):
    told = comments("The shooting lasted an hour before soldiers reached the post.")
    assert [words for *_, words in told] == ["The shooting lasted an hour"]


def test_what_follows_while_is_the_outlets_own_word(comments):
    told = comments(
        "Experts said the raid was well planned, while the valley has faced decades of unrest."
    )
    assert [(kind, speaker) for kind, _, speaker, _ in told] == [
        ("analysis", "experts"),
        ("history", "in its own voice"),
    ]


def test_a_participle_of_saying_carries_its_speaker_on(comments):
    told = comments(
        "Security sources said the raid came after a sweep of the hills, suggesting the violence"
        " was a reaction to the arrests."
    )
    assert told == [
        ("cause", "said", "security sources", "the violence was a reaction to the arrests")
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Help that is asked for in the fight is no appeal.
        "Soldiers called for air support.",
        # A person condemned for something else.
        "The government condemned the mayor.",
        # Of a time of day, and not of how long anything went on.
        "Officers searched the post in the hours of darkness.",
        # Nothing says who speaks in the first person.
        "We have fought in this valley for decades of war.",
        # A promise whose maker is not named.
        "Help was promised by many.",
        # An officer's trade is no opinion.
        "Bomb experts searched the post.",
        "The condemned post was rebuilt.",
    ],
)
def test_words_that_only_look_like_a_comment_are_left_alone(comments, text):
    assert comments(text) == []


def test_a_sentence_within_a_longer_quotation_is_not_the_outlets_word(comments):
    told = comments(
        "“It is sad. The valley has seen decades of war. Nobody listens,” said Orla Marsh."
    )
    assert all(kind != "history" for kind, *_ in told)


def test_an_article_gives_no_more_than_a_handful(comments):
    sentence = (
        "Analysts said the raid showed reach number {}. Officials condemned the attack at {}."
    )
    told = comments(" ".join(sentence.format(at, at) for at in range(20)))
    assert 2 <= len(told) <= 6


def test_an_article_without_an_incident_has_no_comments(read):
    extraction = read("Analysts said the valley could see a good harvest.")
    assert (extraction.incidents, extraction.comments) == ((), ())


def test_every_comment_stands_at_its_span(read):
    article = LEAD + "Analysts said the raid showed reach.\n\nThe rebels cite old grievances."
    for comment in read(article).comments:
        span = comment.evidence.span
        assert article[span.start : span.end] == comment.evidence.quote
        assert comment.words in comment.evidence.quote
