"""Verbs and nouns of saying: what tells that words in quotation marks are somebody's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from reader.corpus.wordlists import word_set


class Form(IntEnum):
    """The form of a verb: only the first two have a subject of their own."""

    PAST = 1
    PRESENT = 2
    BASE = 3
    ING = 4
    PARTICIPLE = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a verb of saying; `strong` where it nearly always brings words, `noun` where it may be one,
    `beside` where it brings only words that stand right beside it.
    """

    lemma: str
    form: Form
    strong: bool
    noun: bool
    beside: bool


# Verbs that bring somebody's words wherever they stand beside a quote.
_STRONG = """
    acknowledge add admit admonish advise advocate affirm agree allege allow announce answer appeal argue
    articulate ask assert assess assure attest aver avow banter bark bawl beam beg begin bellow bemoan blast
    blog blurt bluster boast boom brag bray break burst cackle caption caution caw challenge chant charge
    chastise chide chime chortle chuckle cite claim clamor clamour clap clarify comment commentate complain
    concede conclude concur confess confide confirm conjecture contend continue coo counsel counter crack
    croak croon crow cry cut deadpan declaim declare decree decry defend demand demur denounce deny describe
    detail determine dictate disclose dispute drawl drone e-mail echo ejaculate elaborate email emphasise
    emphasize enquire enthuse enunciate estimate exclaim exhort explain expound express exult fire fret fume
    gasp giggle gloat go grin gripe groan growl grumble grunt guarantee gush hazard headline hint hiss hit
    hoot howl implore indicate inform inquire insinuate insist instruct interject interpose interrupt
    intimate intone jeer jest jibe joke josh jump lament lash laugh lecture lie maintain marvel mention moan
    mock mumble murmur muse mutter narrate nod note object observe opine orate order outline philosophize
    pipe plead pledge point ponder pontificate posit post prattle pray preach predict preface proclaim
    profess promise pronounce propose protest punch purr push put query question quibble quip quote rage
    ramble rant rasp react read reaffirm reason reassure rebuke rebut recall recite reckon recognise
    recognize recommend recount reflect refute reiterate rejoice rejoin relate relay remark remember remind
    reminisce remonstrate repeat reply report reprimand request respond restate resume retort retweet reveal
    roar rule rumble say scoff scold scowl scream screech shoot shout shriek shrill shrug sigh sing slur
    smile smirk snap snarl sneer sniff snipe snort sob speak specify speculate spit splutter sputter stammer
    state stipulate storm stress strike stutter submit suggest sum summarise summarize surmise swear
    sympathise sympathize taunt tease telegraph tell testify text theorise theorize thunder tout tweet
    underline underscore urge utter vent venture volunteer vow wail warn weigh whimper whine whisper whoop
    wisecrack wonder write yell yelp
    """
# Verbs that bring words where nothing better stands in the sentence.
_WEAK = """
    accept accuse bash believe bill blame brand call characterise characterize cheer commend compare condemn
    congratulate consider credit criticise criticize deem deplore deride dismiss doubt dub expect fear feel
    frame hail hope invoke judge label lambast lambaste liken mean paint pan portray praise propose rail
    refer reference regard reject ridicule rip slam slate style tag term thank think threaten trumpet
    understand view want welcome
    """
