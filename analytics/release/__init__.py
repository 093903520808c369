"""Which numbers may be shown, and to whom: merged categories, audited cells, published releases."""
