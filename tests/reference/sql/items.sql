-- One row per pair of items: how many people answered, the sum of the first item, the sum of the products.
-- In:  observations (one row per person, one column per item, no empty cell)
-- Out: item, other, n, total, product
with answers as (
    unpivot observations on columns(* exclude (row_number)) into name item value answer
)
select
    answers.item,
    others.item as other,
    count(*) as n,
    sum(answers.answer) as total,
    sum(answers.answer::hugeint * others.answer) as product
from answers
inner join answers as others on answers.row_number = others.row_number
group by answers.item, others.item
