"""Hard workbooks with their truth, made from a seed: every habit and trap that the reader knows.

`books.make_book(seed)` gives the bytes, the request and the truth; `tally.compare` what a reading
got wrong. The truth is known from making the book, never from reading it.
"""
