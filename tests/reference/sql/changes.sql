-- One row: how many people answered twice, the sum of their changes and its sum of squares.
-- In:  observations (one row per person: pre, post, in the same integer steps)
-- Out: n, total, squares
with changes as (
    select post::hugeint - pre as change
    from observations
)
select
    count(*) as n,
    sum(change) as total,
    sum(change * change) as squares
from changes
