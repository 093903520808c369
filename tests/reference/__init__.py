"""Every method against R: data into the engine, integers out, a statistic, R's number."""
