using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Puts the dimensions into another order (<c>keras.layers.Permute</c>): dimension i of the output is dimension dims[i] of the input.</summary>
[KerasName("Permute")]
public sealed class Permute : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="dims">The input's dimensions in the order wanted, counted from 1 (0 would be the batch), e.g. [2, 1].</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentException">These are not the numbers from 1 on, each once.</exception>
    public Permute(IReadOnlyList<int> dims, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(dims);
        if (!dims.Order().SequenceEqual(Enumerable.Range(1, dims.Count)))
            throw new ArgumentException($"dims holds each number from 1 to the number of dimensions once, not ({string.Join(", ", dims)}).", nameof(dims));
        Dims = [.. dims];
    }

    /// <summary>The input's dimensions in the order wanted, counted from 1.</summary>
    public IReadOnlyList<int> Dims { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: Dims.Count);
        return [.. Dims.Select(d => input[d - 1])];
    }

    internal static Permute FromConfig(ConfigReader config) => new(config.GetDimensions("dims") ?? throw config.Error("dims is missing."), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("dims", new JsonArray([.. Dims.Select(d => JsonValue.Create(d))]));
}
