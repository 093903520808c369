-- One row per cell and day since the start of the pairs: pairs that start, are no longer seen, and fall silent or close.
-- In: pair_member. Out: the dimensions, day, entries, exits, leavers.
with movement as (
    select {dims}, 0 as day, 1 as entries, 0 as exits, 0 as leavers
    from pair_member
    where ratio = 'pair_survival' and {where}
    union all
    select {dims}, base as day, 0 as entries, 1 as exits, numerator as leavers
    from pair_member
    where ratio = 'pair_survival' and {where}
)
select {dims}, day, sum(entries) as entries, sum(exits) as exits, sum(leavers) as leavers
from movement
group by day, {cells}
