-- One row per wave: eligible people employed on its day.
-- In: respondent, person. Out: wave, people.
with day as (
    select wave, min(wave_on) as wave_on
    from respondent
    where person_key is not null
    group by wave
)
select day.wave, count(*) as people
from day
inner join person
    on person.is_eligible and person.hired_on <= day.wave_on and (person.exited_on is null or person.exited_on > day.wave_on)
group by day.wave
