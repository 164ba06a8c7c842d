"""Document -> sentences, words, phrases and facts: jieba and the lexicons live here."""
