"""What a run comes to and leaves. Takes reports and findings, gives outcomes and result.json.

outcome: Outcome, Batch. result: result.json written and read. last_run: what the previous run left. spool:
sequences on disk. paths: names of the output's files and folders.
"""
