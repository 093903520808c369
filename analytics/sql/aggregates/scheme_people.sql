-- One row per arm and generation by another scheme: people with at least one day at risk since launch.
-- NULL in arm or generation means all of them.
-- In: employment, person, scheme_years; binds $scheme. Out: arm, generation, people.
with cut as (
    select
        employment.person_key, employment.arm, coalesce(scheme_years.generation, 'Undisclosed') as generation
    from employment
    inner join person on employment.person_key = person.person_key
    left join scheme_years
        on scheme_years.scheme = $scheme
        and person.birth_year >= scheme_years.first_year and person.birth_year_last <= scheme_years.last_year
    where employment.clock = 'program'
)
select arm, generation, count(distinct person_key) as people
from cut
group by cube (arm, generation)
