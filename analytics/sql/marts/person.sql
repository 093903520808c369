-- One row per person: the newest attributes the roster gives, as of its last day; `standing` has those of other days.
-- Who can have been born in two generations, because only an age is known, is in none of them.
-- Who stands in a file without leavers is observed from the day on which another file knows who left.
-- Rows effective after that day count only for people who have no others.
-- In: people (as imported), generation_years, standing. Out: person.
create table person as
with ranked as (
    select
        person_key, birth_year, coalesce(birth_year_last, birth_year) as birth_year_last, gender, ethnicity, team_key,
        hired_on, exited_on, exit_reason, observed_to,
        coalesce(observed_from, min(observed_from) over ()) as observed_from,
        row_number() over (
            partition by person_key
            order by import_number desc, coalesce(effective_on > observed_to, false), effective_on desc nulls last
        ) as newest
    from people
)
select
    ranked.person_key, ranked.birth_year, ranked.birth_year_last,
    coalesce(generation_years.generation, 'Undisclosed') as generation,
    ranked.gender, ranked.ethnicity, standing.business_unit, standing.level, standing.location, ranked.team_key,
    ranked.hired_on, ranked.exited_on, ranked.exit_reason, standing.is_eligible, ranked.observed_from, ranked.observed_to
from ranked
inner join standing on ranked.person_key = standing.person_key and standing.until_on is null
left join generation_years
    on ranked.birth_year >= generation_years.first_year and ranked.birth_year_last <= generation_years.last_year
where ranked.newest = 1;
