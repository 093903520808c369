-- One row per person who was eligible at some time since launch.
-- In: person, participant, launch. Out: eligible (categories, enrolled 0 or 1).
create table eligible as
select
    person.person_key,
    case when participant.person_key is null then 'Comparison' else 'Pilot' end as arm,
    coalesce(participant.cohort, 'Not enrolled') as cohort,
    coalesce(participant.role, 'Not enrolled') as role,
    person.generation, person.gender, person.ethnicity, person.business_unit, person.level, person.location,
    case when participant.person_key is null then 0 else 1 end as enrolled
from person
cross join launch
left join participant on person.person_key = participant.person_key
where
    (person.is_eligible or participant.person_key is not null)
    and (person.exited_on is null or person.exited_on > launch.launched_on);
