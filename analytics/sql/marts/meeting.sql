-- One row per session that was held while its pair was going, by today.
-- In: session, pair. Out: meeting.
create table meeting as
select
    session.session_key, session.pair_key, session.held_on, session.is_support,
    session.has_junior_goal, session.has_senior_goal,
    date_diff('day', pair.started_on, session.held_on) as held_day
from session
inner join pair on session.pair_key = pair.pair_key
where session.status = 'held' and session.held_on >= pair.started_on
    and session.held_on <= least(coalesce(pair.ended_on, current_date), current_date);
