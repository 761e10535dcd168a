"""The matters told by hand, so that something sensible waits for everybody who signs in."""
