-- One row: integer sums of the answers to one question in one column, the newest response of each person who was asked it.
-- In: responses, response, questions; binds $wave, $question, $text and $column. Out: n, total, squares.
with asked as (
    select import_number, max(case when column_name = $column then 1 else 0 end) as is_here
    from questions
    where wave = $wave and question_id = $question and coalesce(text, '') = $text
    group by import_number
),
ranked as (
    select
        response.import_number, response.respondent_key, asked.is_here,
        row_number() over (partition by response.counted_key order by response.age) as newest
    from response
    inner join asked on response.import_number = asked.import_number
    where response.wave = $wave
)
select
    count({measure}) as n,
    coalesce(sum({measure}), 0) as total,
    coalesce(sum(cast({measure} as bigint) * cast({measure} as bigint)), 0) as squares
from responses
inner join ranked
    on responses.respondent_key = ranked.respondent_key and responses.import_number = ranked.import_number
where responses.wave = $wave and ranked.newest = 1 and ranked.is_here = 1
