"""A report for build servers: JUnit's XML, one case a gate."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from llm_extract.evals.gate import GateResult, Judgement, State

# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit(judgement: Judgement, suite: str) -> str:
    """The gates of one candidate. Where inconclusive lets pass, such a gate counts as skipped."""
    cases = [_case(one, suite, judgement) for one in judgement.results]
    tags = [child.tag for case in cases for child in case]
    whole = Element(
        "testsuite",
        name=f"eval gate {_plain(suite)}",
        tests=str(len(cases)),
        failures=str(tags.count("failure")),
        errors=str(tags.count("error")),
        skipped=str(tags.count("skipped")),
    )
    whole.extend(cases)
    indent(whole)
    return tostring(whole, encoding="unicode", xml_declaration=True) + "\n"


def _case(one: GateResult, suite: str, judgement: Judgement) -> Element:
    case = Element("testcase", classname=f"eval.{_plain(suite)}", name=_plain(one.name))
    tag = _tag(one.state, lets_pass=judgement.gates.inconclusive == 0)
    if tag is not None:
        SubElement(case, tag, type=str(one.state), message=_plain(one.why))
    return case


def _tag(state: State, *, lets_pass: bool) -> str | None:
    match state:
        case State.PASSED:
            return None
        case State.FAILED:
            return "failure"
        case State.INCONCLUSIVE:
            return "skipped" if lets_pass else "failure"
        case State.INCOMPLETE | State.NOT_COMPARABLE:
            return "error"


def _plain(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
