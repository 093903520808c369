-- One row per stratum of people alike and arm: how many, the sum of their outcome and its squares.
-- In: observations; slot {stratum}. Out: stratum, arm, n, total, squares.
select
    {stratum} as stratum,
    arm,
    count(*) as n,
    sum(y) as total,
    sum(y::hugeint * y) as squares
from observations
group by all
