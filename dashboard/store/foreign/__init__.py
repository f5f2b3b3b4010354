"""Files of other shapes than our import files, and what each is translated from; ``shapes`` lists them."""
