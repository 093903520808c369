"""How often the product's intervals hold the truth, over many simulated programs."""
