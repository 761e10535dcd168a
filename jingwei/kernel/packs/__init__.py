"""The pack reader: policy as data, from YAML to strict frozen objects, every fault with file and line."""
