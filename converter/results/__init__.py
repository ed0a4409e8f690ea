"""What a run comes to: outcomes in memory and on disk, result.json, and that read again by the next run."""
