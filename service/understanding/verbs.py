"""The verbs that objectives are written with, and which movement each one asks for."""

from __future__ import annotations

from service.domain.objective import Movement
from service.understanding.vocabulary import words

_INCREASE = (
    "increase grow raise boost expand improve strengthen enhance accelerate maximise maximize "
    "widen broaden deepen elevate double triple quadruple multiply add promote foster encourage "
    "heighten uplift intensify optimise optimize speed stimulate reinforce enrich diversify "
    "upgrade treble climb better extend amplify augment lift advance scale ramp step reverse"
)
_DECREASE = (
    "reduce cut lower decrease decline shrink minimise minimize eliminate eradicate halve slash "
    "shorten prevent combat curb trim drop diminish lessen mitigate curtail abolish tackle "
    "alleviate avoid deter narrow lose quit fall counter discourage downsize decarbonise "
    "decarbonize deflate end stop ease fight halt phase slow"
)
_MAINTAIN = (
    "maintain keep sustain preserve retain stay protect safeguard conserve remain uphold "
    "stabilise stabilize defend hold limit restrict cap contain"
)
_ACHIEVE = (
    "accomplish achieve acquire activate adhere admit adopt advocate alert align allocate amend "
    "answer apply appoint approve archive arrange assess assign assist attain attend attract "
    "audit automate award be beat become benchmark bid bike borrow breastfeed breed build buy "
    "calibrate call capture carry centralise centralize certify chlorinate clean clear close "
    "coach collect commence commercialise commercialize commission communicate compete complete "
    "comply compost conclude conduct confirm connect consolidate construct contact containerise "
    "contribute convert cook correct counsel count cover create cross cultivate cure cycle "
    "deadlift debug decentralise declutter decommission decorate define delight deliver "
    "demonstrate deploy design detect develop devolve diagnose dig digitise digitize disburse "
    "discharge disclose disinfect dispatch display disseminate distribute divert divest "
    "document dogfood donate draft draw dredge drill drink earn eat educate electrify email "
    "embed employ empower enable enact encrypt energise enforce engage enrol enroll ensure "
    "equal equip erect establish evaluate exceed execute exercise exhibit expose feed ferment "
    "file fill finalise finalize finance find finish fix float floss fluoridate fly forecast "
    "formalise formalize formulate found franchise free fulfil fulfill fund gain generate give "
    "go graduate grant guarantee handle harmonise harmonize harness harvest have heal hike hire "
    "hit hold honour host house hydrate identify immunise immunize implement inaugurate inform "
    "initiate insource inspect inspire install institute institutionalise insulate integrate "
    "interview introduce invent invest irrigate issue jog join journal knit label launch lead "
    "learn lease legislate lend leverage license list localise localize log mainstream make map "
    "master match measure meditate meet memorise memorize mentor merge migrate mobilise "
    "mobilize modernise modernize monetise monetize motivate negotiate notify nourish nurture "
    "obtain offer onboard open operate operationalise operationalize orchestrate organise "
    "organize outperform outsource participate pass pasteurise patch patent patrol pave pay "
    "penetrate perform pilot place plan plant play position post practice practise pray prepare "
    "prescribe privatise process procure produce prosecute prototype prove provide provision "
    "publish purchase pursue put qualify rank ratify rationalise reach reactivate read realise "
    "realize rebalance rebrand rebuild reclaim reconcile reconnect record recover recruit "
    "rectify recycle redesign reengage refactor refer refinance refine refocus reforest reform "
    "refurbish regain regenerate register regulate rehabilitate rehouse rejuvenate release "
    "relocate remedy remodel remove renew renovate rent reorganise reorganize repaint repair "
    "repay replace replant reply report reposition repurpose rescue resettle reskill resolve "
    "respond restore restructure resurface retire retrain retrofit reunite reuse review revise "
    "revitalise revitalize revive rewild rewire rewrite roll run sanitise satisfy save scan "
    "schedule score screen secure see sell sequester serve set settle sew shelter ship showcase "
    "sign simplify simulate sing ski sleep solve source sow spend spin sponsor squat staff "
    "stand standardise standardize start sterilise stock store streamline stretch study submit "
    "sunset supply support surpass sweep swim switch tap teach test tick tidy track train "
    "transform transition translate treat triage trial turn tutor undertake unify unload unlock "
    "update upsell upskill vaccinate validate verify visit volunteer wake walk wean weigh win "
    "write "
)
_NEUTRAL = "let allow bring get move take drive shift push change turn"

