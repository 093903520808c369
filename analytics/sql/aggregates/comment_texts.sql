-- One row per wave, comment and combination of all dimensions: people whose newest response holds it.
-- It stays inside publishing: only words that ten people use leave it, and shares to the nearest 5 %.
-- In: comments (as imported), response, survey_member. Out: wave, comment, the dimensions, people.
select survey_member.wave, comments.comment, {dims}, count(*) as people
from comments
inner join response
    on comments.import_number = response.import_number
    and comments.wave = response.wave and comments.respondent_key = response.respondent_key
inner join survey_member
    on response.wave = survey_member.wave and response.counted_key = survey_member.respondent_key
where response.age = 1 and {where}
group by survey_member.wave, comments.comment, {dims}
