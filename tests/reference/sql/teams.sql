-- One row per team, arm and period: how many answers, their sum and the sum of their squares.
-- In: observations; slot {period}, a column or a constant. Out: team, arm, period, n, total, squares.
select
    "cluster" as team,
    arm,
    {period} as period,
    count(*) as n,
    sum(y) as total,
    sum(y::hugeint * y) as squares
from observations
group by all
