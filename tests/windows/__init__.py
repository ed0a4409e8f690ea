"""The folder for Windows under Wine; XXGK_WINDOWS_FOLDER names it, without it these tests are skipped.

See packaging/README.md. Tests of one file share what they start: `--dist loadfile`.
"""
