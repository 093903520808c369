-- One row per cell: people with at least one day at risk, their days at risk, departures and promotions.
-- In: employment_member; binds $clock. Out: the dimensions, people, days, leavers, voluntary, promotions.
select
    {dims},
    count(distinct person_key) as people,
    coalesce(sum(exit_day - entry_day), 0) as days,
    coalesce(sum(cast(has_left as integer)), 0) as leavers,
    coalesce(sum(cast(has_left_voluntarily as integer)), 0) as voluntary,
    coalesce(sum(n_promotions), 0) as promotions
from employment_member
where clock = $clock and {where}
group by {cells}
