"""The design system: tokens, pictures, icons, components, behaviours; knows no noun of the policy."""
