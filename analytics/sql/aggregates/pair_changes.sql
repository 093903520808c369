-- One row per role and generations of the first pair that a participant joined: those with a score in both of two waves,
-- the sum of their changes, and those with a score in one of them only. Who enrolled after the later wave is left out.
-- In: respondent, membership, person; binds $earlier, $later, $earlier_steps, $later_steps.
-- Out: role, junior_generation, senior_generation, people, n_once, change, change_squares.
with earlier as (
    select person_key, {measure} * $earlier_steps as score
    from respondent
    where wave = $earlier and person_key is not null and arm in ('Pilot', 'Comparison') and {measure} is not null
),
later as (
    select person_key, wave_on, {measure} * $later_steps as score
    from respondent
    where wave = $later and person_key is not null
),
day as (
    select max(wave_on) as wave_on from later
),
answered as (
    select
        membership.role,
        coalesce(junior.generation, 'Undisclosed') as junior_generation,
        coalesce(senior.generation, 'Undisclosed') as senior_generation,
        case when earlier.score is not null and later.score is not null then 1 else 0 end as is_both,
        cast(later.score - earlier.score as bigint) as change
    from membership
    cross join day
    left join earlier on membership.person_key = earlier.person_key
    left join later on membership.person_key = later.person_key
    left join person as junior on membership.junior_key = junior.person_key
    left join person as senior on membership.senior_key = senior.person_key
    where membership.place = 1 and membership.enrolled_on <= day.wave_on
        and (earlier.score is not null or later.score is not null)
)
select
    role, junior_generation, senior_generation,
    sum(is_both) as people,
    count(*) - sum(is_both) as n_once,
    coalesce(sum(change), 0) as change,
    coalesce(sum(change * change), 0) as change_squares
from answered
group by role, junior_generation, senior_generation
