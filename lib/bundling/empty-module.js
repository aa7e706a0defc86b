// Replaces modules that no function uses, so that bundles omit them.
