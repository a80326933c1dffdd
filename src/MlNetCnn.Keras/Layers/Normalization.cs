using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Initializers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// (x - mean) / max(sqrt(variance), 1e-7) with fixed mean and variance (<c>keras.layers.Normalization</c>), or the way back,
/// mean + x * max(sqrt(variance), 1e-7). Mean and variance are given, or they are weights that no optimizer changes.
/// </summary>
[KerasName("Normalization")]
public sealed class Normalization : Layer
{
    private JsonNode? _writtenMean, _writtenVariance;
    private int[]? _nested;

    /// <summary>Makes the layer.</summary>
    /// <param name="axes">
    /// The axes that have a mean of their own at each index, counted with the batch from the start (1 is the first dimension of <see cref="Shape"/>), or negative
    /// from the end; empty for one mean of everything. Default -1, the channels.
    /// </param>
    /// <param name="mean">One value, or one for each position of the axes in row-major order; null to make it a weight. Default null.</param>
    /// <param name="variance">Likewise, not negative; given if and only if the mean is.</param>
    /// <param name="invert">Whether the way back is computed. Default false.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis is 0, the batch.</exception>
    /// <exception cref="ArgumentException">Only one of mean and variance is given, or they hold no numbers.</exception>
    public Normalization(IReadOnlyList<int>? axes = null, IReadOnlyList<double>? mean = null, IReadOnlyList<double>? variance = null, bool invert = false, string? name = null)
        : base(name)
    {
        Axes = [.. axes ?? [-1]];
        if (Axes.Contains(0)) throw new ArgumentOutOfRangeException(nameof(axes), 0, "Axis 0 is the batch, whose size is not fixed.");
        if ((mean is null) != (variance is null)) throw new ArgumentException("Mean and variance are given together or not at all.", mean is null ? nameof(mean) : nameof(variance));
        if (mean is { Count: 0 } || variance is { Count: 0 }) throw new ArgumentException("Mean and variance hold at least one value.", nameof(mean));
        if (mean?.All(double.IsFinite) == false) throw new ArgumentException($"The mean ({string.Join(", ", mean)}) must be finite.", nameof(mean));
        if (variance?.All(v => v is >= 0 and < double.PositiveInfinity) == false)
            throw new ArgumentException($"The variance ({string.Join(", ", variance)}) must be finite and not negative.", nameof(variance));
        Mean = mean is null ? null : [.. mean];
        Variance = variance is null ? null : [.. variance];
        Invert = invert;
    }

    /// <summary>The axes as given: counted with the batch, or negative from the end.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>The mean as given, one value or one for each position of the axes; null when it is a weight.</summary>
    public IReadOnlyList<double>? Mean { get; }

    /// <summary>The variance as given; null when it is a weight.</summary>
    public IReadOnlyList<double>? Variance { get; }

    /// <summary>Whether the way back is computed.</summary>
    public bool Invert { get; }

    /// <summary>The mean as a weight, one dimension for each of the axes, not trainable; null when it was given, or before the layer is built.</summary>
    public Weight? MeanWeight { get; private set; }

    /// <summary>The variance as a weight; null when it was given, or before the layer is built.</summary>
    public Weight? VarianceWeight { get; private set; }

    /// <summary>A number that old versions of Keras kept, of shape (); it has no effect.</summary>
    public Weight? Count { get; private set; }

