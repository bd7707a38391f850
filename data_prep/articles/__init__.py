"""Files into articles: read (`formats`), swept (`furniture`), their head understood (`head`), split (`sentences`)."""

from data_prep.articles.reading import read_articles

__all__ = ["read_articles"]
