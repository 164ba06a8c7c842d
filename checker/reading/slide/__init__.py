"""What only PresentationML has: shapes that stand anywhere on a slide (`order`), and the text inside them (`text`)."""
