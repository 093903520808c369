-- One row per promotion: a person's level is higher than on the row before, in the same import of the roster.
-- In: people (as imported), level_order. Out: promotion.
create table promotion as
with newest as (
    select person_key, max(import_number) as import_number
    from people
    group by person_key
),
history as (
    select
        people.person_key, people.effective_on, level_order.place,
        lag(level_order.place) over (partition by people.person_key order by people.effective_on) as place_before
    from people
    inner join newest on people.person_key = newest.person_key and people.import_number = newest.import_number
    inner join level_order on people.level = level_order.level
    where people.effective_on is not null
)
select person_key, effective_on as promoted_on
from history
where place > place_before;
