"""What the classing of changes knows about words, as tables; Russian, with the main English ones.

All words are in lower case with е for ё. A table may be widened freely: what is in no table is of substance.
"""
