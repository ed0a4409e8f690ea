"""The editions of the form, each as data."""
