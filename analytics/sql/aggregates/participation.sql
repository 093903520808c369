-- One row per cell: people eligible since launch and how many of them enrolled.
-- In: eligible_member. Out: the dimensions, people, n, total, squares.
select
    {dims},
    count(*) as people,
    count(*) as n,
    sum(enrolled) as total,
    sum(enrolled) as squares
from eligible_member
where {where}
group by {cells}
