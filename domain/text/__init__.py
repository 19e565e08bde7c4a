"""Text rules: canonical form, alignment, comparison, classification, merging and anchoring over the Pandoc AST."""
