-- One row per pair: its newest import.
-- In: pairs (as imported). Out: pair.
create table pair as
with ranked as (
    select
        pair_key, junior_key, senior_key, program, cohort, enrolled_on, started_on, ended_on, end_reason, agreed_per_month,
        row_number() over (partition by pair_key order by import_number desc) as newest
    from pairs
)
select pair_key, junior_key, senior_key, program, cohort, enrolled_on, started_on, ended_on, end_reason, agreed_per_month
from ranked
where newest = 1;
