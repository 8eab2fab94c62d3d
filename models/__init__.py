"""The encrypted store.

Tables, keys, opening, backups, migrations and named queries. It imports nothing above it.
"""
