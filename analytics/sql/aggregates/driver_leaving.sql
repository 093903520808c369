-- One row per part of the months (is_tested) and combination of what was known of people on the first day of each month:
-- person-months at risk, and those that ended with leaving (only for the reason $only, where it is not empty; others who
-- leave are no longer at risk). A month has 30 days. Who comes or goes within a month without leaving the company is not
-- at risk in it. Meetings are those of the 90 days before, the earlier survey is the newest before that day. It stays
-- inside publishing.
-- In: person, standing, participant, membership, session, respondent, favorable; binds $from_on, $months, $only
-- and $tested (the first month of the part on which a forecast is tested).
-- Out: is_tested, level, business_unit, location, tenure, taking_part, earlier, gender, generation, ethnicity, n, events.
with numbered as (
    select row_number() over (order by person_key) - 1 as month
    from person
),
month as (
    select month, 30 * month as first_day
    from numbered
    where month < $months
),
watched as (
    select
        person.person_key, person.gender, person.generation, person.ethnicity,
        date_diff('day', person.hired_on, cast($from_on as date)) as tenure_days,
        date_diff('day', cast($from_on as date), greatest(person.hired_on, coalesce(person.observed_from, person.hired_on))) as entry_day,
        date_diff('day', cast($from_on as date), least(coalesce(person.exited_on, person.observed_to), person.observed_to)) as exit_day,
        person.exited_on is not null and person.exited_on <= person.observed_to as has_left,
        $only = '' or coalesce(person.exit_reason = $only, false) as counts,
        date_diff('day', cast($from_on as date), participant.enrolled_on) as enrolled_day
    from person
    left join participant on person.person_key = participant.person_key
    where person.is_eligible or participant.person_key is not null
),
at_risk as (
    select
        month.month, month.first_day, watched.person_key, watched.gender, watched.generation, watched.ethnicity,
        watched.tenure_days + month.first_day as tenure_days,
        coalesce(watched.enrolled_day <= month.first_day, false) as is_in,
        case when watched.exit_day <= month.first_day + 30 and watched.has_left and watched.counts then 1 else 0 end as event
    from watched
    inner join month on watched.entry_day <= month.first_day and watched.exit_day > month.first_day
    where watched.has_left or watched.exit_day >= month.first_day + 30
),
post as (
    select
        person_key, level, business_unit, location,
        date_diff('day', cast($from_on as date), from_on) as from_day,
        date_diff('day', cast($from_on as date), until_on) as until_day
    from standing
),
held as (
    select membership.person_key, date_diff('day', cast($from_on as date), session.held_on) as held_day
    from session
    inner join membership on session.pair_key = membership.pair_key
    where session.status = 'held'
),
met as (
    select at_risk.person_key, at_risk.month, count(*) as n_met
    from at_risk
    inner join held on at_risk.person_key = held.person_key
    where at_risk.is_in and at_risk.first_day - held.held_day between 1 and 90
    group by at_risk.person_key, at_risk.month
),
answered as (
    select
        respondent.person_key, respondent.wave, favorable.n_favorable, favorable.n_answered,
        date_diff('day', cast($from_on as date), respondent.wave_on) as answered_day
    from respondent
    inner join favorable on respondent.wave = favorable.wave and respondent.respondent_key = favorable.respondent_key
    where favorable.scale = 'engagement' and respondent.person_key is not null
),
until as (
    select
        person_key, n_favorable, n_answered, answered_day,
        lead(answered_day) over (partition by person_key order by answered_day, wave) as next_day
    from answered
),
described as (
    select
        case when at_risk.month >= $tested then 1 else 0 end as is_tested,
        post.level, post.business_unit, post.location, at_risk.gender, at_risk.generation, at_risk.ethnicity, at_risk.event,
        case
            when at_risk.tenure_days < 365 then 'Under 1 year'
            when at_risk.tenure_days < 1096 then '1 to 2 years'
            when at_risk.tenure_days < 2192 then '3 to 5 years'
            when at_risk.tenure_days < 3653 then '6 to 9 years'
            else '10 years or more'
        end as tenure,
        case
            when not at_risk.is_in then 'Not taking part'
            when coalesce(met.n_met, 0) = 0 then 'No meeting in 90 days'
            when met.n_met < 3 then '1 or 2 meetings in 90 days'
            else '3 or more meetings in 90 days'
        end as taking_part,
        case
            when until.n_answered is null then 'No earlier answer'
            when 3 * until.n_favorable <= until.n_answered then 'Up to a third favorable'
            when 3 * until.n_favorable <= 2 * until.n_answered then 'Up to two thirds favorable'
            else 'Over two thirds favorable'
        end as earlier
    from at_risk
    inner join post
        on at_risk.person_key = post.person_key
        and at_risk.first_day >= post.from_day and (post.until_day is null or at_risk.first_day < post.until_day)
    left join met on at_risk.person_key = met.person_key and at_risk.month = met.month
    left join until
        on at_risk.person_key = until.person_key
        and until.answered_day < at_risk.first_day and (until.next_day is null or until.next_day >= at_risk.first_day)
)
select
    is_tested, level, business_unit, location, tenure, taking_part, earlier, gender, generation, ethnicity,
    count(*) as n,
    sum(event) as events
from described
group by is_tested, level, business_unit, location, tenure, taking_part, earlier, gender, generation, ethnicity
