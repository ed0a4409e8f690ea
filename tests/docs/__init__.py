"""The pages of docs/ that are generated, the pictures that pages show, and the tests that hold both fresh.

`python -m tests.docs` writes the pages, `python -m tests.docs.pictures` takes the pictures.
"""
