-- One row per session: its newest import.
-- In: sessions (as imported). Out: session.
create table session as
with ranked as (
    select
        session_key, pair_key, held_on, status, channel, setting, is_support, has_junior_goal, has_senior_goal,
        row_number() over (partition by session_key order by import_number desc) as newest
    from sessions
)
select session_key, pair_key, held_on, status, channel, setting, is_support, has_junior_goal, has_senior_goal
from ranked
where newest = 1;
