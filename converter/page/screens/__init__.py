"""The screens, one module each: `ROUTES`, and functions from a request to a response."""
