-- One row per arm and fate: people of the roster with a score in the earlier of two waves, by what became of them until
-- the later one: both (a score again), silent (none) or left (the company). Who enrolled in between counts as pilot.
-- In: respondent, participant, person. Out: arm, fate, people, earlier, earlier_squares, change, change_squares.
with earlier as (
    select person_key, arm, {measure} * $earlier_steps as score
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
followed as (
    select
        case when participant.enrolled_on <= day.wave_on then 'Pilot' else earlier.arm end as arm,
        case
            when later.score is not null then 'both'
            when person.exited_on <= day.wave_on then 'left'
            else 'silent'
        end as fate,
        cast(earlier.score as bigint) as earlier,
        cast(later.score - earlier.score as bigint) as change
    from earlier
    cross join day
    left join later on earlier.person_key = later.person_key
    left join participant on earlier.person_key = participant.person_key
    left join person on earlier.person_key = person.person_key
)
select
    arm, fate, count(*) as people, sum(earlier) as earlier, sum(earlier * earlier) as earlier_squares,
    coalesce(sum(change), 0) as change, coalesce(sum(change * change), 0) as change_squares
from followed
where {where}
group by arm, fate
