"""How the embedded weights are made and measured."""
