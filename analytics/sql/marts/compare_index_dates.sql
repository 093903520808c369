-- One row per arm, stage, pattern of what was known on the index date, days followed and outcome: how many people.
-- A participant's index date is the day the first pair enrolled (or started). Everybody on the roster gets one of these
-- dates, drawn by the key in proportion to the participants of each, whatever happens to the person before or after: a
-- draw among the dates on which somebody is still employed would give the earliest date to everybody who leaves soon.
-- Who is then employed, observed, eligible, not yet enrolled and alike in what is matched on is compared, and followed
-- until leaving, enrolling or the end of the roster.
-- Scores before are whole points of 100 in the last survey up to the index date, null for who did not answer.
-- In: person, people, pair, person_wave, wave_scales; binds $role, $cohort ('' for all), $from_start, $by_level,
-- $by_business_unit, $by_location, $by_tenure_band. Out: arm, stage, level, business_unit, location, tenure_band,
-- generation, gender, ethnicity, engagement_before, satisfaction_before, days, has_left, n_people.
with membership as (
    select junior_key as person_key, 'Junior mentor' as role, cohort, enrolled_on, started_on, pair_key from pair
    union all
    select senior_key as person_key, 'Senior mentee' as role, cohort, enrolled_on, started_on, pair_key from pair
),
ranked_membership as (
    select
        person_key, role, cohort, enrolled_on, started_on,
        row_number() over (partition by person_key order by enrolled_on, pair_key) as first_pair
    from membership
),
first_membership as (
    select person_key, role, cohort, enrolled_on, started_on from ranked_membership where first_pair = 1
),
treated as (
    select person_key, case when $from_start then started_on else enrolled_on end as index_on
    from first_membership
    where role = $role and ($cohort = '' or cohort = $cohort)
),
index_date as (
    select index_on, count(*) as n_pilot from treated where index_on is not null group by index_on
),
drawing as (
    select
        index_on, n_pilot, sum(n_pilot) over (order by index_on) as reached, sum(n_pilot) over () as whole
    from index_date
),
assigned as (
    select person_key, 'Pilot' as arm, index_on from treated
    union all
    select person.person_key, 'Comparison' as arm, drawing.index_on
    from person
    inner join drawing
        on person.person_key % drawing.whole >= drawing.reached - drawing.n_pilot
        and person.person_key % drawing.whole < drawing.reached
    left join treated on person.person_key = treated.person_key
    where treated.index_on is null or treated.index_on > drawing.index_on
),
met as (
    select
        assigned.person_key, assigned.arm, assigned.index_on, person.hired_on, person.generation, person.gender,
        person.ethnicity, person.person_key is not null as is_on_roster,
        coalesce(
            assigned.index_on >= person.hired_on
            and assigned.index_on >= coalesce(person.observed_from, person.hired_on)
            and assigned.index_on < least(coalesce(person.exited_on, person.observed_to), person.observed_to),
            false
        ) as is_observed,
        coalesce(person.is_eligible, false) as is_eligible,
        coalesce(first_membership.enrolled_on <= assigned.index_on, false) as is_enrolled,
        first_membership.enrolled_on,
        coalesce(person.exited_on <= person.observed_to, false) as has_left,
        least(coalesce(person.exited_on, person.observed_to), person.observed_to) as seen_to
    from assigned
    left join person on assigned.person_key = person.person_key
    left join first_membership on assigned.person_key = first_membership.person_key
),
newest as (
    select person_key, max(import_number) as import_number from people group by person_key
),
dated as (
    select
        met.person_key, met.arm, people.level, people.business_unit, people.location, people.effective_on,
        coalesce(people.effective_on, met.hired_on) <= met.index_on as is_past
    from met
    inner join newest on met.person_key = newest.person_key
    inner join people on newest.person_key = people.person_key and newest.import_number = people.import_number
    where met.is_observed
),
attribute as (
    select
        person_key, arm, level, business_unit, location,
        row_number() over (
            partition by person_key, arm
            order by
                case when is_past then 0 else 1 end,
                case when is_past then effective_on end desc nulls last,
                effective_on
        ) as place
    from dated
),
score as (
    select
        person_key, wave, wave_on, engagement, satisfaction,
        row_number() over (partition by person_key, wave order by import_number desc) as newest
    from person_wave
    where person_key is not null
),
scale as (
    select wave, scale, denominator, row_number() over (partition by wave, scale order by import_number desc) as newest
    from wave_scales
),
score_before as (
    select
        met.person_key, met.arm,
        cast((score.engagement * 100 - (score.engagement * 100) % engaged.denominator) / engaged.denominator as integer)
            as engagement_before,
        cast(
            (score.satisfaction * 100 - (score.satisfaction * 100) % satisfied.denominator) / satisfied.denominator
            as integer
        ) as satisfaction_before,
        row_number() over (partition by met.person_key, met.arm order by score.wave_on desc, score.wave) as last
    from met
    inner join score on met.person_key = score.person_key and score.newest = 1 and score.wave_on <= met.index_on
    left join scale as engaged on score.wave = engaged.wave and engaged.scale = 'engagement' and engaged.newest = 1
    left join scale as satisfied
        on score.wave = satisfied.wave and satisfied.scale = 'satisfaction' and satisfied.newest = 1
),
known as (
    select
        met.person_key, met.arm, met.index_on, met.enrolled_on, met.has_left, met.seen_to, met.generation, met.gender,
        met.ethnicity, attribute.level, attribute.business_unit, attribute.location, score_before.engagement_before,
        score_before.satisfaction_before,
        case
            when date_diff('day', met.hired_on, met.index_on) < 365 then 'under 1 year'
            when date_diff('day', met.hired_on, met.index_on) < 1095 then '1 to 3 years'
            when date_diff('day', met.hired_on, met.index_on) < 2190 then '3 to 6 years'
            else 'over 6 years'
        end as tenure_band
    from met
    inner join attribute on met.person_key = attribute.person_key and met.arm = attribute.arm and attribute.place = 1
    left join score_before
        on met.person_key = score_before.person_key and met.arm = score_before.arm and score_before.last = 1
    where met.is_observed and (met.arm = 'Pilot' or (met.is_eligible and not met.is_enrolled))
),
alike as (
    select
        person_key, arm, index_on, enrolled_on, has_left, seen_to, generation, gender, ethnicity, level, business_unit,
        location, tenure_band, engagement_before, satisfaction_before,
        case when $by_level then level else '' end as same_level,
        case when $by_business_unit then business_unit else '' end as same_unit,
        case when $by_location then location else '' end as same_location,
        case when $by_tenure_band then tenure_band else '' end as same_tenure
    from known
),
stratum as (
    select
        index_on, same_level, same_unit, same_location, same_tenure,
        count(*) filter (where arm = 'Pilot') as n_pilot,
        count(*) filter (where arm = 'Comparison') as n_comparison
    from alike
    group by index_on, same_level, same_unit, same_location, same_tenure
),
compared as (
    select
        alike.arm,
        case when stratum.n_pilot > 0 and stratum.n_comparison > 0 then 'compared' else 'nobody alike' end as stage,
        alike.level, alike.business_unit, alike.location, alike.tenure_band, alike.generation, alike.gender,
        alike.ethnicity, alike.engagement_before, alike.satisfaction_before,
        date_diff(
            'day', alike.index_on,
            case
                when alike.arm = 'Pilot' then alike.seen_to
                else least(alike.seen_to, coalesce(alike.enrolled_on, alike.seen_to))
            end
        ) as days,
        alike.has_left and (alike.arm = 'Pilot' or coalesce(alike.seen_to <= alike.enrolled_on, true)) as has_left
    from alike
    inner join stratum
        on alike.index_on = stratum.index_on and alike.same_level = stratum.same_level
        and alike.same_unit = stratum.same_unit and alike.same_location = stratum.same_location
        and alike.same_tenure = stratum.same_tenure
),
lost as (
    select
        arm,
        case
            when not is_on_roster then 'not on the roster'
            when index_on is null then 'never started'
            when not is_observed then 'not employed or observed'
            when not is_eligible then 'not eligible'
            else 'already enrolled'
        end as stage
    from met
    where not is_observed or (arm = 'Comparison' and (not is_eligible or is_enrolled))
)
select
    arm, stage, level, business_unit, location, tenure_band, generation, gender, ethnicity, engagement_before,
    satisfaction_before, days, has_left, count(*) as n_people
from compared
group by
    arm, stage, level, business_unit, location, tenure_band, generation, gender, ethnicity, engagement_before,
    satisfaction_before, days, has_left
union all
select
    arm, stage, null as level, null as business_unit, null as location, null as tenure_band, null as generation,
    null as gender, null as ethnicity, null as engagement_before, null as satisfaction_before, null as days,
    null as has_left, count(*) as n_people
from lost
group by arm, stage
