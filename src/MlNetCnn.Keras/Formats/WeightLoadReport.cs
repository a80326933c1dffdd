namespace MlNetCnn.Keras;

/// <summary>What loading a weight file did, by layer. Layers without weights are not mentioned.</summary>
/// <param name="Loaded">Layers of the model that got their weights, in its order; those of a nested model as <c>vgg16/block1_conv1</c> where the file keeps them apart.</param>
/// <param name="Missing">Layers of the model that the file has no weights for; they keep theirs.</param>
/// <param name="Ignored">Layers of the file that were not used: not in the model, or skipped because they do not fit.</param>
public sealed record WeightLoadReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Ignored);
