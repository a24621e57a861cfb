"""What runs with the jianbao that is measured, or with a rival, in a process of its own."""
