-- One row per wave and combination of what was known of people before it: respondents, and those among them who gave more
-- than half of their engagement answers a favorable one. The first of three waves or more is left out: nobody can have
-- answered before it. Meetings are those held in the 90 days before the wave. It stays inside publishing.
-- In: respondent, favorable, person, participant, membership, session. Out: wave, wave_on, level, business_unit,
-- location, tenure, taking_part, earlier, gender, generation, ethnicity, n, events.
with held as (
    select membership.person_key, session.held_on
    from session
    inner join membership on session.pair_key = membership.pair_key
    where session.status = 'held'
),
answered as (
    select
        respondent.wave, respondent.wave_on, respondent.respondent_key, respondent.person_key,
        respondent.level, respondent.business_unit, respondent.location,
        respondent.gender, respondent.generation, respondent.ethnicity,
        favorable.n_favorable, favorable.n_answered
    from respondent
    inner join favorable on respondent.wave = favorable.wave and respondent.respondent_key = favorable.respondent_key
    where favorable.scale = 'engagement'
),
met as (
    select answered.wave, answered.respondent_key, count(*) as n_met
    from answered
    inner join held on answered.person_key = held.person_key
    where date_diff('day', held.held_on, answered.wave_on) between 1 and 90
    group by answered.wave, answered.respondent_key
),
before as (
    select
        answered.wave, answered.respondent_key, past.n_favorable, past.n_answered,
        row_number() over (
            partition by answered.wave, answered.respondent_key order by past.wave_on desc, past.wave desc
        ) as place
    from answered
    inner join answered as past on answered.person_key = past.person_key and past.wave_on < answered.wave_on
),
wave_day as (
    select wave, min(wave_on) as wave_on
    from answered
    group by wave
),
wave_place as (
    select wave, wave_on, row_number() over (order by wave_on, wave) as place, count(*) over () as n_waves
    from wave_day
),
described as (
    select
        wave_place.wave, wave_place.wave_on, answered.level, answered.business_unit, answered.location,
        answered.gender, answered.generation, answered.ethnicity,
        case
            when person.hired_on is null then 'Undisclosed'
            when date_diff('day', person.hired_on, answered.wave_on) < 365 then 'Under 1 year'
            when date_diff('day', person.hired_on, answered.wave_on) < 1096 then '1 to 2 years'
            when date_diff('day', person.hired_on, answered.wave_on) < 2192 then '3 to 5 years'
            when date_diff('day', person.hired_on, answered.wave_on) < 3653 then '6 to 9 years'
            else '10 years or more'
        end as tenure,
        case
            when person.person_key is null then 'Undisclosed'
            when participant.enrolled_on is null or participant.enrolled_on > answered.wave_on then 'Not taking part'
            when coalesce(met.n_met, 0) = 0 then 'No meeting in 90 days'
            when met.n_met < 3 then '1 or 2 meetings in 90 days'
            else '3 or more meetings in 90 days'
        end as taking_part,
        case
            when before.n_answered is null then 'No earlier answer'
            when 3 * before.n_favorable <= before.n_answered then 'Up to a third favorable'
            when 3 * before.n_favorable <= 2 * before.n_answered then 'Up to two thirds favorable'
            else 'Over two thirds favorable'
        end as earlier,
        case when 2 * answered.n_favorable > answered.n_answered then 1 else 0 end as event
    from answered
    inner join wave_place on answered.wave = wave_place.wave
    left join person on answered.person_key = person.person_key
    left join participant on answered.person_key = participant.person_key
    left join met on answered.wave = met.wave and answered.respondent_key = met.respondent_key
    left join before on answered.wave = before.wave and answered.respondent_key = before.respondent_key and before.place = 1
    where wave_place.place > 1 or wave_place.n_waves < 3
)
select
    wave, wave_on, level, business_unit, location, tenure, taking_part, earlier, gender, generation, ethnicity,
    count(*) as n,
    sum(event) as events
from described
group by wave, wave_on, level, business_unit, location, tenure, taking_part, earlier, gender, generation, ethnicity
