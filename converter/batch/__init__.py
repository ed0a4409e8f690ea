"""A conversion end to end: the workbooks of files and folders become reports, findings and documents.

In: paths of files and folders, and a `Job` (templates, settings, roster, last year). Out: a `Batch`, and the
Word documents in the output folder. Others import `folder`, `conversion`, `input_files`
and `last_year`:

    folder         convert_folder, the whole job
    given_paths    a name for each given path; a run over only some files of the last run refused
    input_files    the workbooks below those paths, archives opened in place
    conversion     one workbook, bytes to `Outcome`
    reuse          documents of the last run that are still right
    delivery       documents staged, named and written
    last_year      last year's reports, to compare with
    pool, cluster  several processes, several machines
"""
