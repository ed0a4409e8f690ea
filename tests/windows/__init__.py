"""The folder for Windows under Wine; XXGK_WINDOWS_FOLDER names it, without it these tests are skipped.

See packaging/README.md. They start one Windows program after the other: `-n0`.
"""
