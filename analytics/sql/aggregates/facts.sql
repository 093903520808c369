-- One row per store: the program's first day, the roster's last day, and what the roster tells about its people.
-- In: launch, person, promotion, pair, pair_member.
-- Out: launched_on, observed_to, leavers, reasons, promotions, people, members of teams and teams of today, pairs,
-- and of those the ones that held, missed or called off a session, that set a goal, and that say of a held session by
-- which channel and in which setting it was.
select
    (select launched_on from launch) as launched_on,
    (select max(observed_to) from person) as observed_to,
    (
        select count(*) from person
        where exited_on is not null and exists (select 1 from person where exited_on is null)
    ) as leavers,
    (select count(*) from person where exit_reason is not null) as reasons,
    (select count(*) from promotion) as promotions,
    (select count(*) from person) as people,
    (select count(*) from person where exited_on is null and team_key is not null) as members,
    (select count(distinct team_key) from person where exited_on is null) as teams,
    (select count(*) from pair) as pairs,
    (select count(*) from pair_member where ratio = 'session_completion') as pairs_with_sessions,
    (select count(*) from pair_member where ratio = 'goal_attainment') as pairs_with_goals,
    (select count(*) from pair_member where ratio = 'video_share') as pairs_with_channels,
    (select count(*) from pair_member where ratio = 'informal_share') as pairs_with_settings
