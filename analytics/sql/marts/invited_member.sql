-- One row per wave and invited person, with the categories that the release of the wave publishes.
-- In: invited, merge. Out: invited_member.
create or replace table invited_member as
select
    invited.wave,
    invited.person_key,
    invited.responded,
    invited.engagement,
    invited.satisfaction,
    coalesce(arm_merge.published, invited.arm) as arm,
    coalesce(program_merge.published, invited.program) as program,
    coalesce(cohort_merge.published, invited.cohort) as cohort,
    coalesce(role_merge.published, invited.role) as role,
    coalesce(generation_merge.published, invited.generation) as generation,
    coalesce(gender_merge.published, invited.gender) as gender,
    coalesce(ethnicity_merge.published, invited.ethnicity) as ethnicity,
    coalesce(business_unit_merge.published, invited.business_unit) as business_unit,
    coalesce(level_merge.published, invited.level) as level,
    coalesce(location_merge.published, invited.location) as location
from invited
left join merge as arm_merge
    on arm_merge.population = 'survey:' || invited.wave and arm_merge.dimension = 'arm' and arm_merge.category = invited.arm
left join merge as program_merge
    on program_merge.population = 'survey:' || invited.wave and program_merge.dimension = 'program' and program_merge.category = invited.program
left join merge as cohort_merge
    on cohort_merge.population = 'survey:' || invited.wave and cohort_merge.dimension = 'cohort' and cohort_merge.category = invited.cohort
left join merge as role_merge
    on role_merge.population = 'survey:' || invited.wave and role_merge.dimension = 'role' and role_merge.category = invited.role
left join merge as generation_merge
    on generation_merge.population = 'survey:' || invited.wave and generation_merge.dimension = 'generation' and generation_merge.category = invited.generation
left join merge as gender_merge
    on gender_merge.population = 'survey:' || invited.wave and gender_merge.dimension = 'gender' and gender_merge.category = invited.gender
left join merge as ethnicity_merge
    on ethnicity_merge.population = 'survey:' || invited.wave and ethnicity_merge.dimension = 'ethnicity' and ethnicity_merge.category = invited.ethnicity
left join merge as business_unit_merge
    on business_unit_merge.population = 'survey:' || invited.wave and business_unit_merge.dimension = 'business_unit' and business_unit_merge.category = invited.business_unit
left join merge as level_merge
    on level_merge.population = 'survey:' || invited.wave and level_merge.dimension = 'level' and level_merge.category = invited.level
left join merge as location_merge
    on location_merge.population = 'survey:' || invited.wave and location_merge.dimension = 'location' and location_merge.category = invited.location;
