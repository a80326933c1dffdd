using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The range that a layer draws a number from, for each picture anew. One number v converts to -|v| .. |v|, as in Keras; so does a pair, put in order.</summary>
public readonly record struct FactorRange
{
    /// <summary>Makes a range; the ends may come in any order.</summary>
    /// <param name="lower">One end.</param>
    /// <param name="upper">The other.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite.</exception>
    public FactorRange(double lower, double upper)
    {
        if (!double.IsFinite(lower)) throw new ArgumentOutOfRangeException(nameof(lower), lower, "The ends of a range are finite.");
        if (!double.IsFinite(upper)) throw new ArgumentOutOfRangeException(nameof(upper), upper, "The ends of a range are finite.");
        (Lower, Upper) = (Math.Min(lower, upper), Math.Max(lower, upper));
    }

    /// <summary>The least that is drawn.</summary>
    public double Lower { get; }

    /// <summary>The most that is drawn.</summary>
    public double Upper { get; }

    /// <summary>-|v| .. |v|.</summary>
    public static implicit operator FactorRange(double factor) => new(0 - Math.Abs(factor), Math.Abs(factor));

    /// <summary>From one end to the other.</summary>
    public static implicit operator FactorRange((double Lower, double Upper) pair) => new(pair.Lower, pair.Upper);

    /// <summary>As Python prints a pair: <c>(-0.2, 0.2)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Lower}, {Upper})");

    /// <summary>Throws unless both ends lie within a range.</summary>
    internal FactorRange Check(string name, double least, double most) => Lower >= least && Upper <= most
        ? this
        : throw new ArgumentOutOfRangeException(name, this, string.Create(CultureInfo.InvariantCulture, $"{name} lies between {least} and {most}: it is a share, 0.1 for a tenth."));

    /// <summary>A number or a list of two; null when absent or null.</summary>
    internal static FactorRange? Read(ConfigReader config, string name) =>
        config.Find(name) is { ValueKind: JsonValueKind.Number } ? config.GetDouble(name)!.Value : ReadPair(config, name);

    /// <summary>A list of two numbers; null when absent or null.</summary>
    internal static FactorRange? ReadPair(ConfigReader config, string name)
    {
        if (config.Find(name) is not { } e) return null;
        return e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == 2 && e.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number)
            ? new FactorRange(e[0].GetDouble(), e[1].GetDouble())
            : throw config.Wrong(name, e, "a number or a list of two numbers");
    }

    /// <summary>A list of two.</summary>
    internal JsonNode ToPair() => new JsonArray(Lower, Upper);

    /// <summary>One number where that says the same.</summary>
    internal JsonNode ToNumberOrPair() => Lower == -Upper ? JsonValue.Create(Upper) : ToPair();
}
