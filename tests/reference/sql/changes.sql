-- One row: how many people answered twice, the sum of their changes and its sum of squares.
-- In:  observations (one row per person: pre, post), $pre_steps and $post_steps (integer steps in one unit of each)
-- Out: n, total, squares, in steps of 1 / ($pre_steps * $post_steps)
select
    count(*) as n,
    sum(post::hugeint * $pre_steps - pre::hugeint * $post_steps) as total,
    sum((post::hugeint * $pre_steps - pre::hugeint * $post_steps) ** 2)::hugeint as squares
from observations
