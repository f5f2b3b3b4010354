"""A pack as files to take along: slides, a workbook, paper. Nothing here works out a figure anew.

``pages`` says what stands where, ``charts`` what each chart shows; the rest draws the same in each format.
"""
