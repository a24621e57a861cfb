"""What a Chinese text is made of, whoever asks: the words and names in it that are not parted."""
