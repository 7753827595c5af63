"""The overrides file: what it may say, how it is refused, and that every refusal names its line."""

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.errors import OverrideError
from llm_extract.overrides import read_overrides
from llm_extract.overrides.file import parse_overrides
from llm_extract.records.claims import Group, Party, Scope, Toll
from llm_extract.records.counts import CountKind
from llm_extract.records.overrides import Add, Amend, Join, Part, Reject

SIGNED = "who: N. Okafor, when: 2031-05-20, why: a slip"


def parsed(text: str):
    return parse_overrides(textwrap.dedent(text), "o.yaml")


def refusal(text: str) -> str:
    with pytest.raises(OverrideError) as refused:
        parsed(text)
    return str(refused.value)


def test_an_entry_is_signed_and_knows_its_line() -> None:
    (one,) = parsed("""
        # what the desk found out
        - reject: c0123456789abcdef
          who: N. Okafor
          when: 2031-05-20
          why: The sentence tells of a raid in March.
    """)
    assert isinstance(one, Reject)
    assert (one.claim_id, one.who, one.when) == (
        "c0123456789abcdef",
        "N. Okafor",
        date(2031, 5, 20),
    )
    assert one.stands_at == "o.yaml, line 3"


def test_each_kind_opens_with_what_it_is_about() -> None:
    found = parsed(f"""
        - {{reject: c1, {SIGNED}}}
        - {{amend: c2, to: {{about: last year}}, {SIGNED}}}
        - {{add: a1, claim: {{incident: i1, quote: Two died., value: {{field: tactic, tactic: mine}}}}, {SIGNED}}}
        - {{join: [a1/i1, a2/i1], {SIGNED}}}
        - {{part: [c3, c4], {SIGNED}}}
    """)  # noqa: E501 - one entry a line
    assert [type(one) for one in found] == [Reject, Amend, Add, Join, Part]
    assert [one.line for one in found] == [2, 3, 4, 5, 6]


def test_a_count_may_be_written_in_words_and_no_is_a_word() -> None:
    (one,) = parsed(f"""
        - add: a1
          {SIGNED.replace(", ", chr(10) + "          ")}
          claim:
            incident: i1
            quote: At least 12 died, residents said.
            attribution: {{chain: [{{name: residents, role: witness, named: no, party: no}}]}}
            value:
              field: toll
              group: civilians
              effect: killed
              includes_perpetrators: no
              count: at least 12
    """)
    toll = one.claim.value
    assert isinstance(toll, Toll)
    assert (toll.group, toll.count.kind, toll.count.low) == (
        Group.CIVILIANS,
        CountKind.AT_LEAST,
        12,
    )
    assert toll.includes_perpetrators == "no"
    assert one.claim.attribution.claimant.party is Party.NO
    assert one.claim.scope is Scope.INCIDENT


@pytest.mark.parametrize("words", ["12", "none", "dozens", "2 to 3", "up to 12", "more than 50"])
def test_every_form_of_count_can_be_written(words) -> None:
    (one,) = parsed(f"- {{amend: c1, to: {{value: {{count: {words}}}}}, {SIGNED}}}")
    assert one.to.value["count"]["verbatim"] == words


