-- One row per level of both margins and base weight: how many answers, their sum and the sum of their squares.
-- In: observations. Out: a, b, weight, n, first_row, total, squares.
select
    a,
    b,
    w0 as weight,
    count(*) as n,
    min(row_number) as first_row,
    sum(y) as total,
    sum(y::hugeint * y) as squares
from observations
group by all
