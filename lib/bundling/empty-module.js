// Stands in for modules that no function uses, so that bundles leave them out.
