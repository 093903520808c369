-- One row per respondent who answered one question in one column, as `answers` counts them. It stays inside publishing.
-- In: responses, response, questions; binds $wave, $question, $text and $column. Out: alias, answer.
with asked as (
    select import_number, max(case when column_name = $column then 1 else 0 end) as is_here
    from questions
    where wave = $wave and question_id = $question and coalesce(text, '') = $text
    group by import_number
),
ranked as (
    select
        response.import_number, response.respondent_key, response.counted_key, asked.is_here,
        row_number() over (partition by response.counted_key order by response.age) as newest
    from response
    inner join asked on response.import_number = asked.import_number
    where response.wave = $wave
)
select ranked.counted_key as alias, responses.{measure} as answer
from responses
inner join ranked
    on responses.respondent_key = ranked.respondent_key and responses.import_number = ranked.import_number
where responses.wave = $wave and ranked.newest = 1 and ranked.is_here = 1 and responses.{measure} is not null
