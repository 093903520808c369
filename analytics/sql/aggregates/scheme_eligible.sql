-- One row per generation by another scheme: people who were eligible at some time since launch.
-- In: eligible, person, scheme_years; binds $scheme. Out: generation, people.
select coalesce(scheme_years.generation, 'Undisclosed') as generation, count(*) as people
from eligible
inner join person on eligible.person_key = person.person_key
left join scheme_years
    on scheme_years.scheme = $scheme
    and person.birth_year >= scheme_years.first_year and person.birth_year_last <= scheme_years.last_year
group by coalesce(scheme_years.generation, 'Undisclosed')