def test_an_empty_file_asks_for_nothing() -> None:
    assert parsed("") == parsed("# nothing yet\n") == parsed("[]") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reject: c1", "o.yaml: it is no list"),
        ("- reject", "line 1: no override"),
        ("- {who: N, when: 2031-05-20, why: x}", "is to be done; there is none"),
        (f"- {{reject: c1, amend: c1, {SIGNED}}}", "there are reject and amend"),
        ("- {reject: c1, when: 2031-05-20, why: x}", "who: it is required"),
        ("- {reject: c1, who: N, when: 2031-05-20, why: ''}", "why: "),
        ("- {reject: c1, who: N, when: 2031-05-20, why: }", "why: it is required"),
        ("- {reject: c1, who: N, when: yesterday, why: x}", "when: "),
        (f"- {{reject: c1, reason: x, {SIGNED}}}", "reason: no key of this override"),
        (f"- {{reject: c1, reject: c2, {SIGNED}}}", "reject: it stands there twice"),
        (f"- {{amend: c1, {SIGNED}}}", "to: it is required"),
        (f"- {{amend: c1, to: {{}}, {SIGNED}}}", "it changes nothing"),
        (f"- {{amend: c1, to: {{stanze: denies}}, {SIGNED}}}", "to.stanze: "),
        (f"- {{amend: c1, to: {{scope: some}}, {SIGNED}}}", "to.scope: "),
        (f"- {{amend: c1, to: {{value: {{count: 3 of 4}}}}, {SIGNED}}}", "no single count"),
        (f"- {{add: a1, claim: {{incident: i1}}, {SIGNED}}}", "claim.value: "),
        (f"- {{join: [a1/i1], {SIGNED}}}", "ends"),
        (f"- {{join: [a1/i1, a1/i1], {SIGNED}}}", "both ends are one incident"),
        ("- {reject: [c1", "o.yaml: no YAML"),
        ("- &a [*a]", "no override"),
        (f"- {{reject: c1, {SIGNED}, why2: &a [*a]}}", "an alias leads back to itself"),
    ],
)
def test_what_is_no_override_is_refused_by_name(text, says) -> None:
    assert says in refusal(text)


def test_an_added_claim_without_a_quotation_is_refused() -> None:
    told = "{incident: i1, value: {field: tactic, tactic: mine}}"
    assert "claim.quote: " in refusal(f"- {{add: a1, claim: {told}, {SIGNED}}}")


def test_a_claim_that_counts_needs_its_incident_and_background_has_none() -> None:
    value = "quote: Q, value: {field: tactic, tactic: mine}"
    for told in (f"{{{value}}}", f"{{{value}, scope: background, incident: i1}}"):
        assert "a background figure is of no incident" in refusal(
            f"- {{add: a1, claim: {told}, {SIGNED}}}"
        )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("reject: c1", "amend: c1, to: {about: x}"),
        ("amend: c1, to: {about: x}", "amend: c1, to: {about: y}"),
        ("reject: c1", "reject: c1"),
    ],
)
def test_two_decisions_on_one_claim_are_refused_naming_both(first, second) -> None:
    said = refusal(
        f"- {{{first}, {SIGNED}}}\n- {{join: [a1/i1, a2/i1], {SIGNED}}}\n- {{{second}, {SIGNED}}}"
    )
    assert "o.yaml, line 1 and line 3: both decide on claim c1" in said


def test_joining_and_parting_one_pair_is_refused_naming_both() -> None:
    said = refusal(f"- {{join: [a1/i1, a2/i1], {SIGNED}}}\n- {{part: [a2/i1, a1/i1], {SIGNED}}}")
    assert "line 2: it parts" in said
    assert "which line 1 of the same file joins" in said


def test_parting_what_others_join_step_by_step_is_refused_naming_each_step() -> None:
    said = refusal(
        f"- {{part: [a1/i1, a3/i1], {SIGNED}}}\n"
        f"- {{join: [a1/i1, a2/i1], {SIGNED}}}\n"
        f"- {{join: [a3/i1, a2/i1], {SIGNED}}}"
    )
    assert "line 1: it parts" in said
    assert "line 2, 3" in said


def test_a_file_that_cannot_be_read_is_named(tmp_path) -> None:
    with pytest.raises(OverrideError, match=r"absent\.yaml: No such file .*overrides should stand"):
        read_overrides(tmp_path / "absent.yaml")
    (tmp_path / "latin.yaml").write_bytes("- reject: \xe9".encode("latin-1"))
    with pytest.raises(OverrideError, match=r"latin\.yaml: not UTF-8"):
        read_overrides(tmp_path / "latin.yaml")


def test_a_byte_order_mark_is_no_part_of_the_first_entry(tmp_path) -> None:
    file = tmp_path / "o.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + f"- {{reject: c1, {SIGNED}}}".encode())
    assert read_overrides(file)[0].claim_id == "c1"


@given(st.text(alphabet=st.sampled_from(list("-:{}[]&*!|>'\" \n\tacwy01~#")), max_size=60))
def test_whatever_stands_there_it_is_read_or_refused(text) -> None:
    try:
        found = parse_overrides(text, "o.yaml")
    except OverrideError:
        return
    assert all(one.line for one in found)
