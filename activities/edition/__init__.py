"""Making an edition: one document out of approved sections, its formats, its manifest and signature."""
