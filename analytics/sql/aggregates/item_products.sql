-- One row per wave, scale and pair of items: sums over the people who answered every item of the scale.
-- In: item_answer. Out: wave, scale, item, other, n, total (of item), product.
with items as (
    select wave, scale, count(distinct item) as n_items
    from item_answer
    group by wave, scale
),
answered as (
    select wave, scale, respondent_key, count(*) as n_answered
    from item_answer
    group by wave, scale, respondent_key
),
complete as (
    select item_answer.wave, item_answer.scale, item_answer.respondent_key, item_answer.item, item_answer.answer
    from item_answer
    inner join items on item_answer.wave = items.wave and item_answer.scale = items.scale
    inner join answered
        on item_answer.wave = answered.wave and item_answer.scale = answered.scale
        and item_answer.respondent_key = answered.respondent_key
    where answered.n_answered = items.n_items
)
select
    mine.wave, mine.scale, mine.item, other.item as other,
    count(*) as n,
    sum(mine.answer) as total,
    sum(mine.answer * other.answer) as product
from complete as mine
inner join complete as other
    on mine.wave = other.wave and mine.scale = other.scale and mine.respondent_key = other.respondent_key
group by mine.wave, mine.scale, mine.item, other.item
