"""The suite: one folder per layer, one plugin per promise that holds for every test."""
