"""Names and quotations that run from right to left, within a line of ours that does not."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
# A quotation that begins so, whole; else each run of words, with numbers that stand within it.
_RUN = re.compile(
    rf"((?<=“)[^“”A-Za-z{_RTL}]*+[{_RTL}][^“”]*+(?=”)|[{_RTL}]++(?:[\s\d'’.–-]++[{_RTL}]++)*)"
)


def isolated(text: str) -> Markup:
    """The line as markup, each run of a right-to-left script set apart from what surrounds it.

    Without that a date after an Arabic name changes places with it.

    >>> print(isolated("Raid in سوق, 12 May <b>"))
    Raid in <bdi>سوق</bdi>, 12 May &lt;b&gt;
    """
    pieces = _RUN.split(text)
    return Markup().join(
        Markup("<bdi>{}</bdi>").format(piece) if at % 2 else escape(piece)
        for at, piece in enumerate(pieces)
    )
