-- One row per pair and ratio: what is counted and what it is divided by. A session counts once.
-- session_completion, cancelled_share, no_show_share: sessions with each outcome, of those with any.
-- median_gap: half days between two sessions held one after the other, the median of the pair's, which has two or more.
-- at_agreed_cadence: 1 of 1 where the pair held as many sessions as it agreed on, over at least 30 days.
-- in_person, video, chat, phone, informal: sessions held so, of those whose channel or setting was recorded.
-- activity: 1 of 1 where a pair that was not over 30 days before the newest session held one since.
-- pair_survival: 1 where the pair fell silent for 60 days or closed, by the days until then; else 0 by the days seen.
-- Sessions after the last day of their pair count nowhere.
-- The last day is that of the newest session held by today, and not after its pair was over.
-- The categories are the junior mentor's; program and cohort are the pair's.
-- In: pair, person, session, goal. Out: pair_activity.
create table pair_activity as
with planned as (
    select
        session.pair_key, session.held_on, session.status, session.is_support, session.channel, session.setting
    from session
    left join pair on session.pair_key = pair.pair_key
    where pair.ended_on is null or session.held_on <= pair.ended_on
),
last_day as (
    select max(planned.held_on) as seen_to
    from planned
    inner join pair on planned.pair_key = pair.pair_key
    where planned.status = 'held' and planned.held_on <= least(coalesce(pair.ended_on, current_date), current_date)
),
held as (
    select
        pair_key,
        count(*) filter (where status = 'held') as n_held,
        count(*) filter (where status in ('held', 'cancelled', 'no_show')) as n_planned,
        count(*) filter (where status = 'cancelled') as n_cancelled,
        count(*) filter (where status = 'no_show') as n_no_show,
        count(*) filter (where status = 'held' and is_support) as n_support,
        count(*) filter (where status = 'held' and is_support is not null) as n_support_known,
        count(*) filter (where status = 'held' and channel = 'in_person') as n_in_person,
        count(*) filter (where status = 'held' and channel = 'video') as n_video,
        count(*) filter (where status = 'held' and channel = 'chat') as n_chat,
        count(*) filter (where status = 'held' and channel = 'phone') as n_phone,
        count(*) filter (where status = 'held' and channel is not null) as n_channel_known,
        count(*) filter (where status = 'held' and setting = 'informal') as n_informal,
        count(*) filter (where status = 'held' and setting is not null) as n_setting_known
    from planned
    group by pair_key
),
recent as (
    select planned.pair_key, count(*) as n_recent
    from planned
    cross join last_day
    where planned.status = 'held' and date_diff('day', planned.held_on, last_day.seen_to) < 30
    group by planned.pair_key
),
met as (
    select pair.pair_key, pair.started_on as met_on
    from pair
    union all
    select pair.pair_key, planned.held_on as met_on
    from pair
    inner join planned on pair.pair_key = planned.pair_key
    where planned.status = 'held' and planned.held_on > pair.started_on
),
gap as (
    select
        met.pair_key, met.met_on,
        lead(met.met_on) over (partition by met.pair_key order by met.met_on) as next_on,
        least(coalesce(pair.ended_on, last_day.seen_to), last_day.seen_to) as seen_to
    from met
    inner join pair on met.pair_key = pair.pair_key
    cross join last_day
),
between_sessions as (
    select
        planned.pair_key, planned.held_on,
        lead(planned.held_on) over (partition by planned.pair_key order by planned.held_on) as next_on
    from planned
    cross join last_day
    where planned.status = 'held' and planned.held_on <= last_day.seen_to
),
ranked_gap as (
    select
        pair_key, date_diff('day', held_on, next_on) as n_days,
        row_number() over (partition by pair_key order by date_diff('day', held_on, next_on)) as place,
        count(*) over (partition by pair_key) as n_gaps
    from between_sessions
    where next_on is not null
),
median_gap as (
    select pair_key, cast(sum(n_days) * case when count(*) = 1 then 2 else 1 end as bigint) as n_half_days
    from ranked_gap
    where 2 * place between n_gaps and n_gaps + 2
    group by pair_key
),
silence as (
    select pair_key, min(met_on) as last_met_on
    from gap
    where date_diff('day', met_on, coalesce(next_on, seen_to)) >= 60
    group by pair_key
),
goals_by_pair as (
    select pair_key, count(*) filter (where status = 'met') as n_met, count(*) as n_set
    from goal
    group by pair_key
),
counted as (
    select
        pair.pair_key, pair.program, pair.cohort, pair.junior_key,
        coalesce(held.n_held, 0) as n_held,
        coalesce(held.n_planned, 0) as n_planned,
        coalesce(held.n_cancelled, 0) as n_cancelled,
        coalesce(held.n_no_show, 0) as n_no_show,
        coalesce(held.n_support, 0) as n_support,
        coalesce(held.n_support_known, 0) as n_support_known,
        coalesce(held.n_in_person, 0) as n_in_person,
        coalesce(held.n_video, 0) as n_video,
        coalesce(held.n_chat, 0) as n_chat,
        coalesce(held.n_phone, 0) as n_phone,
        coalesce(held.n_channel_known, 0) as n_channel_known,
        coalesce(held.n_informal, 0) as n_informal,
        coalesce(held.n_setting_known, 0) as n_setting_known,
        coalesce(goals_by_pair.n_met, 0) as n_met,
        coalesce(goals_by_pair.n_set, 0) as n_set,
        greatest(date_diff('day', pair.started_on, least(coalesce(pair.ended_on, last_day.seen_to), last_day.seen_to)), 0) as n_days,
        pair.agreed_per_month,
        coalesce(recent.n_recent, 0) as n_recent,
        case
            when pair.started_on <= last_day.seen_to
                and (pair.ended_on is null or date_diff('day', pair.ended_on, last_day.seen_to) < 30) then 1
            else 0
        end as is_open,
        date_diff('day', pair.started_on, silence.last_met_on) + 60 as n_days_to_silence,
        case
            when pair.ended_on <= last_day.seen_to and coalesce(pair.end_reason, '') not in ('completed', 'program end') then 1
            else 0
        end as is_closed
    from pair
    cross join last_day
    left join recent on pair.pair_key = recent.pair_key
    left join silence on pair.pair_key = silence.pair_key
    left join held on pair.pair_key = held.pair_key
    left join goals_by_pair on pair.pair_key = goals_by_pair.pair_key
    where pair.started_on is not null
),
ratios as (
    select pair_key, program, cohort, junior_key, 'session_completion' as ratio, n_held as numerator, n_planned as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'cancelled_share' as ratio, n_cancelled as numerator, n_planned as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'no_show_share' as ratio, n_no_show as numerator, n_planned as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'cadence' as ratio, n_held as numerator, n_days as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'support_share' as ratio, n_support as numerator, n_support_known as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'in_person_share' as ratio, n_in_person as numerator, n_channel_known as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'video_share' as ratio, n_video as numerator, n_channel_known as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'chat_share' as ratio, n_chat as numerator, n_channel_known as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'phone_share' as ratio, n_phone as numerator, n_channel_known as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'informal_share' as ratio, n_informal as numerator, n_setting_known as base from counted
    union all
    select pair_key, program, cohort, junior_key, 'goal_attainment' as ratio, n_met as numerator, n_set as base from counted
    union all
    select
        counted.pair_key, counted.program, counted.cohort, counted.junior_key, 'median_gap' as ratio,
        median_gap.n_half_days as numerator, 1 as base
    from counted
    inner join median_gap on counted.pair_key = median_gap.pair_key
    union all
    select
        pair_key, program, cohort, junior_key, 'at_agreed_cadence' as ratio,
        case when 30 * (n_held + 1) > agreed_per_month * n_days then 1 else 0 end as numerator, 1 as base
    from counted
    where agreed_per_month is not null and n_days >= 30
    union all
    select
        pair_key, program, cohort, junior_key, 'activity' as ratio, case when n_recent > 0 then 1 else 0 end as numerator, 1 as base
    from counted
    where is_open = 1
    union all
    select
        pair_key, program, cohort, junior_key, 'pair_survival' as ratio,
        case when n_days_to_silence is not null then 1 else is_closed end as numerator,
        least(coalesce(n_days_to_silence, n_days), n_days) as base
    from counted
)
select
    ratios.pair_key, ratios.ratio, ratios.numerator, ratios.base, ratios.program, ratios.cohort,
    coalesce(person.generation, 'Undisclosed') as generation,
    coalesce(person.gender, 'Undisclosed') as gender,
    coalesce(person.ethnicity, 'Undisclosed') as ethnicity,
    coalesce(person.business_unit, 'Undisclosed') as business_unit,
    coalesce(person.level, 'Undisclosed') as level,
    coalesce(person.location, 'Undisclosed') as location
from ratios
left join person on ratios.junior_key = person.person_key
where ratios.base > 0;
