"""One drawing scored as the instruments that clinics and studies use; read `definition` first, then `scoring`.

Scores count areas and measure extent. They say nothing of a cause, and none of them is complete without the patient.
"""
