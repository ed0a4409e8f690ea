"""Our sets of odd inputs as a suite that judges any implementation by the result.json that it writes.

    sets      the files of each set, and what is expected of each
    judging   a result.json held against that
    __main__  `python -m tests.conformance SET COMMAND …`

docs/testing.md says what a set is, what a command must do, and what of result.json is read.
"""
