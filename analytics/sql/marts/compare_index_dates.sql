-- One row per person and arm: the day from which the person is compared, and the cohort whose day it is.
-- A participant's index date is the day the first pair enrolled (or started). Everybody on the roster gets one of these
-- dates, drawn by the key in proportion to the participants of each, whatever happens to the person before or after: a
-- draw among the dates on which somebody is still employed would give the earliest date to everybody who leaves soon.
-- In: person, membership; binds $role, $cohort ('' for all), $from_start. Out: compare_index_date.
create or replace table compare_index_date as
with treated as (
    select person_key, cohort, case when $from_start then started_on else enrolled_on end as index_on
    from membership
    where place = 1 and role = $role and ($cohort = '' or cohort = $cohort)
),
index_date as (
    select index_on, cohort, count(*) as n_pilot from treated where index_on is not null group by index_on, cohort
),
drawing as (
    select
        index_on, cohort, n_pilot, sum(n_pilot) over (order by index_on, cohort) as reached,
        sum(n_pilot) over () as whole
    from index_date
)
select person_key, 'Pilot' as arm, cohort, index_on
from treated
union all
select person.person_key, 'Comparison' as arm, drawing.cohort, drawing.index_on
from person
inner join drawing
    on person.person_key % drawing.whole >= drawing.reached - drawing.n_pilot
    and person.person_key % drawing.whole < drawing.reached
left join treated on person.person_key = treated.person_key
where treated.index_on is null or treated.index_on > drawing.index_on;
