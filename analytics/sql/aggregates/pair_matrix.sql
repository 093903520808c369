-- One row per junior's and senior's generation: the number of pairs.
-- In: pair, person. Out: junior_generation, senior_generation, people.
select
    coalesce(junior.generation, 'Undisclosed') as junior_generation,
    coalesce(senior.generation, 'Undisclosed') as senior_generation,
    count(*) as people
from pair
left join person as junior on pair.junior_key = junior.person_key
left join person as senior on pair.senior_key = senior.person_key
group by junior_generation, senior_generation
