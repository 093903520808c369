-- One row per arm, generation by another scheme and day since launch: people who come, go, and leave the company.
-- NULL in arm or generation means all of them.
-- In: employment, person, scheme_years; binds $scheme. Out: arm, generation, day, entries, exits, leavers.
with cut as (
    select
        employment.arm, coalesce(scheme_years.generation, 'Undisclosed') as generation,
        employment.entry_day, employment.exit_day, cast(employment.has_left as integer) as leavers
    from employment
    inner join person on employment.person_key = person.person_key
    left join scheme_years
        on scheme_years.scheme = $scheme
        and person.birth_year >= scheme_years.first_year and person.birth_year_last <= scheme_years.last_year
    where employment.clock = 'program'
),
movement as (
    select arm, generation, entry_day as day, 1 as entries, 0 as exits, 0 as leavers
    from cut
    union all
    select arm, generation, exit_day as day, 0 as entries, 1 as exits, leavers
    from cut
)
select arm, generation, day, sum(entries) as entries, sum(exits) as exits, sum(leavers) as leavers
from movement
group by day, cube (arm, generation)
