-- One row per question of every survey and column that holds its answers, however often it was exported: its text, kind
-- and scale as the newest import has them. Questions of a wave that share an id but not a text are told apart by a
-- number after the id.
-- In: questions. Out: wave, question_id, asked_as (the id in the survey), column_name, text, kind, scale, item, scale_min, scale_max.
with numeric_question as (
    select
        wave, question_id, column_name, text, kind, scale, item, scale_min, scale_max,
        min(import_number) over (partition by wave, question_id, text) as first_import,
        row_number() over (partition by wave, question_id, column_name, text order by import_number desc) as newest
    from questions
    where kind in ('numeric', 'ordinal') and column_name is not null
),
numbered as (
    select
        wave, question_id, column_name, text, kind, scale, item, scale_min, scale_max, newest,
        dense_rank() over (partition by wave, question_id order by first_import, text) as place
    from numeric_question
)
select
    wave,
    case when place = 1 then question_id else question_id || ' (' || place || ')' end as question_id,
    question_id as asked_as,
    column_name, text, kind, scale, item,
    cast(scale_min as integer) as scale_min,
    cast(scale_max as integer) as scale_max
from numbered
where newest = 1
