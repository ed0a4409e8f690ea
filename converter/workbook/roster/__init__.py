"""The roster of a county's agencies (单位名单) as a workbook: written blank, and read when filled in.

Takes bytes or a path; gives a Roster and findings. Other rooms import `blank` (blank_roster) and `reading`
(read_roster, load_roster).
"""
