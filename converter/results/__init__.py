"""What a run comes to and leaves: its outcomes, result.json, and the names of all output files.

In: reports with findings; an output folder of an earlier run. Out: `Outcome`, `Batch`, the bytes of
result.json, the records of the earlier run. All modules are for others to import:

    outcome        Outcome (one workbook) and Batch (one folder)
    result         result.json written
    recorded       what a result.json records, as it may be believed; result_file: its layout
    events         history.jsonl, likewise
    paths          names of the files and folders of an output
    last_run       what the previous run recorded
    retiring       outdated files of earlier runs moved to 已失效
    journal        what a run is about to do, and what an ended one left
    spoilt         spoilt files of an earlier run renamed beside themselves
    aside          files that a person changed moved to 已改动
    spool          a sequence on disk
"""
