"""What the page about confidentiality says, in words that need no explanation."""

from __future__ import annotations

PROMISE = "At least five people behind every number, including every number that could be worked out from the others."

PROTECTED = (
    (
        "Your answers",
        (
            "What you answered to a survey is shown to nobody: not to your manager, not to the board, not to "
            "human resources. People with access to this dashboard see figures about groups only."
        ),
    ),
    (
        "Groups of ten",
        (
            "A figure about a group is published only if at least ten people stand behind it, and at least "
            "ten (or nobody) are left outside of it. Smaller groups are joined with others first."
        ),
    ),
    (
        "What follows",
        (
            "Before anything is shown, the tables of all releases, earlier ones too, are checked together. A "
            "figure is held back if, with the others, it would explain more than half of one person's answer, "
            "or give away the answers of fewer than five people together."
        ),
    ),
    (
        "Not too many figures",
        (
            "For every five people, at most one independent figure about one question is published. This "
            "counts everything: means, shares, curves and comparisons."
        ),
    ),
    (
        "Groups that agree",
        (
            "If everybody in a group gave the same answer, it is not shown, however large the group is. A "
            "share never says that nobody or everybody did something: it reads “under 5 %” or “over 95 %”."
        ),
    ),
    (
        "Who left",
        (
            "Numbers of people who left or were promoted are shown in threes, and only where at least three "
            "did and at least three did not. Curves of who stays move in such steps too."
        ),
    ),
    (
        "Comments",
        (
            "Comments are not kept unless your company decides so. If they are, only themes that at least ten "
            "people wrote about are shown, never a comment."
        ),
    ),
    (
        "Who looks",
        (
            "Every look at figures, every import and every change is written into a log that shows whether it "
            "was changed, unless your company has switched it off. The log holds no answers."
        ),
    ),
)

AGAINST = (
    (
        "A manager who filters",
        "Picks groups until one person is left, or subtracts one group from another.",
        "There is only a fixed list of figures. Filters choose from it and never make a new one.",
    ),
    (
        "Somebody who calculates",
        ("Knows everybody's age, unit and level and who took part, takes every figure and solves for single answers."),
        "Finds hardly more answers than by guessing; the figures are below.",
    ),
    (
        "Somebody who waits",
        "Compares a figure before and after one person answered or left.",
        (
            "New figures are checked together with all earlier ones. What would tell a single change keeps "
            "its old value."
        ),
    ),
    (
        "Colleagues together",
        "Up to five people who put their own answers together to learn that of another.",
        "In all trials, nobody else's answer followed.",
    ),
    (
        "Somebody who attacks the server",
        "Changes addresses, sends strange names, copies files of the server that viewers use.",
        "That server holds only published figures. It has no answers that could be stolen.",
    ),
)

NOT_PROTECTED = (
    (
        "Small programs",
        (
            "They get fewer figures. With 40 participants, there are figures for everybody and some groups, "
            "and few for two characteristics at once."
        ),
    ),
    (
        "Colleagues who know a lot",
        (
            "Whoever already knows the answers of more than five colleagues in a group of ten may work out "
            "something about the others. No exact figure can prevent that."
        ),
    ),
    (
        "The opinion of a group",
        "The mean of a group says something about everybody in it. That is what it is for.",
    ),
    (
        "Who took part",
        ("Being in the program is no secret here: its coordinator and colleagues know it, and its size is published."),
    ),
    (
        "Who keeps the data",
        (
            "The data steward can open the raw data, as whoever collected them could before. They keep names "
            "only as keyed codes, and every use of the product is logged, but a steward who copies the files "
            "cannot be stopped by it."
        ),
    ),
    (
        "The survey itself",
        "The tool that collected the answers has its own rules; this product protects what it was given.",
    ),
    (
        "Calculated figures",
        (
            "Comparisons of the pilot, weighted means and curves count against the number of figures that may "
            "be published. Unlike tables, they are not checked person by person. In our trials with 400 to 6,000 "
            "answers, comparisons raised what all figures explain of the most exposed person's answer from at "
            "most one half to between 47 and 91 %, for somebody who knows exactly how much everybody counts in "
            "them. For that, one has to know the earlier answers of all colleagues."
        ),
    ),
    (
        "Unknown attacks",
        ("The attacks above are the strongest that we know. They are not proven to be the strongest there are."),
    ),
)

TESTED = (
    "Whoever builds Twoway attacks it: a program plays somebody who knows all characteristics of all people and "
    "who took part, reads everything that is published, and looks for single answers. The same attacks on the "
    "usual rule, which hides groups under five, must succeed, so that a broken attack does not pass as safety. "
    "Anybody can repeat this with `make attack`. The people are invented, so that it is known who was found."
)
