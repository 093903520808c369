-- One row per pair that has begun: what was agreed, how long it was seen, when it last met, and when it stopped.
-- Days are counted from the pair's start. A pair stops on the day of a closure that was not planned, or when it has not
-- met for $silent_days days, whichever comes first. The last day is that of the newest session held by today.
-- Reads pairs and their sessions only: no person, no answer.
-- In: pair, meeting. Out: a row a pair.
with last_day as (
    select max(held_on) as seen_to from meeting
),
course as (
    select
        pair.pair_key, pair.program, pair.cohort, pair.started_on, pair.agreed_per_month, last_day.seen_to,
        date_diff('day', pair.started_on, least(coalesce(pair.ended_on, last_day.seen_to), last_day.seen_to)) as n_days,
        case when pair.ended_on <= last_day.seen_to then 1 else 0 end as is_over,
        case
            when pair.ended_on <= last_day.seen_to and coalesce(pair.end_reason, '') not in ('completed', 'program end')
                then date_diff('day', pair.started_on, pair.ended_on)
        end as closed_day
    from pair
    cross join last_day
    where pair.started_on <= last_day.seen_to
),
met_on as (
    select pair_key, 0 as met_day from course
    union all
    select meeting.pair_key, meeting.held_day as met_day
    from meeting
    inner join course on meeting.pair_key = course.pair_key
),
gap as (
    select
        met_on.pair_key, met_on.met_day, course.n_days,
        lead(met_on.met_day) over (partition by met_on.pair_key order by met_on.met_day) as next_day
    from met_on
    inner join course on met_on.pair_key = course.pair_key
),
met as (
    select
        pair_key,
        count(*) - 1 as n_held,
        max(met_day) as met_day,
        min(case when coalesce(next_day, n_days) - met_day >= $silent_days then met_day + $silent_days end) as silent_day
    from gap
    group by pair_key
)
select
    course.pair_key, course.program, course.cohort, course.started_on, course.seen_to, course.agreed_per_month,
    course.n_days, course.is_over, course.closed_day, met.silent_day, met.met_day, met.n_held
from course
inner join met on course.pair_key = met.pair_key
