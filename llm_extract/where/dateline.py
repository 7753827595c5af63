"""Datelines: "ORLO, Peru (Sept. 1) -", "ORLO (PERU), 30 AUG 89 (AGENCY) --", "ORLO (AP) —"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.records.when_where import PlacePrecision
from llm_extract.where.gazetteer import country_names, state_abbreviations, state_names
from llm_extract.where.names import Cue, Mention

_CITY = r"(?P<city>[^\W\d_a-z][^\Wa-z\d_]+(?:[ '’.-]{1,2}[^\W\d_a-z]+){0,3})"
_NO_DAY = r"(?!(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]* \d)"
_WITHIN = rf"(?:, (?P<within>{_NO_DAY}[^\W\d_][\w.]{{1,20}}(?: [^\W\d_]\w{{1,20}}){{0,3}}?))?"
_LAND = r"(?: \((?P<land>[^\W\d_a-z][^()\n\d]{2,24})\))?"
_MONTH = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[A-Za-z]{0,6}\.?"
_DAY = rf"(?P<day>,? \d{{1,2}} {_MONTH} \d{{2,4}}|,? {_MONTH} \d{{1,2}})?"
_AGENCY = r"(?P<agency> ?\([^()\n]{1,60}\))?"
_DATELINE = re.compile(
    rf"^[ \xa0]{{0,4}}{_CITY}{_WITHIN}{_LAND}{_DAY}{_AGENCY}\s?(?P<dash>--|—|–|-(?= )|:(?= ))?",
    re.MULTILINE,
)
_NOT_CITIES = frozenset(
    "breaking update updated exclusive corrected correction watch video note warning clandestine"
    " photo photos live urgent analysis opinion editor text commentary".split()
)
_PROVINCE = " province"
_LABEL = re.compile(r"^[A-Z][A-Z.'’ -]{2,40}(?: ?\([^()\n]{1,40}\))?: ", re.MULTILINE)
# A text with more lines that look so is no report.
_MOST_DATELINES = 200
_LOWER = re.compile("[a-z]")


def datelines(text: str) -> Iterator[Mention]:
    """The places reports are filed from: the city, and the country or state printed with it."""
    upper = _LOWER.search(text[:200]) is None
    for nth, found in enumerate(_DATELINE.finditer(text)):
        if nth >= _MOST_DATELINES:
            return
        opens = text[max(0, found.start() - 2) : found.start()] in {"", "\n\n"}
        if found["dash"] == ":" and (upper or not opens or not _is_only_label(found, text)):
            continue
        if _is_dateline(found, upper=upper) and (opens or not upper):
            yield from _parts(found, text, upper=upper)


def _is_only_label(found: re.Match[str], text: str) -> bool:
    """As in "ORLO: Two died", where Orlo is named again: a transcript has more than one label."""
    again = any(name != found["city"] for name in _printed(found["city"], text))
    return again and len(_LABEL.findall(text)) == 1


def _is_dateline(found: re.Match[str], *, upper: bool) -> bool:
    city = found["city"].strip(" .'’-").casefold()
    # Upper-case copy has headings with dashes in them; there a day must stand too.
    dated = found["day"] or any(char.isdigit() for char in found["agency"] or "")
    enough = found["day"] if upper else found["dash"] or dated
    return bool(enough) and city not in _NOT_CITIES and len(city) > 2  # noqa: PLR2004 - "TV -"


def _spelt(city: str, text: str) -> str:
    """As the text prints the name elsewhere, else with capitals where words begin."""
    return next((name for name in _printed(city, text) if name[0].isupper()), city.title())


def _printed(city: str, text: str) -> Iterator[str]:
    """Each mention of a name that is not all in capitals."""
    every = re.finditer(rf"\b{re.escape(city)}\b", text, re.IGNORECASE)
    return (found.group() for found in every if _LOWER.search(found.group()))


def _parts(found: re.Match[str], text: str, *, upper: bool) -> Iterator[Mention]:
    city = found["city"] if upper else _spelt(found["city"], text)
    level = PlacePrecision.LOCALITY
    if city.casefold().endswith(_PROVINCE):
        city, level = city[: -len(_PROVINCE)], PlacePrecision.ADMIN1
    country = country_names().get(city.upper())
    if country:
        level = PlacePrecision.COUNTRY
    yield Mention(*found.span("city"), city, level, Cue.NAME, country, is_dateline=True)
    group = "within" if found["within"] else "land"
    within = found[group]
    if not within or country:
        return
    state = state_abbreviations().get(within) or state_names().get(within.upper())
    land = country_names().get(within.upper())
    if state and not (land and within.upper() == within):
        name, level, country = state, PlacePrecision.ADMIN1, "United States"
    elif land:
        name, level, country = within, PlacePrecision.COUNTRY, land
    else:
        return
    yield Mention(*found.span(group), name, level, Cue.NAME, country, is_dateline=True)
