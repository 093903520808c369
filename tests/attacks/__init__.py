"""Attacks on published lists: what somebody who knows everyone's attributes could learn about single answers.

`python -m tests.attacks` prints the figures of all of them; the tests run each on a few seeds.
"""
