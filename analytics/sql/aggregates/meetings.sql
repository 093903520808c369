-- One row per calendar month with sessions: those held, the pairs that met, and the pairs that were going.
-- A pair is going from the month of its start to the month of its end. Sessions after the end of their pair count
-- nowhere, and the last month is that of the newest session held by today.
-- In: pair, meeting. Out: year, month, held, met, going.
with monthly as (
    select
        extract(year from held_on) as year,
        extract(month from held_on) as month,
        count(*) as held,
        count(distinct pair_key) as met
    from meeting
    group by extract(year from held_on), extract(month from held_on)
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
    monthly.year, monthly.month,
    max(monthly.held) as held,
    max(monthly.met) as met,
    count(course.pair_key) as going
from monthly
left join course
    on course.first_month <= 12 * monthly.year + monthly.month
    and (course.last_month is null or course.last_month >= 12 * monthly.year + monthly.month)
group by monthly.year, monthly.month
