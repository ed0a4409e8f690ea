"""The folder of one year: what the county office keeps there, and where each command finds it.

In: a folder with 年报.toml. Out: a `YearFolder` with the paths of all that commands and the page need. State
is these files and nothing else. Others import:

    folder         YearFolder; read_year, find_year
    making         init: the folder of a new year, and of the year after a closed one
    inputs         the job of a conversion of this folder; running: that conversion
    comparing      the reports of all years that can be compared from here
    changing       the deadline, and Word templates put in
    archive        close: what is still open, the list of all files with their digests, the archive
"""
