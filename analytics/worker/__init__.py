"""Heavy work in a process of its own: with limits on memory and time, with progress, and ready to be canceled."""

from __future__ import annotations

from analytics.worker.job import Job, finished
from analytics.worker.limits import Limits
from analytics.worker.progress import Progress, unobserved
from analytics.worker.worker import Worker

__all__ = ["Job", "Limits", "Progress", "Worker", "finished", "unobserved"]
