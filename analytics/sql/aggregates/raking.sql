-- One row per wave and combination of the dimensions: head count, and integer sums of one score of those who answered.
-- It stays inside publishing. In: invited_member. Out: wave, the dimensions, people, n, total, squares.
select
    wave, {dims},
    count(*) as people,
    count({measure}) as n,
    coalesce(sum({measure}), 0) as total,
    coalesce(sum(cast({measure} as bigint) * cast({measure} as bigint)), 0) as squares
from invited_member
where {where}
group by wave, {dims}
