"""The findings of a release as a competent analyst computes them with pandas, SciPy, scikit-learn and lifelines.

`findings` of `tests.bench.analyst.findings` begins with the files of the imported store and gives, over the same
tables, surveys and measures as a release:

* `cells`: n, mean and variance of every score, participation, response, rates of leaving and moving up, and ratios of
  pairs, in every cell of the tables that has ten people, each with a 95 % interval; favorable shares and spreads;
  Welch's test of the pilot against the comparison in each cell; each numeric question.
* `scales`: alpha, its interval, omega and items of each scale; raked means; what changed for the same people, and by
  the generations of pairs. Parity of those who take part, with exact odds ratios.
* `curves`: Kaplan-Meier curves with intervals and numbers at risk since the launch for every cell, by tenure and of
  pairs for single categories; departures by reason (Aalen-Johansen).
* `comparisons`: two designs (juniors, seniors) of five outcomes each: people on matched index dates, raw test, RMST and
  log-rank; chances of taking part; overlap, participant and inverse-probability weights; doubly robust, cross-fitted as
  well; matching; regressions; errors by team; differences in differences; the placebo, E-values with the strongest
  covariate, one unit left out at a time, other generations, without teammates; within generation, gender, level and
  cohort.
* `drivers`: engagement and leaving (months in which people are at risk), trained on the earlier part and tested on the
  newest, with calibration and the importance of each factor by shuffling.

Out of it, and in the product's time: joining small categories; the allowance that every number is drawn from; whatever
makes a number fit to be shown (threes, fives, month ends); writing the release; generations by another scheme as notes.
The audit has no counterpart either and is a line of its own. The programs of the benchmark keep no comments, so that
neither side looks for themes in them. Intervals and tests of cells are made by the product when a page asks for them:
its side of the benchmark asks for every one of them.
"""