_PAST = {
    "go": "went", "shoot": "shot", "hit": "hit", "break": "broke", "cut": "cut", "burst": "burst",
    "strike": "struck", "say": "said", "tell": "told", "begin": "began", "write": "wrote", "read": "read",
    "speak": "spoke", "swear": "swore", "sing": "sang", "put": "put", "think": "thought", "feel": "felt",
    "mean": "meant", "understand": "understood", "spit": "spat", "rip": "ripped", "pan": "panned",
    "tag": "tagged",
}  # fmt: skip
_PARTICIPLES = {
    "begin": "begun", "write": "written", "speak": "spoken", "swear": "sworn", "sing": "sung",
    "break": "broken",
}  # fmt: skip
_DOUBLING = word_set(
    "beg admit blog brag sum chat slur submit quip sob slam dub rip pan tag refer rebut grin nod spit"
)
# Forms that stand as nouns at least as often: they are verbs only behind a subject.
_NOUNS = word_set("""
    according announcement answer answers appeal appeals attack attacks back bill bills blame blast blasts
    blog blogs brand brands call calls caption captions cast challenge challenges charge charges cheer
    cheers claim claims comment comments counsel counsels counter credit credits cries crow cry demand
    demands detail details doubt doubts drone e-mail e-mails echo email emails fear fears feeling figure
    figures find finding forecast frame groan headline headlines hearing hope hopes howl invite joke jokes
    label labels lament laugh laughs lecture lectures lie lies like maintain meaning might name names note
    notes object objects opposing order orders paint pipe plea pledge pledges point points post posts praise
    promise promises protest protests queries query question questions quote quotes rage react read reading
    reads reason reasons reference references remark remarks report reports request requests roar rule rules
    ruling rumble saying shout shouts show shows sigh sign signal signals signs slate smile smiles speaking
    state states storm stress support supports tease term terms text texts thank thanks thinking title
    titles tweet tweets understanding use uses view views vow vows want wants warning welcome whisper win
    winning wins writing
    """)
_BESIDE = word_set("""
    bark beam beg begin bellow blog break burst cackle chant chuckle clap continue croak cry cut detail
    drawl explode finish fire gasp giggle go grin groan growl grunt hiss hit howl interject interrupt jump
    lash laugh lie moan mock narrate nod open order pipe play point pray punch push put rage recite reflect
    resume return roar scream shoot shriek shrug sigh sing smile smirk snap sneer sniff snort sob start
    storm strike sum tease text wail weigh whimper
    """)
PARTICLES: dict[str, tuple[str, ...]] = {
    "go": ("on",), "shoot": ("back",), "fire": ("back",), "hit": ("back", "out"), "put": ("it", "in"),
    "break": ("in",), "cut": ("in",), "chime": ("in",), "weigh": ("in",), "push": ("back",),
    "punch": ("back",), "clap": ("back",), "burst": ("out",), "lash": ("out",), "sum": ("up", "it"),
    "strike": ("back", "a"),
    "jump": ("in",),
}  # fmt: skip
"""Verbs that are verbs of saying only with one of these words behind them."""
_REPORTING_NOUNS = word_set("""
    accusation allegation answer argument article assertion assessment blog call calls catchphrase claim
    claims column comment comments complaint description dissent e-mail editorial email filing interview
    letter letters mantra memo message messages motto note op-ed opinion order pledge post posts promise
    question quote release remark remarks reply report response ruling slogan speech statement statements
    testimony text texts tweet tweets vow warning words
    """)


def _regular_past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in _DOUBLING else "") + "ed"


def _regular_present(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _regular_ing(lemma: str) -> str:
    if lemma == "lie":
        return "lying"
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return (
        lemma + (lemma[-1] if lemma in _DOUBLING or lemma in ("begin", "put", "hit", "cut") else "") + "ing"
    )


def _conjugate() -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    for words, strong in ((_WEAK, False), (_STRONG, True)):
        for lemma in sorted(word_set(words)):
            past = _PAST.get(lemma, _regular_past(lemma))
            forms = (
                (_PARTICIPLES.get(lemma, past), Form.PARTICIPLE),
                (lemma, Form.BASE),
                (_regular_ing(lemma), Form.ING),
                (_regular_present(lemma), Form.PRESENT),
                (past, Form.PAST),
            )
            for word, form in forms:
                cues[word] = Cue(lemma, form, strong, word in _NOUNS, lemma in _BESIDE)
    return cues


CUES: dict[str, Cue] = _conjugate()
"""Every form of every verb of saying, in lower case."""

REPORTING_NOUNS = _REPORTING_NOUNS
"""Nouns that stand for words said or written."""
