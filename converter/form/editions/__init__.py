"""The editions of the form: the one in force as data, the superseded one by what identifies it."""
