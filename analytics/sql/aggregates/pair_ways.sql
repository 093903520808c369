-- One row per ratio and generation of the senior mentee: sessions of a kind, and those they are a share of.
-- In: pair_activity, pair, person. Out: ratio, senior_generation, people (pairs), total, base.
select
    pair_activity.ratio,
    coalesce(senior.generation, 'Undisclosed') as senior_generation,
    count(*) as people,
    sum(pair_activity.numerator) as total,
    sum(pair_activity.base) as base
from pair_activity
inner join pair on pair_activity.pair_key = pair.pair_key
left join person as senior on pair.senior_key = senior.person_key
where pair_activity.ratio in ('in_person_share', 'video_share', 'chat_share', 'phone_share', 'informal_share')
group by pair_activity.ratio, senior_generation
