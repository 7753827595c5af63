"""Figures in tables and lists: what stands over a column, and what a share is of."""

import pytest

HEAD = "Alert on the raid in Tavo\n\nThe relief desk, Orlo\n\nGunmen attacked three hamlets.\n\n"


def test_a_table_gives_a_toll_for_each_figure_under_a_head(tolls):
    table = (
        "Hamlet | Killed | Injured | Houses burnt\nVelm | 17 | 24 | 212\nOrlo Mill | 4 | 11 | 38\n"
    )
    assert tolls(HEAD + table) == {
        ("killed", "everyone", "17"),
        ("injured", "everyone", "24"),
        ("killed", "everyone", "4"),
        ("injured", "everyone", "11"),
    }


@pytest.mark.parametrize("head", ["Hamlet | Houses | Wells", "Hamlet | Displaced (HH) | Wells"])
def test_a_table_of_something_else_gives_none(tolls, head):
    assert tolls(f"{HEAD}{head}\nVelm | 17 | 24\n") == set()


def test_lines_under_a_labelled_total_are_its_shares(claims):
    lines = "Fatalities (total): 39-43\n\n- of whom civilian: 31-35\n\n- of whom children: 12\n"
    total, *shares = claims(HEAD + lines, "toll")
    assert (total.value.group, str(total.value.count)) == ("everyone", "39 to 43")
    assert {(str(c.value.group), str(c.value.count)) for c in shares} == {
        ("civilians", "31 to 35"),
        ("children", "12"),
    }
    assert set(total.parts) == {claim.claim_id for claim in shares}
