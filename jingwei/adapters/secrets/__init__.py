"""What lies in the database only as ciphertext: SM4-GCM to conceal, HMAC-SM3 to compare, keys in a file outside it."""
