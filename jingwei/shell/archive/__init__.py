"""The archive: everything of the installation, or of one university, in one file that restores equal.

A plain tar, described in docs/how-to/deploy.md: `archive.json` says what it is; `tables/NAME/000001.jsonl` … hold the rows,
one JSON array a line in the order of the columns; `files/DIGEST` hold contents, `packs/PACK/…` the packs that were loaded;
`manifest.json` closes it with the digests of everything before.
"""

import re

FORMAT = 3
HEADER, MANIFEST = "archive.json", "manifest.json"
PACK = re.compile(r"packs(?:/(?!\.)[^/\\\0]+){2,}")
"""A file of a pack: no part of its name begins with a point, so that none leads out of the folder."""
