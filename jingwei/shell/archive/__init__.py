"""The archive: everything of the installation, or of one university, in one file that restores equal.

A plain tar, described in docs/how-to/deploy.md: `archive.json` says what it is; `tables/NAME/000001.jsonl` … hold the rows,
one JSON array a line in the order of the columns; `files/DIGEST` hold contents; `manifest.json` closes it with the
digests of everything before.
"""

FORMAT = 1
HEADER, MANIFEST = "archive.json", "manifest.json"
