"""The grammar of the house: actor, action, rule, flow, event, page, error, manifest; no tables."""
