-- One row per respondent and wave, with scale scores as integers and the person's categories on that day.
-- A participant belongs to the pilot from the day of enrollment; before it, to the comparison.
-- In: person_wave (as imported), person, participant. Out: respondent.
create table respondent as
with ranked as (
    select
        import_number, respondent_key, person_key, wave, wave_on,
        gender, generation, ethnicity, business_unit, level, location,
        engagement, satisfaction, enps, match_quality, safety, bridging, skills_before, skills_now,
        row_number() over (partition by wave, respondent_key order by import_number desc) as newest
    from person_wave
)
select
    ranked.wave,
    ranked.wave_on,
    ranked.respondent_key,
    ranked.import_number,
    ranked.person_key,
    coalesce(person.is_eligible, true) as is_eligible,
    case
        when participant.enrolled_on <= ranked.wave_on then 'Pilot'
        when person.person_key is null then 'Undisclosed'
        when person.is_eligible then 'Comparison'
        else 'Not eligible'
    end as arm,
    case
        when person.person_key is null then 'Undisclosed'
        else coalesce(participant.cohort, 'Not enrolled')
    end as cohort,
    case
        when person.person_key is null then 'Undisclosed'
        else coalesce(participant.role, 'Not enrolled')
    end as role,
    coalesce(person.generation, ranked.generation, 'Undisclosed') as generation,
    coalesce(person.gender, ranked.gender, 'Undisclosed') as gender,
    coalesce(person.ethnicity, ranked.ethnicity, 'Undisclosed') as ethnicity,
    coalesce(person.business_unit, ranked.business_unit, 'Undisclosed') as business_unit,
    coalesce(person.level, ranked.level, 'Undisclosed') as level,
    coalesce(person.location, ranked.location, 'Undisclosed') as location,
    ranked.engagement, ranked.satisfaction, ranked.enps, ranked.bridging, ranked.match_quality, ranked.safety,
    ranked.skills_now - ranked.skills_before as skills_gained
from ranked
left join person on ranked.person_key = person.person_key
left join participant on ranked.person_key = participant.person_key
where ranked.newest = 1;
