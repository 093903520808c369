-- One row per group: how many values, their sum and their sum of squares.
-- In:  observations (one row per value), slots {group} and {value} (column names)
-- Out: label, n, total, squares
select
    {group} as label,
    count({value}) as n,
    sum({value}) as total,
    sum({value}::hugeint * {value}) as squares
from observations
group by {group}
