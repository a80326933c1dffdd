using System.Globalization;
using System.Text;

namespace MlNetCnn.Training;

/// <summary>
/// Everything beside the picture itself that a feature vector depends on. Two keys that differ in anything have different caches, so that
/// a cached vector is always one that would be computed again.
/// </summary>
public sealed record FeatureKey
{
    /// <summary>Weights, configurations and connections of the layers: <see cref="WeightsHash.Of"/> up to the layer.</summary>
    public required ContentHash Weights { get; init; }

    /// <summary>The layer whose output is cached, <c>outer/inner</c> inside a nested model.</summary>
    public required string Layer { get; init; }

    /// <summary>
    /// What happens between the hashed content and the model's input, completely: decoding, size, interpolation, scaling, e.g.
    /// <c>decode 1; resize 150x150 bilinear; preprocess caffe</c>.
    /// </summary>
    public required string Recipe { get; init; }

    /// <summary>The engine and the version of its arithmetic, e.g. <c>managed 2</c>: raised when the last bits of results change.</summary>
    public required string Precision { get; init; }

    /// <summary>The key in lines that people can read and that no other key has: a text's length stands before it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"weights {Weights}\nlayer {Layer.Length}:{Layer}\nrecipe {Recipe.Length}:{Recipe}\nprecision {Precision.Length}:{Precision}\n");

    /// <summary>Hash of <see cref="ToString"/>.</summary>
    internal ContentHash Hash() => ContentHash.Of(Encoding.UTF8.GetBytes(ToString()));

    /// <summary>Name of the cache's file: sixteen digits of the hash, then the layer as far as file systems take it.</summary>
    internal string FileName()
    {
        var layer = new StringBuilder();
        foreach (var c in Layer.AsSpan(0, Math.Min(Layer.Length, 64)))
            layer.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_');
        return $"{Hash().ToString()[..16]}-{layer}{FeatureCache.Extension}";
    }
}
