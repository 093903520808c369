-- One row per cell and median gap: the pairs whose median time between two held sessions is so many half days.
-- In: pair_member. Out: the dimensions, half_days, pairs.
select {dims}, numerator as half_days, count(*) as pairs
from pair_member
where ratio = 'median_gap' and {where}
group by numerator, {cells}
