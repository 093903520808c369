-- One row per clock and cell: people with at least one day at risk.
-- In: employment_member. Out: clock, the dimensions, people, leavers.
select
    clock, {dims},
    count(distinct person_key) as people,
    count(*) filter (where has_left) as leavers
from employment_member
where {where}
group by clock, cube ({dims})
