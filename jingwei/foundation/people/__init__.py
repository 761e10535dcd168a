"""People and their accounts: a person is not an account."""
