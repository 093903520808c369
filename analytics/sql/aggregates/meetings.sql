-- One row per calendar month with sessions: those held, the pairs that met, and the pairs that were going.
-- A pair is going from the month of its start to the month of its end. Sessions after the end of their pair count
-- nowhere, and the last month is that of the newest session held by today.
-- In: pair, sessions (as imported). Out: year, month, held, met, going.
with session as (
    select
        ranked.pair_key,
        extract(year from ranked.held_on) as year,
        extract(month from ranked.held_on) as month
    from (
        select
            pair_key, held_on, status,
            row_number() over (partition by session_key order by import_number desc) as newest
        from sessions
    ) as ranked
    inner join pair on ranked.pair_key = pair.pair_key
    where ranked.newest = 1 and ranked.status = 'held' and ranked.held_on >= pair.started_on
        and ranked.held_on <= least(coalesce(pair.ended_on, current_date), current_date)
),
meeting as (
    select year, month, count(*) as held, count(distinct pair_key) as met
    from session
    group by year, month
),
course as (
    select
        pair_key,
        12 * extract(year from started_on) + extract(month from started_on) as first_month,
        12 * extract(year from ended_on) + extract(month from ended_on) as last_month
    from pair
    where started_on is not null
)
select
    meeting.year, meeting.month,
    max(meeting.held) as held,
    max(meeting.met) as met,
    count(course.pair_key) as going
from meeting
left join course
    on course.first_month <= 12 * meeting.year + meeting.month
    and (course.last_month is null or course.last_month >= 12 * meeting.year + meeting.month)
group by meeting.year, meeting.month
