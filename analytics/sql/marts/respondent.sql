-- One row per wave and person, or respondent whom nothing links to a person, however many responses they gave:
-- the score of every scale in the newest response whose survey asks for it, blank where that response is, as an integer,
-- with the categories of the day of the wave.
-- A participant belongs to the pilot from the day of enrollment; before it, to the comparison.
-- Where the roster does not tell the generation, the survey does: by its name, or by a year, an age or an age band that
-- lies wholly within one.
-- In: person_wave, wave_scales (as imported), response, person, standing, participant. Out: respondent.
create table respondent as
with asked as (
    select
        import_number, wave,
        max(cast(scale = 'engagement' as integer)) as asks_engagement,
        max(cast(scale = 'satisfaction' as integer)) as asks_satisfaction,
        max(cast(scale = 'enps' as integer)) as asks_enps,
        max(cast(scale = 'bridging' as integer)) as asks_bridging,
        max(cast(scale = 'match_quality' as integer)) as asks_match_quality,
        max(cast(scale = 'safety' as integer)) as asks_safety,
        max(cast(scale = 'skills_now' as integer)) * max(cast(scale = 'skills_before' as integer)) as asks_skills_gained
    from wave_scales
    group by import_number, wave
),
given as (
    select
        response.wave, response.counted_key, response.person_key, response.age,
        person_wave.wave_on,
        person_wave.gender, person_wave.generation, person_wave.ethnicity,
        person_wave.business_unit, person_wave.level, person_wave.location,
        person_wave.birth_year_first, person_wave.birth_year_last,
        person_wave.engagement, person_wave.satisfaction, person_wave.enps, person_wave.bridging,
        person_wave.match_quality, person_wave.safety,
        person_wave.skills_now - person_wave.skills_before as skills_gained,
        coalesce(asked.asks_engagement, 0) as asks_engagement,
        coalesce(asked.asks_satisfaction, 0) as asks_satisfaction,
        coalesce(asked.asks_enps, 0) as asks_enps,
        coalesce(asked.asks_bridging, 0) as asks_bridging,
        coalesce(asked.asks_match_quality, 0) as asks_match_quality,
        coalesce(asked.asks_safety, 0) as asks_safety,
        coalesce(asked.asks_skills_gained, 0) as asks_skills_gained
    from person_wave
    inner join response
        on person_wave.import_number = response.import_number
        and person_wave.wave = response.wave and person_wave.respondent_key = response.respondent_key
    left join asked on person_wave.import_number = asked.import_number and person_wave.wave = asked.wave
),
several as (
    select wave, counted_key
    from given
    group by wave, counted_key
    having count(*) > 1
),
told as (
    select
        given.wave, given.counted_key, given.person_key, given.wave_on, 1 as place,
        given.gender, given.generation, given.ethnicity, given.business_unit, given.level, given.location,
        given.birth_year_first, given.birth_year_last,
        given.engagement, given.satisfaction, given.enps, given.bridging,
        given.match_quality, given.safety, given.skills_gained
    from given
    left join several on given.wave = several.wave and given.counted_key = several.counted_key
    where several.wave is null
    union all
    select
        given.wave, given.counted_key, given.person_key, given.wave_on,
        row_number() over (partition by given.wave, given.counted_key order by given.age) as place,
        first_value(given.gender) over (partition by given.wave, given.counted_key order by given.gender is null, given.age) as gender,
        first_value(given.generation) over (partition by given.wave, given.counted_key order by given.generation is null, given.age) as generation,
        first_value(given.ethnicity) over (partition by given.wave, given.counted_key order by given.ethnicity is null, given.age) as ethnicity,
        first_value(given.business_unit) over (partition by given.wave, given.counted_key order by given.business_unit is null, given.age) as business_unit,
        first_value(given.level) over (partition by given.wave, given.counted_key order by given.level is null, given.age) as level,
        first_value(given.location) over (partition by given.wave, given.counted_key order by given.location is null, given.age) as location,
        first_value(given.birth_year_first) over (partition by given.wave, given.counted_key order by given.birth_year_first is null, given.age) as birth_year_first,
        first_value(given.birth_year_last) over (partition by given.wave, given.counted_key order by given.birth_year_last is null, given.age) as birth_year_last,
        first_value(given.engagement) over (partition by given.wave, given.counted_key order by given.asks_engagement desc, given.age) as engagement,
        first_value(given.satisfaction) over (partition by given.wave, given.counted_key order by given.asks_satisfaction desc, given.age) as satisfaction,
        first_value(given.enps) over (partition by given.wave, given.counted_key order by given.asks_enps desc, given.age) as enps,
        first_value(given.bridging) over (partition by given.wave, given.counted_key order by given.asks_bridging desc, given.age) as bridging,
        first_value(given.match_quality) over (partition by given.wave, given.counted_key order by given.asks_match_quality desc, given.age) as match_quality,
        first_value(given.safety) over (partition by given.wave, given.counted_key order by given.asks_safety desc, given.age) as safety,
        first_value(given.skills_gained) over (partition by given.wave, given.counted_key order by given.asks_skills_gained desc, given.age) as skills_gained
    from given
    inner join several on given.wave = several.wave and given.counted_key = several.counted_key
)
select
    told.wave,
    told.wave_on,
    told.counted_key as respondent_key,
    told.person_key,
    coalesce(standing.is_eligible, true) as is_eligible,
    case
        when participant.enrolled_on <= told.wave_on then 'Pilot'
        when person.person_key is null then 'Undisclosed'
        when standing.is_eligible then 'Comparison'
        else 'Not eligible'
    end as arm,
    case
        when person.person_key is null then 'Undisclosed'
        else coalesce(participant.program, 'Not enrolled')
    end as program,
    case
        when person.person_key is null then 'Undisclosed'
        else coalesce(participant.cohort, 'Not enrolled')
    end as cohort,
    case
        when person.person_key is null then 'Undisclosed'
        else coalesce(participant.role, 'Not enrolled')
    end as role,
    coalesce(nullif(person.generation, 'Undisclosed'), told.generation, born.generation, 'Undisclosed') as generation,
    told.generation as told_generation, told.birth_year_first, told.birth_year_last,
    coalesce(person.gender, told.gender, 'Undisclosed') as gender,
    coalesce(person.ethnicity, told.ethnicity, 'Undisclosed') as ethnicity,
    coalesce(standing.business_unit, told.business_unit, 'Undisclosed') as business_unit,
    coalesce(standing.level, told.level, 'Undisclosed') as level,
    coalesce(standing.location, told.location, 'Undisclosed') as location,
    told.engagement, told.satisfaction, told.enps, told.bridging, told.match_quality, told.safety, told.skills_gained
from told
left join person on told.person_key = person.person_key
left join standing
    on told.person_key = standing.person_key
    and told.wave_on >= standing.from_on and (standing.until_on is null or told.wave_on < standing.until_on)
left join participant on told.person_key = participant.person_key
left join generation_years as born
    on told.birth_year_first >= born.first_year and told.birth_year_last <= born.last_year
where told.place = 1;
