-- One row: how many people answered twice, the sum of their changes and its sum of squares.
-- In:  observations (one row per person: pre, post), $pre and $post (what brings each to the same integer steps)
-- Out: n, total, squares, in those steps
with changes as (
    select post::hugeint * $post - pre::hugeint * $pre as change
    from observations
)
select
    count(*) as n,
    sum(change) as total,
    sum(change * change) as squares
from changes
