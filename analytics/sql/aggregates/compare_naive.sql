-- One row per group of a careless calculation and day since hire: people whose time ends then, and those who left.
-- The group is whether the person ever enrolled with this role, whenever that was, and the clock runs from hire.
-- In: person, membership; binds $role, $cohort ('' for all). Out: is_pilot, day, exits, leavers.
with ever as (
    select person_key
    from membership
    where role = $role and ($cohort = '' or cohort = $cohort)
    group by person_key
)
select
    ever.person_key is not null as is_pilot,
    date_diff('day', person.hired_on, least(coalesce(person.exited_on, person.observed_to), person.observed_to)) as day,
    count(*) as exits,
    count(case when person.exited_on <= person.observed_to then 1 end) as leavers
from person
left join ever on person.person_key = ever.person_key
where
    (person.is_eligible or ever.person_key is not null)
    and person.hired_on >= coalesce(person.observed_from, person.hired_on)
    and person.hired_on < least(coalesce(person.exited_on, person.observed_to), person.observed_to)
group by
    ever.person_key is not null,
    date_diff('day', person.hired_on, least(coalesce(person.exited_on, person.observed_to), person.observed_to))
