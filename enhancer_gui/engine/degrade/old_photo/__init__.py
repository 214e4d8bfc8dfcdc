"""What time does to a print: its tones (fading, stains, grain) and the places where the picture is gone.

Source: the kinds of damage are those of Wan et al., "Bringing old photos back to life", 2020 (unstructured: fading,
grain, blur; structured: scratches, spots, holes), drawn after the scanned prints published with it: thin bright and
dark scratches, hairs, dust, folds with frayed edges, networks of cracks down to the paper, worn borders.
"""
