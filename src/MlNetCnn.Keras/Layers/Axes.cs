using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Axes as Keras counts them: with the batch from the start, or negative from the end; one number or a list.</summary>
internal static class Axes
{
    /// <summary>The axes of <c>axis</c>, -1 when absent or null.</summary>
    public static int[] Read(ConfigReader config) => config.Find("axis") is not { } e ? [-1]
        : e.ValueKind == JsonValueKind.Number ? [config.RequireInt32("axis")]
        : config.GetDimensions("axis") is { Length: > 0 } list ? list : throw config.Wrong("axis", e, "an axis or a list of them");

    /// <summary>Writes <c>axis</c>: one number where there is one.</summary>
    public static void Write(ConfigWriter config, IReadOnlyList<int> axes)
    {
        if (axes is [var only]) config.Write("axis", only); else config.Write("axis", new JsonArray([.. axes.Select(a => JsonValue.Create(a))]));
    }

    /// <summary>The dimension of a shape without the batch.</summary>
    /// <exception cref="ArgumentException">The shape has no such dimension, or it is the batch.</exception>
    public static int In(Layer layer, int axis, int rank) => (axis < 0 ? rank + axis : axis - 1) is var dimension && dimension >= 0 && dimension < rank
        ? dimension
        : throw new ArgumentException($"{layer.Name} ({layer.ClassName}) works along axis {axis}, which an input of rank {rank + 1} with the batch does not have beside the batch.");

    /// <summary>The dimensions of a shape without the batch, ascending.</summary>
    /// <exception cref="ArgumentException">The shape has no such dimension, or one is named twice.</exception>
    public static int[] In(Layer layer, IReadOnlyList<int> axes, int rank)
    {
        int[] dimensions = [.. axes.Select(axis => In(layer, axis, rank)).Order()];
        return dimensions.Distinct().Count() == dimensions.Length
            ? dimensions
            : throw new ArgumentException($"{layer.Name} ({layer.ClassName}) names an axis twice: ({string.Join(", ", axes)}).");
    }
}
