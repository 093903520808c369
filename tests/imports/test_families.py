from __future__ import annotations

from collections import Counter

from analytics.imports.families import Labeled, decisions


def labeled(stem: str, **counts: int) -> Labeled:
    return Labeled(stem=stem, labels=Counter({name.replace("_", " "): n for name, n in counts.items()}))


def points(*questions: Labeled) -> list[int | None]:
    """Number of answers in the set of each question."""
    return [found.fit.labels.points if found else None for found in decisions(questions)]


def test_an_answer_that_one_item_lacks_is_seen_in_another() -> None:
    full = labeled("a", Strongly_disagree=5, Disagree=9, Neutral=20, Agree=40, Strongly_agree=30)
    no_middle = labeled("b", Strongly_disagree=3, Disagree=4, Agree=20, Strongly_agree=12)
    assert points(no_middle) == [4]
    assert points(full, no_middle) == [5, 5]


def test_a_forced_choice_beside_a_scale_with_a_middle_stays_one() -> None:
    full = labeled("a", Strongly_disagree=5, Disagree=9, Neutral=20, Agree=40, Strongly_agree=30)
    forced = labeled("b", Strongly_disagree=50, Disagree=90, Agree=400, Strongly_agree=300)
    assert points(full, forced) == [5, 4]


def test_a_single_label_is_decided_by_its_grid() -> None:
    rows = [labeled("grid", Never=10, Rarely=20, Sometimes=30, Often=20, Always=9), labeled("grid", Often=3)]
    found = decisions(rows)
    assert found[1] is not None
    assert found[1].fit.scores["often"] == 4
    assert found[1].is_shared


def test_another_wording_in_the_same_grid_follows_the_grid() -> None:
    rows = [
        labeled("grid", Nicht_wichtig=9, Eher_unwichtig=30, Eher_wichtig=60, Sehr_wichtig=80),
        labeled("grid", garnicht_wichtig=1, eher_wichtig=1),
    ]
    found = decisions(rows)
    assert found[1] is not None
    assert (found[1].fit.labels.points, found[1].fit.scores) == (4, {"garnichtwichtig": 1, "eherwichtig": 3})


def test_labels_without_a_set_have_no_decision() -> None:
    assert points(labeled("a", Yes=3, No=4), labeled("b", Agree=5, Disagree=5)) == [None, 5]


def test_the_commonest_spelling_of_a_label_is_kept() -> None:
    found = decisions([labeled("a", Agree=5, AGREE=1, Disagree=4), labeled("b", Agree=9, Disagree=2, Neutral=7)])
    assert found[0] is not None
    assert found[0].wordings["agree"] == "Agree"
