-- One row per pair and ratio: what is counted and what it is divided by. A session counts once.
-- The categories are the junior mentor's; the cohort is the pair's.
-- In: pair, person, sessions, goals (as imported). Out: pair_activity.
create table pair_activity as
with session as (
    select pair_key, held_on, status, is_support
    from (
        select
            pair_key, held_on, status, is_support,
            row_number() over (partition by session_key order by import_number desc) as newest
        from sessions
    )
    where newest = 1
),
goal as (
    select pair_key, status
    from (
        select pair_key, status, row_number() over (partition by goal_key order by import_number desc) as newest
        from goals
    )
    where newest = 1
),
last_day as (
    select max(held_on) as seen_to
    from session
    where status = 'held'
),
held as (
    select
        pair_key,
        count(*) filter (where status = 'held') as n_held,
        count(*) filter (where status in ('held', 'cancelled', 'no_show')) as n_planned,
        count(*) filter (where status = 'held' and is_support) as n_support,
        count(*) filter (where status = 'held' and is_support is not null) as n_support_known
    from session
    group by pair_key
),
goals_by_pair as (
    select pair_key, count(*) filter (where status = 'met') as n_met, count(*) as n_set
    from goal
    group by pair_key
),
counted as (
    select
        pair.pair_key, pair.cohort, pair.junior_key,
        coalesce(held.n_held, 0) as n_held,
        coalesce(held.n_planned, 0) as n_planned,
        coalesce(held.n_support, 0) as n_support,
        coalesce(held.n_support_known, 0) as n_support_known,
        coalesce(goals_by_pair.n_met, 0) as n_met,
        coalesce(goals_by_pair.n_set, 0) as n_set,
        greatest(date_diff('day', pair.started_on, least(coalesce(pair.ended_on, last_day.seen_to), last_day.seen_to)), 0) as n_days
    from pair
    cross join last_day
    left join held on pair.pair_key = held.pair_key
    left join goals_by_pair on pair.pair_key = goals_by_pair.pair_key
    where pair.started_on is not null
),
ratios as (
    select pair_key, cohort, junior_key, 'session_completion' as ratio, n_held as numerator, n_planned as base from counted
    union all
    select pair_key, cohort, junior_key, 'cadence' as ratio, n_held as numerator, n_days as base from counted
    union all
    select pair_key, cohort, junior_key, 'support_share' as ratio, n_support as numerator, n_support_known as base from counted
    union all
    select pair_key, cohort, junior_key, 'goal_attainment' as ratio, n_met as numerator, n_set as base from counted
)
select
    ratios.pair_key, ratios.ratio, ratios.numerator, ratios.base, ratios.cohort,
    coalesce(person.generation, 'Undisclosed') as generation,
    coalesce(person.gender, 'Undisclosed') as gender,
    coalesce(person.ethnicity, 'Undisclosed') as ethnicity,
    coalesce(person.business_unit, 'Undisclosed') as business_unit,
    coalesce(person.level, 'Undisclosed') as level,
    coalesce(person.location, 'Undisclosed') as location
from ratios
left join person on ratios.junior_key = person.person_key
where ratios.base > 0;
