-- One row per row of the data, in its order: people and those of them with the outcome.
-- In:  observations (how many people there are and how many have the outcome), slots {successes} and {trials}
-- Out: row_number, n, successes
select
    row_number,
    sum({trials}) as n,
    sum({successes}) as successes
from observations
group by row_number
order by row_number
