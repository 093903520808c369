-- One row per person whom chance or a waiting list assigned: everybody's clock starts on the day the first pair enrolled.
-- Whoever was assigned to the pilot counts for it whether they took part or not; who waits is followed until enrolling.
-- In: people (as imported), launch. Out: compare_index_date, in place of the days of a matched comparison.
create or replace table compare_index_date as
with ranked as (
    select
        person_key, assigned,
        row_number() over (
            partition by person_key order by assigned is null, import_number desc, effective_on desc nulls last
        ) as place
    from people
)
select
    ranked.person_key,
    case when ranked.assigned = 'pilot' then 'Pilot' else 'Comparison' end as arm,
    '' as cohort,
    launch.launched_on as index_on
from ranked
cross join launch
where ranked.place = 1 and ranked.assigned is not null and launch.launched_on is not null;
