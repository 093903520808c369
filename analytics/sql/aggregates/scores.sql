-- One row per wave and cell: integer sums of one scale score. NULL in a dimension means all of its categories.
-- In: survey_member. Out: wave, the dimensions, people, n, total, squares.
select
    wave, {dims},
    count(*) as people,
    count({measure}) as n,
    coalesce(sum({measure}), 0) as total,
    coalesce(sum(cast({measure} as bigint) * cast({measure} as bigint)), 0) as squares
from survey_member
where {where}
group by wave, cube ({dims})
