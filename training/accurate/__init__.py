"""Makes the model of the engine `accurate`: a small encoder, fine-tuned on the corpora, as ONNX in 8 bits."""
