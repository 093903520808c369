"""Questions about the person: which dimension of the catalog a heading asks for, in eight languages."""

from __future__ import annotations

import re

from analytics.imports.wording import plain

_LONGEST_HEADING = 140
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("birth_year", r"(year of birth|birth ?year|geburtsjahr|année de naissance|año de nacimiento|ano de nascimento|anno di nascita|geboortejaar|生年|what year were you born)"),
    ("age", r"(^age$|^alter$|^âge$|^edad$|^idade$|^età$|^leeftijd$|^年齢$|(what is|what's) your age\b|how old are you|wie alt sind sie|quel âge|qué edad|qual (é )?a sua idade|quanti anni|hoe oud)"),
    ("generation", r"(^generation$|\bage (group|range|band|bracket)|altersgruppe|tranche d'âge|grupo de edad|rango de edad|faixa etária|fascia d'età|leeftijdsgroep|leeftijdscategorie|年代|select your age|which generation)"),
    ("gender", r"(\bgender\b|\bsex\b|geschlecht|\bgenre\b|^sexe$|\bgénero\b|\bsexo\b|\bgênero\b|\bgenere\b|\bsesso\b|geslacht|性別)"),
    ("ethnicity", r"(\bethnicit|\bethnic (group|background|origin)|\brace\b|ethnie|ethnische|etnia|etnicid|origine ethnique|origen étnico|etnische|民族|人種)"),
    ("business_unit", r"(\bbusiness[ _-]?unit\b|^bu$|\bdepartment\b|\bdivision\b|\bbusiness area\b|\bfunction\b.*(work|belong)|abteilung|geschäftsbereich|département|\bservice\b.*(travaill)|departamento|dipartimento|reparto|afdeling|部署|部門)"),
    ("level", r"(^(job|career|seniority|management|grade|pay|position)?[ _-]?(level|grade|band)$|\b(job|career|seniority|management) (level|grade|band)\b|hierarchieebene|karrierestufe|niveau hiérarchique|nivel jerárquico|nível hierárquico|livello (di inquadramento|professionale)|functieniveau|役職|等級)"),
    ("location", r"(^(work[ _-]?)?(location|office|site|country|region|city)$|standort|\bland\b.*(arbeit|leb)|(which|what) (country|region|city|office|location).*(work|live|based|located)|where are you (based|located)|(country|region).*(do you|work|live|based)|geographic location|world region|dans quel pays|en qué país|em que país|in quale paese|in welk land|勤務地|国・地域)"),
    ("role", r"(^role$|^program(me)? role$|(junior|senior) (mentor|mentee).*\?|are you (a|the) (mentor|mentee))"),
    ("cohort", r"(^cohort$|which cohort|kohorte|cohorte|coorte|cohort)"),
    ("arm", r"(^(study )?(arm|group)$|pilot or comparison)"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_OPINION = re.compile(
    r"(?i)\b(satisf|agree|feel|believe|think|opinion|important|likely|often|recommend|fair|regardless|discriminat|equal|zufrieden|"
    r"stimme|d'accord|de acuerdo|d'accordo|treated|comfortable|support)"
)
AMOUNT = re.compile(
    r"(?i)(\bhow many\b|\bnumber of\b|# of|\btimes a (day|week|month|year)\b|\bhow long\b|\byears?\b|\bmonths\b|\bhours?\b|\bminutes\b|\bdays\b|\bsalary\b|\bincome\b|"
    r"\bcount\b|\bamount\b|\bpercent|%|\bwie viele\b|\bwie lange\b|\banzahl\b|\bjahre\b|\bstunden\b|\bcombien\b|\bnombre d|"
    r"\bcuánt[oa]s\b|\bnúmero de\b|\bquant[oa]s\b|\bquanti\b|\bnumero di\b|\bhoeveel\b|\baantal\b|いくつ|何人|何年|何時間|人数)"
)


def dimension(heading: str) -> str | None:
    """The dimension that a heading asks for, or None; opinions about a dimension are no dimension.

    >>> dimension("What is your gender?"), dimension("I feel that gender does not matter here.")
    ('gender', None)
    """
    text = plain(heading).strip(" :?*").replace("_", " ")
    if not text or len(text) > _LONGEST_HEADING or _OPINION.search(text):
        return None
    return next((name for name, pattern in _COMPILED if pattern.search(text)), None)
