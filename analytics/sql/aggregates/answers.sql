-- One row: integer sums of the answers to one question, each respondent's newest.
-- In: responses, questions; binds $wave, $question and $column. Out: n, total, squares.
with asked as (
    select distinct import_number
    from questions
    where wave = $wave and question_id = $question and column_name = $column
),
newest as (
    select respondent_key, max(import_number) as import_number
    from responses
    where wave = $wave
    group by respondent_key
)
select
    count({measure}) as n,
    coalesce(sum({measure}), 0) as total,
    coalesce(sum(cast({measure} as bigint) * cast({measure} as bigint)), 0) as squares
from responses
inner join newest
    on responses.respondent_key = newest.respondent_key and responses.import_number = newest.import_number
inner join asked on responses.import_number = asked.import_number
where responses.wave = $wave
