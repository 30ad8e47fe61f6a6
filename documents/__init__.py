"""How a plan reads: content → document tree → HTML, PDF, DOCX; a pure library.

Nothing here imports Django or another package of the project, asks the clock, the network or a
random source: the same input gives the same bytes.
"""
