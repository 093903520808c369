-- One row per row of the data, in its order: people and those of them with the outcome.
-- In:  observations (how many people there are and how many have the outcome), slots {successes} and {trials}
-- Out: row_number, n, successes
with people as (
    select
        row_number,
        unnest(range({trials})) < {successes} as has_outcome
    from observations
)
select
    row_number,
    count(*) as n,
    count(*) filter (where has_outcome) as successes
from people
group by row_number
order by row_number
