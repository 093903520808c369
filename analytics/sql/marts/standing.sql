-- One row per person and stretch of days: the attributes of the job in force from one day until another (not included).
-- The first row holds for all days before it, the newest without end. Rows effective after the roster's last day are left
-- out, unless the person has no others.
-- In: people (as imported). Out: standing.
create table standing as
with newest as (
    select person_key, max(import_number) as import_number
    from people
    group by person_key
),
known as (
    select
        people.person_key, people.effective_on,
        people.business_unit, people.level, people.location, people.is_eligible,
        coalesce(people.effective_on > people.observed_to, false) as is_later,
        bool_and(coalesce(people.effective_on > people.observed_to, false)) over (partition by people.person_key) as is_all_later,
        row_number() over (
            partition by people.person_key, people.effective_on
            order by people.level desc, people.business_unit, people.location, people.is_eligible
        ) as place
    from people
    inner join newest on people.person_key = newest.person_key and people.import_number = newest.import_number
)
select
    person_key, effective_on, business_unit, level, location, is_eligible,
    case
        when row_number() over history = 1 then date '0001-01-01'
        else effective_on
    end as from_on,
    lead(effective_on) over history as until_on
from known
where place = 1 and (not is_later or is_all_later)
window history as (partition by person_key order by effective_on nulls first);
