"""What pages are made of in Streamlit: filters, event panel, source text, table, loading, style."""
