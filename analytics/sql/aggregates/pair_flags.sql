-- One row per flag of a pair: the rule, the day it went up and the day it came down again, both since the pair's start.
-- quiet: no session for longer than $quiet_days days divided by the sessions agreed a month (one where none is agreed).
-- stalled: a goal open more than $overdue_days days after its due day; one row a goal.
-- uneven: of the newest six sessions that worked on a goal, $n_uneven worked on the goals of the same side only.
-- support: of the newest six sessions that say so, $n_support were one-way help with tools.
-- A flag is up on days on which the pair is going; lowered is null where it never came down.
-- Reads pairs, sessions and goals only: no person, no answer.
-- In: pair, meeting, goal. Out: pair_key, rule, raised, lowered.
with last_day as (
    select max(held_on) as seen_to from meeting
),
course as (
    select
        pair.pair_key, pair.started_on,
        case when pair.agreed_per_month > 0 then pair.agreed_per_month else 1 end as agreed,
        date_diff('day', pair.started_on, least(coalesce(pair.ended_on, last_day.seen_to), last_day.seen_to)) as n_days
    from pair
    cross join last_day
    where pair.started_on <= last_day.seen_to
),
met_on as (
    select pair_key, 0 as met_day from course
    union all
    select pair_key, held_day as met_day from meeting
),
gap as (
    select
        met_on.pair_key, course.n_days,
        met_on.met_day + cast(($quiet_days - $quiet_days % course.agreed) / course.agreed as integer) + 1 as raised,
        lead(met_on.met_day) over (partition by met_on.pair_key order by met_on.met_day) as next_day
    from met_on
    inner join course on met_on.pair_key = course.pair_key
),
effort as (
    select
        pair_key, held_day, session_key,
        count(*) over (
            partition by pair_key order by held_day, session_key rows between 5 preceding and current row
        ) as n_known,
        sum(case when has_junior_goal and not has_senior_goal then 1 else 0 end) over (
            partition by pair_key order by held_day, session_key rows between 5 preceding and current row
        ) as n_junior,
        sum(case when has_senior_goal and not has_junior_goal then 1 else 0 end) over (
            partition by pair_key order by held_day, session_key rows between 5 preceding and current row
        ) as n_senior
    from meeting
    where has_junior_goal or has_senior_goal
),
helped as (
    select
        pair_key, held_day, session_key,
        count(*) over (
            partition by pair_key order by held_day, session_key rows between 5 preceding and current row
        ) as n_known,
        sum(case when is_support then 1 else 0 end) over (
            partition by pair_key order by held_day, session_key rows between 5 preceding and current row
        ) as n_support
    from meeting
    where is_support is not null
),
state as (
    select
        pair_key, 'uneven' as rule, held_day as met_day, session_key,
        case when n_known = 6 and greatest(n_junior, n_senior) >= $n_uneven then 1 else 0 end as is_up
    from effort
    union all
    select
        pair_key, 'support' as rule, held_day as met_day, session_key,
        case when n_known = 6 and n_support >= $n_support then 1 else 0 end as is_up
    from helped
),
change as (
    select
        pair_key, rule, met_day, is_up,
        lag(is_up, 1, 0) over (partition by pair_key, rule order by met_day, session_key) as was_up,
        min(case when is_up = 0 then met_day end) over (
            partition by pair_key, rule order by met_day, session_key rows between 1 following and unbounded following
        ) as lowered
    from state
)
select pair_key, 'quiet' as rule, raised, next_day as lowered
from gap
where raised <= coalesce(next_day - 1, n_days)
union all
select
    goal.pair_key, 'stalled' as rule,
    greatest(date_diff('day', course.started_on, goal.due_on) + $overdue_days + 1, 0) as raised,
    case
        when date_diff('day', course.started_on, goal.closed_on) <= course.n_days
            then date_diff('day', course.started_on, goal.closed_on)
    end as lowered
from goal
inner join course on goal.pair_key = course.pair_key
where (goal.status = 'open' or goal.closed_on is not null)
    and date_diff('day', course.started_on, goal.due_on) + $overdue_days + 1
    <= least(coalesce(date_diff('day', course.started_on, goal.closed_on) - 1, course.n_days), course.n_days)
union all
select pair_key, rule, met_day as raised, lowered
from change
where is_up = 1 and was_up = 0
