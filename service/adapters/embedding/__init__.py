"""Embedders: ONNX at run time, sentence-transformers as the reference."""
