from __future__ import annotations

import pytest

from analytics.imports.labels import (
    all_fits,
    best_fit,
    code_and_words,
    is_not_applicable,
    is_unknown,
    label_key,
    label_sets,
)
from analytics.imports.wording import key

LOWEST_FIRST = {
    "agreement en": ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
    "agreement de": [
        "Stimme überhaupt nicht zu",
        "Stimme eher nicht zu",
        "Teils/teils",
        "Stimme eher zu",
        "Stimme voll zu",
    ],
    "agreement de with nicht zu": [
        "Stimme gar nicht zu",
        "Stimme nicht zu",
        "Neutral",
        "Stimme zu",
        "Stimme voll und ganz zu",
    ],
    "agreement de as traits": [
        "Trifft gar nicht zu",
        "Trifft eher nicht zu",
        "Weder noch",
        "Trifft eher zu",
        "Trifft voll zu",
    ],
    "agreement fr": [
        "Pas du tout d’accord",
        "Pas d’accord",
        "Ni d’accord ni pas d’accord",
        "D’accord",
        "Tout à fait d’accord",
    ],
    "agreement es": [
        "Muy en desacuerdo",
        "En desacuerdo",
        "Ni de acuerdo ni en desacuerdo",
        "De acuerdo",
        "Muy de acuerdo",
    ],
    "agreement pt": ["Discordo totalmente", "Discordo", "Não concordo nem discordo", "Concordo", "Concordo totalmente"],
    "agreement it": ["Per niente d'accordo", "Poco d'accordo", "Neutrale", "Abbastanza d'accordo", "Molto d'accordo"],
    "agreement nl": ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"],
    "agreement ja": ["全くそう思わない", "あまりそう思わない", "どちらともいえない", "ややそう思う", "とてもそう思う"],
    "agreement ja short": ["そう思わない", "あまりそう思わない", "どちらともいえない", "ややそう思う", "そう思う"],
    "satisfaction en": ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
    "satisfaction de": ["Sehr unzufrieden", "Eher unzufrieden", "Teils/teils", "Eher zufrieden", "Sehr zufrieden"],
    "satisfaction fr": ["Très insatisfait", "Insatisfait", "Neutre", "Satisfait", "Très satisfait"],
    "satisfaction es": ["Muy insatisfecho", "Insatisfecho", "Neutral", "Satisfecho", "Muy satisfecho"],
    "satisfaction pt": ["Muito insatisfeito", "Insatisfeito", "Neutro", "Satisfeito", "Muito satisfeito"],
    "satisfaction it": ["Molto insoddisfatto", "Insoddisfatto", "Neutrale", "Soddisfatto", "Molto soddisfatto"],
    "satisfaction nl": ["Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden"],
    "satisfaction ja": ["非常に不満", "やや不満", "どちらともいえない", "やや満足", "非常に満足"],
    "frequency en": ["Never", "Rarely", "Sometimes", "Often", "Always"],
    "frequency en with very often": ["Never", "Sometimes", "Often", "Very Often", "Always"],
    "frequency en by halves": ["Never", "Sometimes", "About half the time", "Most of the time", "Always"],
    "frequency de": ["Nie", "Selten", "Manchmal", "Oft", "Immer"],
    "frequency fr": ["Jamais", "Rarement", "Parfois", "Souvent", "Toujours"],
    "frequency es": ["Nunca", "Rara vez", "A veces", "A menudo", "Siempre"],
    "frequency pt": ["Nunca", "Raramente", "Às vezes", "Frequentemente", "Sempre"],
    "frequency it": ["Mai", "Raramente", "A volte", "Spesso", "Sempre"],
    "frequency nl": ["Nooit", "Zelden", "Soms", "Vaak", "Altijd"],
    "frequency ja": ["全くない", "めったにない", "時々", "よくある", "いつも"],
    "likelihood en": ["Very unlikely", "Unlikely", "Neither likely nor unlikely", "Likely", "Very likely"],
    "likelihood en degrees": [
        "Not at all likely",
        "Not so likely",
        "Somewhat likely",
        "Very likely",
        "Extremely likely",
    ],
    "likelihood en certain": ["Definitely not", "Probably not", "Might or might not", "Probably yes", "Definitely yes"],
    "likelihood de": ["Sehr unwahrscheinlich", "Unwahrscheinlich", "Neutral", "Wahrscheinlich", "Sehr wahrscheinlich"],
    "likelihood fr": ["Très improbable", "Improbable", "Neutre", "Probable", "Très probable"],
    "likelihood es": ["Muy improbable", "Improbable", "Neutral", "Probable", "Muy probable"],
    "likelihood pt": ["Muito improvável", "Improvável", "Neutro", "Provável", "Muito provável"],
    "likelihood it": ["Molto improbabile", "Improbabile", "Neutrale", "Probabile", "Molto probabile"],
    "likelihood nl": ["Zeer onwaarschijnlijk", "Onwaarschijnlijk", "Neutraal", "Waarschijnlijk", "Zeer waarschijnlijk"],
    "likelihood ja": ["非常に可能性が低い", "可能性が低い", "どちらともいえない", "可能性が高い", "非常に可能性が高い"],
    "importance en": [
        "Not at all important",
        "Slightly important",
        "Moderately important",
        "Very important",
        "Extremely important",
    ],
    "importance de": ["Überhaupt nicht wichtig", "Eher unwichtig", "Teils/teils", "Eher wichtig", "Sehr wichtig"],
    "importance fr": [
        "Pas du tout important",
        "Peu important",
        "Moyennement important",
        "Assez important",
        "Extrêmement important",
    ],
    "importance es": ["Nada importante", "Poco importante", "Moderadamente importante", "Importante", "Muy importante"],
    "importance pt": [
        "Nada importante",
        "Pouco importante",
        "Moderadamente importante",
        "Importante",
        "Muito importante",
    ],
    "importance it": [
        "Per niente importante",
        "Poco importante",
        "Abbastanza importante",
        "Molto importante",
        "Estremamente importante",
    ],
    "importance nl": ["Zeer onbelangrijk", "Onbelangrijk", "Neutraal", "Belangrijk", "Zeer belangrijk"],
    "importance ja": ["全く重要ではない", "あまり重要ではない", "どちらともいえない", "やや重要", "非常に重要"],
    "quality en": ["Very poor", "Poor", "Fair", "Good", "Very good"],
    "quality en excellent": ["Poor", "Fair", "Good", "Very good", "Excellent"],
    "quality de": ["Sehr schlecht", "Schlecht", "Mittelmäßig", "Gut", "Sehr gut"],
    "quality fr": ["Très mauvais", "Mauvais", "Moyen", "Bon", "Très bon"],
    "quality es": ["Muy malo", "Malo", "Regular", "Bueno", "Muy bueno"],
    "quality pt": ["Muito ruim", "Ruim", "Regular", "Bom", "Muito bom"],
    "quality it": ["Pessimo", "Scarso", "Sufficiente", "Buono", "Ottimo"],
    "quality nl": ["Zeer slecht", "Slecht", "Voldoende", "Goed", "Zeer goed"],
    "quality ja": ["非常に悪い", "悪い", "普通", "良い", "非常に良い"],
    "four points en": ["Strongly disagree", "Disagree", "Agree", "Strongly agree"],
    "four points de": ["Stimme gar nicht zu", "Stimme eher nicht zu", "Stimme eher zu", "Stimme vollständig zu"],
    "four points fr": ["Pas du tout d’accord", "Plutôt pas d’accord", "Plutôt d’accord", "Tout à fait d’accord"],
    "four points quality": ["Poor", "Fair", "Good", "Excellent"],
    "four points importance": ["Not important", "Rather unimportant", "Rather important", "Very important"],
    "seven points": [
        "Strongly disagree",
        "Disagree",
        "Somewhat disagree",
        "Neither agree nor disagree",
        "Somewhat agree",
        "Agree",
        "Strongly agree",
    ],
    "seven points of satisfaction": [
        "Extremely dissatisfied",
        "Moderately dissatisfied",
        "Slightly dissatisfied",
        "Neither satisfied nor dissatisfied",
        "Slightly satisfied",
        "Moderately satisfied",
        "Extremely satisfied",
    ],
    "three points": ["Below average", "Average", "Above average"],
    "more or less": ["Much less", "Somewhat less", "About the same", "Somewhat more", "Much more"],
    "pace": ["Too slow", "Slightly slow", "Just right", "Slightly fast", "Too fast"],
    "amount": ["None of it", "Some of it", "About half of it", "Most of it", "All of it"],
    "any word in a degree": ["Not at all able", "Slightly able", "Neutral", "Moderately able", "Extremely able"],
    "ease": ["Difficult", "Somewhat difficult", "Neither easy nor difficult", "Somewhat easy", "Very easy"],
}


