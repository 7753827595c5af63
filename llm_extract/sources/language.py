"""The language of a text: by its script, and in Latin script by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

DEFAULT = "en"
# Enough to tell, and the same time for a note as for a book.
_SAMPLE = 2_000
_LEAST_WORDS = 4

_SCRIPTS = {
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af",
    "zh": "\u4e00-\u9fff",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "th": "\u0e00-\u0e7f",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "am": "\u1200-\u137f",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
    "ru": "\u0400-\u04ff",
    "ar": "\u0600-\u06ff",
}
_SCRIPT = re.compile("|".join(f"(?P<{name}>[{letters}])" for name, letters in _SCRIPTS.items()))
# Letters that only one of the languages of a script uses.
_TELLTALE = {
    "ru": (("uk", "іїєґ"),),
    "ar": (("ps", "ټډړښځڅېۍ"), ("ur", "ٹڈڑےں"), ("fa", "پچژگ")),
}
_STOP_WORDS = {
    "en": "the of and in to that was were is said by on for with from at have has not they",
    "fr": "le la les des et dans que est une du pour par sur qui ont été au avec pas selon",
    "es": "el los las de que en y una por con para del se fueron al según como más fue",
    "pt": "o os as de que em e uma por com para do da não foram ao segundo como mais foi",
    "de": "der die das und in den von zu mit ist im auf für des nicht ein eine wurden bei",
    "it": "il gli di che e in una per con del della sono non è stato alla nel dei secondo",
    "nl": "de het een van en in dat is op te met voor zijn niet bij door werden aan",
    "tr": "ve bir bu için ile da de olarak olan sonra kadar göre daha çok ise gibi",
    "id": "yang di dan dari ini dengan untuk pada oleh itu dalam tidak orang akan telah",
    "sw": "ya na wa kwa katika ni za la kuwa hiyo watu baada huo lakini",
    "so": "ee iyo ka ku oo waa in uu ay la kale soo mid",
    "ha": "da na ta a ya wa ba ne ce sun kan cikin kuma wani",
}
_STOPS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)


def language_of(text: str) -> str:
    """A two-letter code; `en` where nothing tells otherwise.

    >>> language_of("Les gendarmes ont été attaqués dans le nord, selon la radio.")
    'fr'
    """
    sample = text[:_SAMPLE]
    words = Counter(_WORD.findall(sample.casefold()))
    if not sample.isascii():
        scripts = Counter(match.lastgroup or "" for match in _SCRIPT.finditer(sample))
        letters = sum(len(word) * count for word, count in words.items())
        if scripts.total() > letters / 2:
            return _by_letters(sample, scripts.most_common(1)[0][0])
    hits = {
        name: sum(words[word] for word in stops & words.keys()) for name, stops in _STOPS.items()
    }
    best = max(hits, key=hits.__getitem__)
    return best if hits[best] >= _LEAST_WORDS and hits[best] > hits[DEFAULT] else DEFAULT


def _by_letters(sample: str, script: str) -> str:
    """Kana settle it for Japanese, which is mostly Han; letters of its own for other languages."""
    if script == "zh" and re.search(f"[{_SCRIPTS['ja']}]", sample):
        return "ja"
    for language, letters in _TELLTALE.get(script, ()):
        if any(letter in sample for letter in letters):
            return language
    return script


def language_tag(words: str) -> str | None:
    """The language in a tag such as en-GB; None where it is no tag.

    >>> language_tag("en-GB")
    'en'
    """
    tag = _TAG.match(words.strip())
    return tag.group().lower() if tag else None
