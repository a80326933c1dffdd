using MlNetCnn.Compute;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>
/// The mean map over variants of the picture, which is smoother and lies closer around things: <c>aug_smooth</c> of pytorch-grad-cam, by default the picture and its mirror image, each with its
/// values times 0.9, 1 and 1.1. Mirrored maps are turned back; every variant's map is brought to 0 to 1 first (<see cref="Heatmap.Normalize"/>), so that all count the same. The class
/// explained is that of the picture as it is, and so is the score.
/// </summary>
public sealed record TestTimeAugmentation
{
    /// <summary>Whether the mirror image, left and right swapped, counts too. Default true.</summary>
    public bool Flip { get; init; } = true;

    /// <summary>What the values are multiplied with, as the model takes them, after its preprocessing. Default 0.9, 1, 1.1.</summary>
    public IReadOnlyList<float> Factors
    {
        get;
        init => field = value is { Count: >= 1 and <= 64 } && value.All(float.IsFinite)
            ? [.. value]
            : throw new ArgumentException($"There are 1 to 64 finite factors, not [{string.Join(", ", value ?? [])}].", nameof(value));
    } = [0.9f, 1, 1.1f];

    /// <summary>Explains all variants.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The pictures as they are.</param>
    /// <param name="target">What is explained.</param>
    /// <param name="explain">Explains pictures that fit the model.</param>
    internal IReadOnlyList<Explanation> Average(ExplainedModel model, Tensor images, Target target, Func<Tensor, Target, IReadOnlyList<Explanation>> explain)
    {
        var plain = explain(images, target);
        var settled = plain[0].Class is null ? target : new GivenClass([.. plain.Select(e => e.Class!.Value)]) { Format = target.Format };
        var sums = plain.Select(e => new double[e.Map.Values.Length]).ToArray();
        var variants = 0;
        foreach (var flip in Flip ? [false, true] : new[] { false })
        {
            foreach (var factor in Factors)
            {
                var found = !flip && factor == 1 ? plain : explain(Variant(model, images, flip, factor), settled);
                for (var i = 0; i < found.Count; i++) Add(found[i].Map.Normalize(), flip, sums[i]);
                variants++;
            }
        }

        return [.. plain.Select((e, i) => e with { Map = new Heatmap(e.Map.Height, e.Map.Width, [.. sums[i].Select(s => (float)(s / variants))]) })];
    }

    private static Tensor Variant(ExplainedModel model, Tensor images, bool flip, float factor)
    {
        var result = new Tensor(images.Batch, images.Shape);
        var first = model.InputFormat == DataFormat.ChannelsFirst;
        var (width, step) = first ? (images.Shape[2], 1) : (images.Shape[1], images.Shape[2]);
        var row = width * step;
        var from = images.Span;
        var to = result.Span;
        for (var i = 0; i < from.Length; i++)
        {
            var (start, x, channel) = (i / row * row, i % row / step, i % step);
            to[i] = from[flip ? start + (width - 1 - x) * step + channel : i] * factor;
        }

        return result;
    }

    private static void Add(Heatmap map, bool flip, double[] sum)
    {
        for (var y = 0; y < map.Height; y++)
            for (var x = 0; x < map.Width; x++) sum[y * map.Width + x] += map[y, flip ? map.Width - 1 - x : x];
    }
}
