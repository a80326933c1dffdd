using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// x * scale + offset (<c>keras.layers.Rescaling</c>, in tf.keras 2 also <c>keras.layers.experimental.preprocessing.Rescaling</c>), with one number for all or one for each
/// index of the last axis, as Keras's EfficientNet has it.
/// </summary>
[KerasName("Rescaling")]
public sealed class Rescaling : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="scale">The factor, e.g. 1 / 255.</param>
    /// <param name="offset">Added afterwards. Default 0.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public Rescaling(double scale, double offset = 0, string? name = null)
        : this([scale], [offset], name) { }

    /// <summary>Makes the layer.</summary>
    /// <param name="scales">One factor for all, or one for each index of the last axis.</param>
    /// <param name="offsets">Added afterwards, likewise; null for 0.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    /// <exception cref="ArgumentException">There is no number, or both are lists of several numbers, not as many.</exception>
    public Rescaling(IReadOnlyList<double> scales, IReadOnlyList<double>? offsets, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(scales);
        (Scales, Offsets) = ([.. scales], [.. offsets ?? [0]]);
        foreach (var scale in Scales) if (!double.IsFinite(scale)) throw new ArgumentOutOfRangeException(nameof(scales), scale, "The scale must be finite.");
        foreach (var offset in Offsets) if (!double.IsFinite(offset)) throw new ArgumentOutOfRangeException(nameof(offsets), offset, "The offset must be finite.");
        if (Scales.Count == 0 || Offsets.Count == 0) throw new ArgumentException("There is at least one scale and one offset.", nameof(scales));
        if (Scales.Count > 1 && Offsets.Count > 1 && Scales.Count != Offsets.Count)
            throw new ArgumentException($"There are {Scales.Count} scales and {Offsets.Count} offsets: there are as many of both, or one.", nameof(offsets));
    }

    /// <summary>The factor; the first of them where there are several.</summary>
    public double Scale => Scales[0];

    /// <summary>Added afterwards; the first of them where there are several.</summary>
    public double Offset => Offsets[0];

    /// <summary>The factors: one, or one for each index of the last axis.</summary>
    public IReadOnlyList<double> Scales { get; }

    /// <summary>What is added: one, or one for each index of the last axis.</summary>
    public IReadOnlyList<double> Offsets { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        var count = Math.Max(Scales.Count, Offsets.Count);
        return count == 1 || (input.Rank > 0 && input[^1] is var last && (last == count || last == Shape.Unknown))
            ? input
            : throw new ArgumentException($"{Name} (Rescaling) has {count} scales or offsets, for an input whose last axis has as many, not {input.ToBatchString()}.");
    }

    internal static Rescaling FromConfig(ConfigReader config) =>
        new(Read(config, "scale") ?? throw config.Error("scale is missing."), Read(config, "offset"), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        Write(config, "scale", Scales);
        Write(config, "offset", Offsets);
    }

    private static double[]? Read(ConfigReader config, string name)
    {
        if (config.Find(name) is not { } e) return null;
        // Keras 3 writes arrays as objects with their values.
        if (e.ValueKind == JsonValueKind.Object && config.RequireObject(name).GetString("class_name") is "__numpy__" or "__tensor__") e = config.RequireObject(name).RequireObject("config").Find("value") ?? e;
        if (e.ValueKind != JsonValueKind.Array) return [config.GetDouble(name)!.Value];
        return e.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number) ? [.. e.EnumerateArray().Select(v => v.GetDouble())] : throw config.Wrong(name, e, "a number or a list of numbers");
    }

    private static void Write(ConfigWriter config, string name, IReadOnlyList<double> values)
    {
        if (values is [var only]) config.Write(name, only); else config.Write(name, new JsonArray([.. values.Select(v => JsonValue.Create(v))]));
    }
}
