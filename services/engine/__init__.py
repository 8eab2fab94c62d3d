"""The engine: dated events and an authority's standards in, deadlines with reasons out.

Pure: standard library and dateutil only. No Qt, no SQL, no file, no clock; `today` is an argument.
"""
