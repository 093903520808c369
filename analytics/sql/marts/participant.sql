-- One row per enrolled person: the first pair they joined.
-- In: pair. Out: participant.
create table participant as
with member as (
    select junior_key as person_key, 'Junior mentor' as role, program, cohort, enrolled_on, pair_key from pair
    union all
    select senior_key as person_key, 'Senior mentee' as role, program, cohort, enrolled_on, pair_key from pair
),
ranked as (
    select
        person_key, role, program, cohort, enrolled_on,
        row_number() over (partition by person_key order by enrolled_on, pair_key) as first_pair
    from member
)
select person_key, role, program, cohort, enrolled_on
from ranked
where first_pair = 1;
