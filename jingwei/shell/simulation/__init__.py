"""An invented province: many universities of the demo's kind with years of work, written fast, the truth beside it."""
