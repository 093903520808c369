-- One row per tenure class and group: people at risk and people who left.
-- In: observations. Out: tenure, group, at_risk, events.
select
    tenure,
    "group",
    sum(at_risk) as at_risk,
    sum("left") as events
from observations
group by all
