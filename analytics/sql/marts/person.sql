-- One row per person: the newest attributes the roster gives.
-- In: people (as imported), generation_years. Out: person.
create table person as
with ranked as (
    select
        person_key, birth_year, gender, ethnicity, business_unit, level, location, team_key,
        hired_on, exited_on, exit_reason, is_eligible, observed_from, observed_to,
        row_number() over (partition by person_key order by import_number desc, effective_on desc nulls last) as newest
    from people
)
select
    ranked.person_key,
    coalesce(generation_years.generation, 'Undisclosed') as generation,
    ranked.gender, ranked.ethnicity, ranked.business_unit, ranked.level, ranked.location, ranked.team_key,
    ranked.hired_on, ranked.exited_on, ranked.exit_reason, ranked.is_eligible, ranked.observed_from, ranked.observed_to
from ranked
left join generation_years on ranked.birth_year between generation_years.first_year and generation_years.last_year
where ranked.newest = 1;
