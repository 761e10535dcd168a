"""The ground taken away: archives and restoring, killed processes, full disks, databases that go and come."""
