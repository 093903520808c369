-- One row per respondent and wave, with the categories that a release publishes.
-- In: respondent, merge. Out: survey_member.
create or replace table survey_member as
select
    respondent.wave,
    respondent.wave_on,
    respondent.respondent_key,
    respondent.person_key,
    respondent.engagement,
    respondent.satisfaction,
    respondent.enps,
    respondent.bridging,
    respondent.match_quality,
    respondent.safety,
    respondent.skills_gained,
    coalesce(arm_merge.published, respondent.arm) as arm,
    coalesce(program_merge.published, respondent.program) as program,
    coalesce(cohort_merge.published, respondent.cohort) as cohort,
    coalesce(role_merge.published, respondent.role) as role,
    coalesce(generation_merge.published, respondent.generation) as generation,
    coalesce(gender_merge.published, respondent.gender) as gender,
    coalesce(ethnicity_merge.published, respondent.ethnicity) as ethnicity,
    coalesce(business_unit_merge.published, respondent.business_unit) as business_unit,
    coalesce(level_merge.published, respondent.level) as level,
    coalesce(location_merge.published, respondent.location) as location
from respondent
left join merge as arm_merge
    on arm_merge.population = 'survey:' || respondent.wave and arm_merge.dimension = 'arm' and arm_merge.category = respondent.arm
left join merge as program_merge
    on program_merge.population = 'survey:' || respondent.wave and program_merge.dimension = 'program' and program_merge.category = respondent.program
left join merge as cohort_merge
    on cohort_merge.population = 'survey:' || respondent.wave and cohort_merge.dimension = 'cohort' and cohort_merge.category = respondent.cohort
left join merge as role_merge
    on role_merge.population = 'survey:' || respondent.wave and role_merge.dimension = 'role' and role_merge.category = respondent.role
left join merge as generation_merge
    on generation_merge.population = 'survey:' || respondent.wave and generation_merge.dimension = 'generation' and generation_merge.category = respondent.generation
left join merge as gender_merge
    on gender_merge.population = 'survey:' || respondent.wave and gender_merge.dimension = 'gender' and gender_merge.category = respondent.gender
left join merge as ethnicity_merge
    on ethnicity_merge.population = 'survey:' || respondent.wave and ethnicity_merge.dimension = 'ethnicity' and ethnicity_merge.category = respondent.ethnicity
left join merge as business_unit_merge
    on business_unit_merge.population = 'survey:' || respondent.wave and business_unit_merge.dimension = 'business_unit' and business_unit_merge.category = respondent.business_unit
left join merge as level_merge
    on level_merge.population = 'survey:' || respondent.wave and level_merge.dimension = 'level' and level_merge.category = respondent.level
left join merge as location_merge
    on location_merge.population = 'survey:' || respondent.wave and location_merge.dimension = 'location' and location_merge.category = respondent.location;
