"""The register of problems (问题清单): what keeps the strands apart is named, becomes a matter and ends on evidence."""
