"""Everything ever shown of a store, so that each release is audited together with all before it."""