@pytest.mark.parametrize("labels", LOWEST_FIRST.values(), ids=LOWEST_FIRST.keys())
def test_labels_are_scored_in_their_order(labels: list[str]) -> None:
    fit = best_fit([key(label) for label in labels], 200)
    assert fit is not None
    assert [fit.scores[key(label)] for label in labels] == list(range(1, len(labels) + 1))
    assert fit.labels.points == len(labels)


@pytest.mark.parametrize(
    "labels",
    [["Yes", "No"], ["Female", "Male"], ["Sales", "Finance", "IT"], ["1-5", "6-25", "26-100"], ["Yes", "No", "Maybe"]],
)
def test_options_without_an_order_have_no_scores(labels: list[str]) -> None:
    assert best_fit([key(label) for label in labels], 200) is None


@pytest.mark.parametrize(
    "labels",
    [
        ["Tres insatisfait", "Insatisfait", "Satisfait", "Tres satisfait"],
        ["Muy dificil", "Dificil", "Facil", "Muy facil"],
        ["Nunca", "Raramente", "As vezes", "Frequentemente", "Sempre"],
        ["Ne d'accordo ne in disaccordo", "D'accordo", "Fortemente d'accordo"],
    ],
)
def test_accents_may_be_left_out(labels: list[str]) -> None:
    fit = best_fit([key(label) for label in labels], 20)
    assert fit is not None
    assert sorted(labels, key=lambda label: fit.scores[key(label)]) == labels


