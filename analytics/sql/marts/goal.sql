-- One row per goal: its newest import.
-- In: goals (as imported). Out: goal.
create table goal as
with ranked as (
    select
        goal_key, pair_key, due_on, closed_on, status,
        row_number() over (partition by goal_key order by import_number desc) as newest
    from goals
)
select goal_key, pair_key, due_on, closed_on, status
from ranked
where newest = 1;
