-- One row per wave and invited person: eligible, employed on the day of the wave; with the categories of that day.
-- In: respondent, person, participant. Out: invited (responded 0 or 1; scores where the person answered).
create table invited as
with day as (
    select wave, min(wave_on) as wave_on
    from respondent
    where person_key is not null
    group by wave
),
ranked as (
    select
        wave, person_key, engagement, satisfaction,
        row_number() over (partition by wave, person_key order by respondent_key) as first_answer
    from respondent
    where person_key is not null
)
select
    day.wave, person.person_key,
    case when participant.enrolled_on <= day.wave_on then 'Pilot' else 'Comparison' end as arm,
    coalesce(participant.cohort, 'Not enrolled') as cohort,
    coalesce(participant.role, 'Not enrolled') as role,
    person.generation, person.gender, person.ethnicity, person.business_unit, person.level, person.location,
    case when ranked.person_key is null then 0 else 1 end as responded,
    ranked.engagement, ranked.satisfaction
from day
inner join person
    on person.is_eligible and person.hired_on <= day.wave_on and (person.exited_on is null or person.exited_on > day.wave_on)
left join participant on person.person_key = participant.person_key
left join ranked
    on day.wave = ranked.wave and person.person_key = ranked.person_key and ranked.first_answer = 1;
