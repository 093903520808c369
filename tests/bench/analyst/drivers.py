"""What goes with engagement and with leaving: a model of earlier people, tested on later ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from tests.bench.rows import ATTRIBUTES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.bench.rows import Rows

MONTH, QUARTER, MOST_TESTED = 30, 4, 12
MET_WITHIN = 90
SHUFFLES = 10
GROUPS = 10
FAVORABLE = 50
TENURE = (-1, 365, 1095, 2190, np.inf)
FACTORS = ("earlier", "taking_part", "tenure", *ATTRIBUTES)
PROTECTED = ("gender", "generation", "ethnicity")


def drivers(held: Rows) -> dict[str, Any]:
    """Both models.

    Args:
        held: The program's rows.
    """
    return {"engagement": _modeled(_surveyed(held), "wave"), "leaving": _modeled(_months(held), "month")}


def _surveyed(held: Rows) -> pd.DataFrame:
    """One row a response: what was known before it, and whether engagement is high."""
    waves = list(held.opened.sort_values().index)
    answers = held.answers.dropna(subset=["engagement", "person_key"]).sort_values("wave_on")
    before = answers.groupby("person_key")["engagement"].shift()
    known = answers.assign(
        earlier=_thirds(before),
        tenure=_tenure(answers["wave_on"] - answers["person_key"].map(held.staff["hired"])),
        taking_part=_meetings(held, answers["person_key"], answers["wave_on"]),
        event=answers["engagement"] > FAVORABLE,
        n=1,
    )
    known = known[known["wave"] != waves[0]] if len(waves) > 2 else known
    return known.assign(is_tested=known["wave"] == waves[-1])


def _months(held: Rows) -> pd.DataFrame:
    """One row a person and month at risk: what was known on its first day, and whether the person left in it."""
    start = max(held.pairs["enrolled_on"].pipe(pd.to_datetime).min(), held.opened.min())
    staff = held.staff[held.staff["is_eligible"].fillna(value=False) | held.staff["is_enrolled"]].reset_index()
    last = pd.to_datetime(staff["observed_to"]).max()
    months = (last - start).days // MONTH
    end = staff["exited"].fillna(last)
    parts = []
    for month in range(months):
        first = start + pd.Timedelta(days=MONTH * month)
        there = staff[(staff["hired"] <= first) & (end > first)]
        leaves = there["exited"] <= first + pd.Timedelta(days=MONTH)
        parts.append(there.assign(month=month, first=first, event=leaves & there["left_voluntarily"]))
    whole = pd.concat(parts, ignore_index=True)
    answers = held.answers.dropna(subset=["person_key", "engagement"])[["person_key", "wave_on", "engagement"]]
    answers = answers.astype({"person_key": "int64", "wave_on": whole["first"].dtype}).sort_values("wave_on")
    known = pd.merge_asof(
        whole.sort_values("first"), answers, left_on="first", right_on="wave_on", by="person_key",
        allow_exact_matches=False,
    )  # fmt: skip
    tested = min(months // QUARTER, MOST_TESTED)
    return known.assign(
        earlier=_thirds(known["engagement"]),
        tenure=_tenure(known["first"] - known["hired"]),
        taking_part=_meetings(held, known["person_key"], known["first"]),
        is_tested=known["month"] >= months - tested,
    )


def _thirds(score: pd.Series) -> pd.Series:
    cut: Any = pd.cut(score, (-0.1, 100 / 3, 200 / 3, 100.1), labels=["low", "middle", "high"])
    found: pd.Series = cut.astype(object).fillna("none")
    return found


def _tenure(since: pd.Series) -> pd.Series:
    cut: Any = pd.cut(since.dt.days, TENURE, labels=["0", "1", "3", "6"])
    found: pd.Series = cut.astype(object).fillna("none")
    return found


def _meetings(held: Rows, person: pd.Series, day: pd.Series) -> pd.Series:
    """How often the pair met in the 90 days before: not in the program, never, sometimes, often."""
    met = held.sessions[held.sessions["status"] == "held"].merge(
        held.pairs[["pair_key", "junior_key", "senior_key", "enrolled_on"]], on="pair_key"
    )
    sides = pd.concat(
        [met.rename(columns={f"{role}_key": "person_key"})[["person_key", "held_on"]] for role in ("junior", "senior")]
    )
    asked = pd.DataFrame({"person_key": person.to_numpy(), "day": day.to_numpy(), "row": np.arange(len(person))})
    both = asked[asked["person_key"].isin(sides["person_key"])].merge(sides, on="person_key")
    before = (both["day"] - pd.to_datetime(both["held_on"])).dt.days
    n = both[before.between(1, MET_WITHIN)].groupby("row").size().reindex(asked["row"]).fillna(0).to_numpy()
    enrolled = pd.concat([held.pairs.set_index(f"{role}_key")["enrolled_on"] for role in ("junior", "senior")])
    since = person.map(pd.to_datetime(enrolled).groupby(level=0).min())
    is_in = (since <= day).to_numpy()
    return pd.Series(
        np.select([~is_in, n == 0, n < QUARTER], ["out", "never", "sometimes"], "often"), index=person.index
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Encoded:
    """Rows as a matrix, one column a level of each factor.

    Args:
        x: The matrix, (rows, columns).
        factor: The factor of each column.
    """

    x: NDArray[np.float64]
    factor: NDArray[np.str_]

    def where(self, is_kept: NDArray[np.bool_]) -> _Encoded:
        """Some of the rows."""
        return _Encoded(x=self.x[is_kept], factor=self.factor)

    def with_block(self, name: str, block: NDArray[np.float64]) -> NDArray[np.float64]:
        """The matrix with other values of one factor."""
        x = self.x.copy()
        x[:, self.factor == name] = block
        return x


def _encoded(rows: pd.DataFrame) -> _Encoded:
    blocks = {name: pd.get_dummies(rows[name]) for name in FACTORS}
    factor = np.repeat(list(blocks), [block.shape[1] for block in blocks.values()])
    return _Encoded(x=np.hstack([block.to_numpy(dtype=float) for block in blocks.values()]), factor=factor)


def _fitted(x: NDArray[np.float64], event: NDArray[np.float64]) -> Any:  # noqa: ANN401 - scikit-learn publishes no types
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=200).fit(x, event)


def _chances(model: Any, x: NDArray[np.float64]) -> NDArray[np.float64]:  # noqa: ANN401
    found: NDArray[np.float64] = model.predict_proba(x)[:, 1]
    return found


def _modeled(rows: pd.DataFrame, clock: str) -> dict[str, Any]:
    """The check on later people, calibration, the importance of each factor, and its levels, standardized."""
    from sklearn.metrics import log_loss, roc_auc_score

    encoded, happened = _encoded(rows), rows["event"].to_numpy(dtype=float)
    is_tested = rows["is_tested"].to_numpy(dtype=bool)
    new, event, before = encoded.where(is_tested), happened[is_tested], happened[~is_tested]
    model = _fitted(encoded.where(~is_tested).x, before)
    chance, rate = _chances(model, new.x), float(before.mean())
    gain = (event - rate) ** 2 - (event - chance) ** 2
    whole, random, importance = log_loss(event, chance), np.random.default_rng(1), {}
    for name in (one for one in FACTORS if one not in PROTECTED):
        block = new.x[:, new.factor == name]
        rises = [
            log_loss(event, _chances(model, new.with_block(name, random.permutation(block)))) - whole
            for _ in range(SHUFFLES)
        ]
        importance[name] = (np.mean(rises), stats.sem(rises))
    described, outcome = (new, event) if clock == "wave" else (encoded, happened)
    again = _fitted(described.x, outcome)
    tested = rows[is_tested].assign(chance=chance)
    return {
        "auc": roc_auc_score(event, chance),
        "gain": (gain.mean(), stats.sem(gain)),
        "calibration": _calibration(event, chance),
        "importance": importance,
        "levels": {name: _standardized(again, described, name) for name in importance},
        "groups": {name: _observed(tested, name) for name in ATTRIBUTES},
    }


def _calibration(event: NDArray[np.float64], chance: NDArray[np.float64]) -> pd.DataFrame:
    tenth = pd.qcut(chance, GROUPS, labels=False, duplicates="drop")
    return pd.DataFrame({"event": event, "chance": chance, "tenth": tenth}).groupby("tenth").mean()


def _standardized(model: Any, encoded: _Encoded, name: str) -> list[float]:  # noqa: ANN401
    """The mean chance if everybody had each level, beside that of everybody as they are."""
    base = float(_chances(model, encoded.x).mean())
    levels = np.eye(int((encoded.factor == name).sum()))
    return [float(_chances(model, encoded.with_block(name, level)).mean()) - base for level in levels]


def _observed(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Observed and forecast events of each group with exact limits of their ratio."""
    found = rows.groupby(name, observed=True)[["event", "chance"]].sum()
    low, high = stats.chi2.ppf(0.025, 2 * found["event"]) / 2, stats.chi2.ppf(0.975, 2 * found["event"] + 2) / 2
    return found.assign(low=low / found["chance"], high=high / found["chance"])
