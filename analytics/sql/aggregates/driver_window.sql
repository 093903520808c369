-- One row: the first day of the months in which leaving is looked at, whole months of 30 days until the roster's last
-- day, people employed in them, and whether the roster tells of anybody (1) that they left of their own will.
-- They begin once the roster, the program and the surveys have begun, so that everything that may go with leaving can be
-- there in every month.
-- In: person, launch, respondent, participant. Out: from_on, months, people, has_reasons.
with begun as (
    select
        greatest(
            (select min(coalesce(observed_from, hired_on)) from person),
            (select launched_on from launch),
            (select min(wave_on) from respondent where person_key is not null)
        ) as from_on,
        max(observed_to) as to_on
    from person
)
select
    begun.from_on,
    cast((date_diff('day', begun.from_on, begun.to_on) - date_diff('day', begun.from_on, begun.to_on) % 30) / 30 as integer) as months,
    count(distinct person.person_key) as people,
    max(case when person.exit_reason = 'voluntary' then 1 else 0 end) as has_reasons
from begun
inner join person on person.exited_on is null or person.exited_on > begun.from_on
left join participant on person.person_key = participant.person_key
where person.is_eligible or participant.person_key is not null
group by begun.from_on, begun.to_on