#: Verbs that say little before a noun of movement: "achieve a reduction", "drive growth".
LIGHT = words(
    "achieve deliver see drive realise realize secure generate make reach attain ensure record "
    "produce have get create be support enable provide obtain gain guarantee"
)
#: Verbs that are as often nouns or adjectives; they count only where a verb is expected.
_NOUN_LIKE = words(
    "end stop slow hold lift gain advance scale step limit cap ease fight change drive "
    "turn shift push move counter promote better decline drop fall speed cut extend stay "
    "ramp halt reverse close save "
    "get take bring let allow"
)
#: Verbs that begin a noun phrase as often as a sentence: "process efficiency", "staff turnover".
OFTEN_NOUNS = words(
    "process test review audit plan contact staff record post score file grant award fund "
    "source supply stock store place rank email call screen visit report design lead project "
    "research cook drink exercise sleep swim play pilot prototype lease rent sponsor transition "
    "track log master host label scan count match trial coach mentor tutor display patch debug "
    "archive forecast benchmark drill harvest reply cover access survey commission finance "
    "license "
)
_IRREGULAR = {
    "grew": "grow", "grown": "grow", "kept": "keep", "held": "hold", "won": "win", "became": "become",
    "met": "meet", "fell": "fall", "lost": "lose", "built": "build", "brought": "bring",
    "took": "take", "got": "get", "rose": "raise", "rise": "raise", "rises": "raise", "rising": "raise",
    "drove": "drive", "sold": "sell", "sought": "seek", "is": "be", "are": "be", "led": "lead",
    "ran": "run", "made": "make", "has": "have", "gone": "go",
}  # fmt: skip


class Verb:
    """An entry of the lexicon.

    Attributes:
        lemma: Base form.
        movement: What it asks for; None for verbs such as "bring" that leave it open.
        noun_like: Counts only where a verb is expected.
        base: Whether the form met is the base form.
    """

    __slots__ = ("base", "lemma", "movement", "noun_like")

    def __init__(self, lemma: str, movement: Movement | None, noun_like: bool, base: bool) -> None:
        self.lemma = lemma
        self.movement = movement
        self.noun_like = noun_like
        self.base = base


def _forms(base: str) -> list[str]:
    if base == "be":
        return ["be", "being"]
    stem = base.removesuffix("e")
    if base.endswith("y") and base[-2] not in "aeou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    plural = base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    forms = [base, plural, stem + "ed", stem + "ing"]
    if base[-1] in "bdgmnptl" and base[-2] in "aeiou" and base[-3:-2] not in "aeiou":
        forms += [base + base[-1] + "ed", base + base[-1] + "ing"]
    return forms


def _lexicon() -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    groups: tuple[tuple[Movement | None, str], ...] = (
        (Movement.INCREASE, _INCREASE),
        (Movement.DECREASE, _DECREASE),
        (Movement.MAINTAIN, _MAINTAIN),
        (None, _NEUTRAL),
        (Movement.ACHIEVE, _ACHIEVE),
    )
    for movement, bases in groups:
        for base in bases.split():
            noun_like = movement is Movement.ACHIEVE or base in _NOUN_LIKE
            for form in _forms(base):
                verbs.setdefault(form, Verb(base, movement, noun_like, form == base))
    for form, base in _IRREGULAR.items():
        if base in verbs:
            verbs.setdefault(form, Verb(base, verbs[base].movement, form in ("is", "are"), False))
    return verbs


#: Every inflected form, to its verb.
VERBS = _lexicon()
