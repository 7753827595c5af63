"""The words around figures: what bounds them, what stands for them, and what they measure."""

from __future__ import annotations

from enum import Enum, auto

from llm_extract.records.counts import CountKind

Phrase = tuple[str, ...]


class Bound(Enum):
    """What the words around a figure do to it."""

    AT_LEAST = auto()
    MORE_THAN = auto()
    AT_MOST = auto()
    FEWER_THAN = auto()
    ABOUT = auto()


def _phrases(table: dict[Bound, str]) -> dict[Phrase, Bound]:
    return {
        tuple(phrase.split()): bound
        for bound, phrases in table.items()
        for phrase in phrases.split(",")
    }


BEFORE = _phrases(
    {
        Bound.AT_LEAST: (
            "at least,not fewer than,no fewer than,not less than,no less than,a minimum of,"
            "minimum of,at a minimum,as few as"
        ),
        Bound.MORE_THAN: (
            "more than,over,upwards of,upward of,in excess of,well over,just over,slightly over,"
            "well more than,slightly more than,far more than,greater than,exceeding,exceeds,"
            "exceeded"
        ),
        Bound.AT_MOST: (
            "up to,as many as,at most,at the most,no more than,not more than,a maximum of,"
            "maximum of"
        ),
        Bound.FEWER_THAN: "fewer than,less than,just under,slightly fewer than,well under",
        Bound.ABOUT: (
            "about,around,some,nearly,almost,approximately,approx .,approx,roughly,close to,"
            "an estimated,estimated,estimated at,just about,circa,~"
        ),
    }
)
AFTER = _phrases(
    {
        Bound.AT_LEAST: "or more,- plus,plus,+,at least,or greater",
        Bound.AT_MOST: "or fewer,or less,at most,at the most",
        Bound.ABOUT: "or so,or thereabouts",
    }
)
# Between a qualifier and its figure: "at least another 10".
ADDED = frozenset({"another", "additional", "other", "further"})
LONGEST_QUALIFIER = 4

# Words that stand for a figure and give none; the longest phrase wins.
VAGUE: dict[Phrase, CountKind] = {
    tuple(phrase.split()): kind
    for kind, phrases in {
        CountKind.VAGUE: (
            "dozens,scores,hundreds,thousands,tens of thousands,hundreds of thousands,several,many,"
            "several dozen,several hundred,several thousand,a few dozen,a few hundred,many more,"
            "a number of,a large number of,a small number of,an undisclosed number of,"
            "large numbers of,numerous,multiple,countless,a few,a handful of,a couple of,"
            "a couple,scores of people"
        ),
        CountKind.UNKNOWN: (
            "an unknown number of,an unspecified number of,an undetermined number of,"
            "unknown number of,unspecified number of,undetermined number of"
        ),
        CountKind.ZERO: "no one,no - one,nobody,none,not a single,not one",
    }.items()
    for phrase in phrases.split(",")
}
VAGUE_OPENERS = frozenset(phrase[0] for phrase in VAGUE) | {"some", "no"}
LONGEST_VAGUE = 4
SECOND_OF_VAGUE = frozenset(phrase[1] for phrase in VAGUE if len(phrase) > 1)

# "no" is a zero before a noun; before these it is something else.
NOT_AFTER_NO = frozenset(
    "longer doubt matter more less fewer one idea comment way such sooner stranger other".split()
)
# "scores" counts people; "he scores" does not.
AFTER_SCORES = frozenset(
    "of more were are have had killed dead died wounded injured hurt missing".split()
)
NOT_BEFORE_MANY = frozenset({"how", "so", "too", "as"})
IRREGULAR_PLURALS = frozenset(
    "people men women children police policemen policewomen gunmen militiamen servicemen personnel"
    " troops cattle fishermen clergymen businessmen media".split()
)

# A figure before one of these measures, and counts nobody.
UNITS = frozenset(
    "km kms kilometer kilometers kilometre kilometres mile miles m metre metres meter meters cm mm"
    " centimeters centimetres millimeter millimetre ft foot feet yard yards inch inches kg kgs kilo"
    " kilos kilogram kilograms kilogramme kilogrammes gram grams g lb lbs pound pounds ounce ounces"
    " ton tons tonne tonnes litre litres liter liters gallon gallons barrel barrels hectare"
    " hectares acre acres hour hours hr hrs minute minutes min mins second seconds day days night"
    " nights week weeks weekend weekends month months year years yr yrs decade decades century"
    " centuries morning afternoon evening degree degrees caliber calibre knots mph kph kmh watt"
    " watts volts megawatts kilowatts percent pct percentage point points time times fold block"
    " dollar dollars euro euros rupee rupees peso pesos franc francs dinar dinars riyal riyals"
    " pounds sterling yen yuan rubles roubles colones cordobas soles australes cruzados afghanis"
    " naira shillings usd eur gbp third thirds quarter quarters fifth fifths half o hours gmt utc"
    " est edt pst pdt cst cdt mst mdt".split()
)
# May stand between the figure and its unit.
BEFORE_UNITS = frozenset(
    "square cubic full long consecutive straight more past whole nautical of additional per"
    " another us billion million trillion".split()
)
# Their country may stand before these: "40 Orlan pesos".
CURRENCIES = frozenset(
    "dollar dollars euro euros rupee rupees peso pesos franc francs dinar dinars riyal riyals pound"
    " pounds lira liras shillings rubles roubles crowns yen yuan".split()
)
CURRENCY = frozenset({"$", "€", "£", "¥", "₹", "rs", "usd", "eur", "gbp", "pkr", "inr"})
MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# "Resolution 1701", "Flight 103": the figure is part of a name.
LABELS = frozenset(
    "no nos number article articles section sections chapter route highway flight room unit phase"
    " resolution law decree page block sector zone ward gate camp platform line channel grade act"
    " version apartment apt suite box volume vol interstate road exit mile post figure table item"
    " point level class type model case protocol id tel phone call fax ac account division corps"
    " battalion regiment brigade squadron company platoon"
    " km kilometer kilometre building image photo slide picture channel".split()
)
PRONOUN_BEFORE_ONE = frozenset("the this that another which any every each no by day".split())
PRONOUN_AFTER_ONE = frozenset("another by can cannot must should".split())
STREETS = frozenset(
    "street st road rd avenue ave boulevard blvd drive dr lane ln way court ct place pl highway hwy"
    " parkway pkwy terrace circle".split()
)
