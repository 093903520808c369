-- One row per question of every survey: its text, kind and scale.
-- In: questions. Out: wave, question_id, column_name, text, kind, scale_min, scale_max, scale, item.
select
    wave, question_id, column_name, text, kind, cast(scale_min as integer) as scale_min, cast(scale_max as integer) as scale_max, scale, item
from questions
where kind in ('numeric', 'ordinal')
