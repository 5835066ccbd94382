"""Reports that tests bring, as somebody may have them."""

from datetime import date, timedelta

LATELY = date.today() - timedelta(days=20)
NAME = "Jane Q. Example"
# As a portal shows it: all that the picture needs stands in it.
OF_A_PORTAL = f"""DXA BONE DENSITY
Patient: {NAME}   MRN 4711
67-year-old female. Date of scan: {LATELY:%d %B %Y}
Lumbar spine L1-L4: BMD 0.812 g/cm2, T-score -2.6
Left femoral neck: BMD 0.654 g/cm2, T-score -2.3
Left total hip: BMD 0.745 g/cm2, T-score -2.0
"""
# Sixteen rows, a number without its sign, a mean, an earlier scan, FRAX, and pieces that cannot be read for sure.
OF_MANY_ROWS = f"""DXA, GE Lunar Prodigy. Date of scan: {LATELY:%d %B %Y}. Patient: {NAME}

Region            BMD (g/cm2)   T-score   Z-score
L1                0.801         -2.8      -1.1
L2                0.844         -2.5      -0.9
L3                0.861         -2.6      -0.8
L4                0.872         -2.4      -0.7
L1-L4             0.846         -2.6      -0.9
Left neck         0.654         2.3       -0.6
Left trochanter   0.602         -1.8      -0.4
Left shaft        0.902         -1.2      -0.2
Left total hip    0.745         -2.0      -0.5
Right neck        0.661         -2.2      -0.6
Right trochanter  0.611         -1.7      -0.4
Right shaft       0.911         -1.1      -0.1
Right total hip   0.752         -1.9      -0.4
Radius 33%        0.601         -1.5      -0.2
Radius UD         0.402         -1.9      -0.7
Radius total      0.502         -1.7      -0.5

FRAX: major osteoporotic fracture 18 %, hip fracture 4.2 %
Previous scan 12 March 2019: L1-L4 T-score -2.1
Another hip: T-score -3.9
"""
