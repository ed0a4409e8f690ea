"""What only all agencies together can show. Takes outcomes and the roster, gives outcomes with more findings.

check: check_county, all of it. agencies: who reported (G-01, G-10 to G-12). versions: several workbooks of
one agency (G-01). parts, hints: the county's own report against their sum (G-02 to G-06). copied: copied
texts (G-08). mentions: other agencies' names in texts (G-09).
"""