def test_an_answer_that_nobody_gave_still_has_its_place() -> None:
    labels = ["Satisfied", "Neutral", "Very Satisfied", "Somewhat dissatisfied"]
    fit = best_fit([key(label) for label in labels], 79)
    assert fit is not None
    assert [fit.scores[key(label)] for label in labels] == [4, 3, 5, 2]


def test_a_middle_that_few_people_could_have_missed_is_kept() -> None:
    labels = [key(label) for label in ("Strongly disagree", "Disagree", "Agree", "Strongly agree")]
    few, many = best_fit(labels, 8), best_fit(labels, 400)
    assert few is not None
    assert many is not None
    assert (few.labels.points, many.labels.points) == (5, 4)
    assert few.confidence < many.confidence


def test_two_wordings_of_one_answer_in_one_column_are_no_set() -> None:
    labels = tuple(sorted(key(label) for label in ("Agree", "Somewhat agree", "Rather agree", "Mostly agree")))
    assert all_fits(labels, 100) == ()


@pytest.mark.parametrize(
    ("label", "code", "words"),
    [
        ("5: strongly agree", 5, "strongly agree"),
        ("Agree (5)", 5, "Agree"),
        ("(2) Minor.", 2, "Minor."),
        ("0 - Mostly me", 0, "Mostly me"),
        ("1 (None at all)", 1, "None at all"),
        ("-2 = much worse", -2, "much worse"),
        ("Very satisfied - 5", 5, "Very satisfied"),
        ("25 - 50", None, "25 - 50"),
        ("2+ years", None, "2+ years"),
        ("UTC-5", None, "UTC-5"),
        ("10 - 25 people", None, "10 - 25 people"),
        ("Python 3", None, "Python 3"),
    ],
)
def test_a_number_in_a_label_is_told_from_an_amount(label: str, code: int | None, words: str) -> None:
    assert code_and_words(label) == (code, words)


def test_remarks_and_numbers_do_not_change_a_label() -> None:
    assert label_key("Neither favorably nor unfavorably (neutral)") == label_key("neither favorably nor unfavorably")
    assert label_key("(4) Agree") == label_key("Agree (5)") == "agree"


@pytest.mark.parametrize(
    "text",
    [
        "N/A",
        "n.a.",
        "NA",
        "Not applicable",
        "N/A - skip",
        "Unfamiliar (N/A)",
        "k.A. / n/a",
        "Sans objet",
        "No aplica",
        "Não se aplica",
        "Non applicabile",
        "n.v.t.",
        "該当なし",
    ],
)
def test_does_not_apply_is_known_in_every_language(text: str) -> None:
    assert is_not_applicable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Don’t know",
        "weiß nicht",
        "Je ne sais pas",
        "No sé",
        "Não sei",
        "Non so",
        "Weet niet",
        "わからない",
        "Prefer not to say",
    ],
)
def test_not_knowing_is_known_in_every_language(text: str) -> None:
    assert is_unknown(text)
    assert not is_not_applicable(text)


@pytest.mark.parametrize("text", ["Neutral", "None", "Nancy", "Canada", "Yes", "Trifft nicht zu"])
def test_answers_are_answers(text: str) -> None:
    assert not is_not_applicable(text)
    assert not is_unknown(text)


def test_every_set_has_a_wording_for_each_of_its_points() -> None:
    for one in label_sets():
        places = {place for positions in one.literals.values() for place in positions} | {
            place for *_, place in one.patterns
        }
        assert places == set(range(one.points)), (one.concept, one.language)


def test_every_language_has_the_concepts_that_surveys_use() -> None:
    concepts = {"agreement", "satisfaction", "frequency", "likelihood", "quality"}
    for language in ("en", "de", "fr", "es", "pt", "it", "nl", "ja"):
        assert concepts <= {one.concept for one in label_sets() if one.language == language}, language


def test_two_opposite_words_alone_are_two_facts() -> None:
    assert best_fit(map(key, ("Married", "Unmarried")), 70) is None
    assert best_fit(map(key, ("Very reasonable", "Reasonable", "Unreasonable")), 70) is not None


def test_initials_of_agreement_are_known_where_enough_are_there() -> None:
    fit = best_fit(map(key, ("SA", "A", "N", "D", "SD")), 400)
    assert fit is not None
    assert (fit.labels.concept, fit.scores["sa"], fit.scores["sd"]) == ("agreement", 5, 1)
    assert best_fit(map(key, ("A", "D")), 400) is None
    assert best_fit(map(key, ("A", "B", "C", "D")), 400) is None
