namespace Microsoft.ML;

/// <summary>The way of loading a transformer: from a context over its entry of a model zip.</summary>
internal delegate void SignatureLoadModel(ModelLoadContext ctx);
