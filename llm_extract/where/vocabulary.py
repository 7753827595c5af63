"""The words around place names: units, sites, cues, and the capitals that name no place."""

from __future__ import annotations

from llm_extract.records.when_where import PlacePrecision

LEVELS: dict[str, PlacePrecision] = {
    word: level
    for level, words in {
        PlacePrecision.ADMIN1: (
            "province state department governorate oblast prefecture voivodeship"
        ),
        PlacePrecision.LOCALITY: (
            "city town village district county municipality township suburb neighbourhood"
            " neighborhood hamlet settlement tehsil subdistrict sub-district parish borough"
            " commune capital canton barrio"
        ),
        PlacePrecision.UNKNOWN: "region area valley peninsula island desert mountains zone coast",
    }.items()
    for word in words.split()
}
PLURALS: dict[str, PlacePrecision] = {
    plural: level
    for word, level in LEVELS.items()
    for plural in (word + "s", word.removesuffix("y") + "ies" if word.endswith("y") else word + "s")
}
UNITS = LEVELS | PLURALS

SITES = frozenset(
    "station headquarters camp road market bazaar prison jail port harbour harbor base mosque"
    " church cathedral temple shrine school college university airport airfield highway motorway"
    " street avenue boulevard bridge hospital clinic hotel restaurant stadium square plaza park"
    " checkpoint outpost barracks garrison embassy consulate mall club cafe theatre theater"
    " crossing junction intersection dam mine refinery plant factory cemetery seminary madrassa"
    " madrasa palace house tower tunnel terminal compound colony quarter farm ranch lines"
    " secretariat complex office offices drive lane parkway motel inn arena library depot"
    " reservoir canal apartments building".split()
)
# May stand between a name and its site: "Orlo railway station".
BEFORE_SITES = frozenset(
    "police railway train bus metro military army air naval central main refugee training power"
    " international high primary elementary middle grand border highway fire oil gas detention"
    " army's fruit vegetable livestock gold medical city district general".split()
)
STRONG_CUES = frozenset(
    "in near outside across throughout inside around at within surrounding nearby".split()
)
# These are as often offices as provinces, and need a cue before the name.
DOUBTFUL_UNITS = frozenset({"department", "state", "capital", "states", "departments"})
# Part of the name where they have a capital: "Orlo City", "Red Zone".
NAME_UNITS = frozenset(
    "city county zone valley peninsula island desert mountains coast village".split()
)
# Headlines set them with a capital.
DESCRIPTIVE = frozenset("restive troubled volatile remote strategic war-torn".split())
# Between a cue and a name: "in the restive southwestern province of Orlo".
ADJECTIVES = frozenset(
    "the northern southern eastern western central north south east west northeastern"
    " northwestern southeastern southwestern north-eastern north-western south-eastern"
    " south-western northeast northwest southeast southwest downtown upper lower rural remote"
    " restive nearby neighbouring neighboring provincial capital strategic port coastal border"
    " mountainous volatile town city village district province state region old greater"
    " parts most much key troubled vast largest second-largest".split()
)
# Capitals that open a sentence or a heading, and name nothing.
FUNCTION_WORDS = frozenset(
    "a an the this that these those in on at near from to of by for with without within outside"
    " inside across around throughout after before during since until while when where as if but"
    " and or nor so yet although though however meanwhile moreover also both he she it they we i"
    " you his her its their our my no not one two three four five six seven eight nine ten some"
    " many several more most all other another each every such there here then now today"
    " yesterday tonight is are was were be been has have had will would can could may might must"
    " who whom whose which what why how than over under between against about into onto through"
    " toward towards up down out off per via residents police officials gunmen militants troops"
    " soldiers authorities witnesses security according local reports sources dozens hundreds"
    " scores thousands attackers insurgents rebels guerrillas similar separate early late initial"
    " surrounding nearby only just even still".split()
)
NEVER_PLACES = frozenset(
    "january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday"
    " sunday english arabic urdu pashto persian hebrew kurdish islam islamic muslim muslims"
    " christian christians jewish god ramadan eid christmas easter twitter facebook whatsapp"
    " telegram youtube internet photo file getty images reuters afp ap".split()
)
ORGANISATIONS = frozenset(
    "army front council ministry party corps court police department agency force forces command"
    " group union association committee institute organization organisation bank company times"
    " news post tribune herald gazette movement brigade battalion regiment squad operation congress"
    " senate assembly parliament government act war constitution federation league foundation"
    " network television tv radio press office bureau service services authority commission corps"
    " guards guard rangers coalition alliance militia tribunal cabinet constitution treaty"
    " agreement week month year years guerrilla guerrillas liberation revolutionary national"
    " security defence defense staff board fund programme program project projects".split()
)
TITLES = frozenset(
    "mr mrs ms dr prof gen general lt lieutenant col colonel maj major capt captain sgt sergeant"
    " president minister prime governor mayor senator judge justice chief secretary spokesman"
    " spokeswoman spokesperson commander sheriff officer detective inspector king queen prince"
    " sheikh mullah maulana imam archbishop bishop father pope ambassador commissioner director"
    " sen rep gov deputy sir lord lady don doña leader".split()
)
# After "X's": words that keep X a place ("Orlo's outskirts"), where most others make it a person.
AFTER_POSSESSIVE = frozenset(
    "outskirts suburbs suburb centre center capital north south east west northern southern"
    " eastern western central main old busy city downtown largest restive province provincial"
    " coast border south-western southwestern northwestern northeastern southeastern".split()
)
