"""A conversion end to end. Takes files and folders of workbooks, gives a `Batch` and the documents on disk.

folder: convert_folder, the whole job. conversion: one workbook. inputs, roots: what was given. reuse:
documents of the last run. delivery: staging and naming. last_year: reports to compare with. pool, cluster:
processes, machines.
"""
