"""Which cells and figures may be published: the plan, the rules, the leverage of people, and the budget of outcomes."""
