"""What other papers say: passages that they share with a material, and how common its words are among them."""
