"""Measurements that are run by hand: what a job costs against a baseline in the same run."""
