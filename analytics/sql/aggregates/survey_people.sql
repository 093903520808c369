-- One row per respondent of a wave: the scores and the categories. It stays inside publishing.
-- In: survey_member; binds $wave. Out: member, alias, the dimensions, one column a score (null: none).
select
    coalesce(person_key, 0) as member, respondent_key as alias, {dims},
    engagement, satisfaction, enps, bridging, match_quality, safety, skills_gained
from survey_member
where wave = $wave and {where}
