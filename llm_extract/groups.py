"""What each group of people is called in print, wherever a figure counts it."""

from __future__ import annotations

from llm_extract.records.claims import Group

# For one, and for several.
_NOUNS: dict[Group, tuple[str, str]] = {
    Group.EVERYONE: ("person", "people"),
    Group.SECURITY_FORCES: ("member of the security forces", "security personnel"),
    Group.POLICE: ("police officer", "police officers"),
    Group.MILITARY: ("member of the military", "military personnel"),
    Group.CIVILIANS: ("civilian", "civilians"),
    Group.MILITANTS: ("militant", "militants"),
    Group.OFFICIALS: ("official", "officials"),
    Group.CHILDREN: ("child", "children"),
    Group.MEDICAL: ("health worker", "health workers"),
    Group.MEDIA: ("journalist", "journalists"),
    Group.FOREIGNERS: ("foreigner", "foreigners"),
    Group.OTHER: ("other person", "other people"),
}


def noun(group: Group, *, single: bool = False) -> str:
    """A group as it stands behind a number.

    >>> noun(Group.CHILDREN), noun(Group.SECURITY_FORCES, single=True)
    ('children', 'member of the security forces')
    """
    one, many = _NOUNS[group]
    return one if single else many
