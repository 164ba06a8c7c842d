"""What only PresentationML has: shapes that stand anywhere on a slide, and the text inside them."""
