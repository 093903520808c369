-- One row per wave and cell: people invited and how many of them responded.
-- In: invited_member. Out: wave, the dimensions, people, n, total.
select wave, {dims}, count(*) as people, count(*) as n, sum(responded) as total
from invited_member
where {where}
group by wave, {cells}