    /// <summary>The axes as ascending indices into a <see cref="Shape"/> of that rank (without the batch).</summary>
    /// <exception cref="ArgumentException">The input has no such axis.</exception>
    public IReadOnlyList<int> AxesIn(int rank)
    {
        int[] axes = [.. Axes.Select(a => a < 0 ? rank + a : a - 1).Distinct().Order()];
        return axes.All(a => a >= 0 && a < rank)
            ? axes
            : throw new ArgumentException($"{Name} (Normalization) has the axes ({string.Join(", ", Axes)}), which an input of rank {rank + 1} with the batch does not have.");
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        var kept = Kept(input);
        if (MeanWeight is { } mean && !kept.Accepts(mean.Shape))
            throw new ArgumentException($"{Name} (Normalization) was built for other inputs: its mean has the shape {mean.Shape}, which does not fit {input.ToBatchString()}.");
        CheckCount(Mean, "mean", kept, input);
        CheckCount(Variance, "variance", kept, input);
        return input;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        var kept = Kept(input);
        if (Mean is null)
        {
            MeanWeight = AddWeight("mean", kept, new Zeros(), trainable: false);
            VarianceWeight = AddWeight("variance", kept, new Ones(), trainable: false);
            Count = AddWeight("count", [], new Zeros(), trainable: false);
        }

        // Keras broadcasts what is given from the end, so that all but the last axis need their place: (1, 3, 1) for axis 1 of a picture.
        var axes = AxesIn(input.Rank);
        if (kept.IsKnown && axes.Any(a => a != input.Rank - 1)) _nested = [1, .. input.Select((d, i) => axes.Contains(i) ? d : 1)];
    }

    internal static Normalization FromConfig(ConfigReader config)
    {
        int[]? axes = config.Find("axis") is { ValueKind: JsonValueKind.Number } ? [config.RequireInt32("axis")]
            : config.Element.TryGetProperty("axis", out var e) && e.ValueKind == JsonValueKind.Null ? []
            : config.GetDimensions("axis");
        return new Normalization(axes, ReadNumbers(config, "mean"), ReadNumbers(config, "variance"), config.GetBoolean("invert", false), config.GetString("name"))
        {
            _writtenMean = Copy(config, "mean"),
            _writtenVariance = Copy(config, "variance"),
        };
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("axis", new JsonArray([.. Axes.Select(a => JsonValue.Create(a))]));
        config.Write("invert", Invert);
        config.Write("mean", _writtenMean?.DeepClone() ?? Nest(Mean));
        config.Write("variance", _writtenVariance?.DeepClone() ?? Nest(Variance));
    }

    private Shape Kept(Shape input) => [.. AxesIn(input.Rank).Select(a => input[a])];

    private void CheckCount(IReadOnlyList<double>? values, string what, Shape kept, Shape input)
    {
        if (values is { Count: > 1 } && kept.IsKnown && values.Count != kept.Count)
            throw new ArgumentException($"{Name} (Normalization) has {values.Count} values of {what}, where {input.ToBatchString()} takes {kept.Count}, or one for all.");
    }

    private JsonArray? Nest(IReadOnlyList<double>? values)
    {
        if (values is null) return null;
        var next = 0;
        return values.Count > 1 && _nested is not null ? Level(0) : [.. values.Select(v => JsonValue.Create(v))];

        JsonArray Level(int dimension)
        {
            var list = new JsonArray();
            for (var i = 0; i < _nested![dimension]; i++) list.Add(dimension == _nested.Length - 1 ? JsonValue.Create(values[next++]) : Level(dimension + 1));
            return list;
        }
    }

    /// <summary>A number, or the numbers of a list of lists in order.</summary>
    private static List<double>? ReadNumbers(ConfigReader config, string name)
    {
        if (config.Find(name) is not { } e) return null;
        var numbers = new List<double>();
        Collect(e);
        return numbers;

        void Collect(JsonElement item)
        {
            if (item.ValueKind == JsonValueKind.Array) foreach (var inner in item.EnumerateArray()) Collect(inner);
            else if (item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var d) && double.IsFinite(d)) numbers.Add(d);
            else throw config.Wrong(name, e, "a number or a list of numbers");
        }
    }

    private static JsonNode? Copy(ConfigReader config, string name) =>
        config.Find(name) is { } e ? JsonNode.Parse(e.GetRawText(), documentOptions: ModelConfig.Reading) : null;
}
