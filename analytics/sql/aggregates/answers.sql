-- One row per survey: integer sums of the answers to one question.
-- In: responses; binds $wave. Out: n, total, squares.
select
    count({measure}) as n,
    coalesce(sum({measure}), 0) as total,
    coalesce(sum(cast({measure} as bigint) * cast({measure} as bigint)), 0) as squares
from responses
where wave = $wave
