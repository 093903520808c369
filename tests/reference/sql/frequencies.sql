-- One row per group and answer: how many people gave it.
-- In:  observations (one row per answer), slots {group} and {value} (column names)
-- Out: label, answer, n
select
    {group} as label,
    {value} as answer,
    count(*) as n
from observations
group by {group}, {value}
