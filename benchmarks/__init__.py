"""Speed and memory as ratios: every figure is compared with a floor measured in the same run."""
