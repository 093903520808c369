-- One row per wave and invited person: eligible, employed on the day of the wave; with the categories of that day.
-- In: respondent, person, standing, participant. Out: invited (responded 0 or 1; scores where the person answered).
create table invited as
with day as (
    select wave, min(wave_on) as wave_on
    from respondent
    where person_key is not null
    group by wave
)
select
    day.wave, person.person_key,
    case when participant.enrolled_on <= day.wave_on then 'Pilot' else 'Comparison' end as arm,
    coalesce(participant.program, 'Not enrolled') as program,
    coalesce(participant.cohort, 'Not enrolled') as cohort,
    coalesce(participant.role, 'Not enrolled') as role,
    person.generation, person.gender, person.ethnicity, standing.business_unit, standing.level, standing.location,
    case when respondent.person_key is null then 0 else 1 end as responded,
    respondent.engagement, respondent.satisfaction
from day
inner join person
    on person.hired_on <= day.wave_on and (person.exited_on is null or person.exited_on > day.wave_on)
inner join standing
    on standing.is_eligible and person.person_key = standing.person_key
    and day.wave_on >= standing.from_on and (standing.until_on is null or day.wave_on < standing.until_on)
left join participant on person.person_key = participant.person_key
left join respondent
    on day.wave = respondent.wave and person.person_key = respondent.person_key;
