-- One row per pattern of covariates (and fold) and arm: how many people, the sum of their outcome and its squares.
-- In: observations; slots {covariates}, {fold} and {outcome}. Out: the pattern as text, fold, arm, n, total, squares.
select
    array_to_string([{covariates}], ' ') as pattern,
    {fold} as fold,
    arm,
    count(*) as n,
    sum({outcome}) as total,
    sum({outcome}::hugeint * {outcome}) as squares
from observations
group by all
