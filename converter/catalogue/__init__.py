"""The catalogue: each code's severity, what is wrong in plain words, and what to do.

The only place with Chinese prose about mistakes.
"""
