from typing import Literal, cast

JobStatus = Literal["completed", "running"]

JOB_STATUS_VALUES: set[JobStatus] = {
    "completed",
    "running",
}


def check_job_status(value: str) -> JobStatus:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(JobStatus, value)
