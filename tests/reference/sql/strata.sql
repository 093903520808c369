-- One row per stratum, in its order: people of both groups with and without the outcome.
-- In:  observations (a, b: first group with and without; c, d: second group with and without)
-- Out: row_number, first_with, first_without, second_with, second_without
select
    row_number,
    sum(a) as first_with,
    sum(b) as first_without,
    sum(c) as second_with,
    sum(d) as second_without
from observations
group by row_number
order by row_number
