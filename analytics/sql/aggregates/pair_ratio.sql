-- One row per cell: integer sums and products of a ratio over pairs.
-- In: pair_member; binds $ratio. Out: the dimensions, people (pairs), n, total, squares, base, base_squares, product.
select
    {dims},
    count(*) as people,
    count(*) as n,
    sum(numerator) as total,
    sum(numerator * numerator) as squares,
    sum(base) as base,
    sum(base * base) as base_squares,
    sum(numerator * base) as product
from pair_member
where ratio = $ratio and {where}
group by {cells}
