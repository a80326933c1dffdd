using System.Text.Json;

namespace MlNetCnn.Compute;

/// <summary>
/// Which way each convolution of some nets is computed, as measured on some machine: measure once, keep it as JSON, and give it to every compilation. A layer that
/// the plan does not know is computed in the way that the engine's estimate picks; results differ between ways in their last bits.
/// </summary>
public sealed class ConvolutionPlan
{
    private readonly Dictionary<string, string> _methods;

    /// <summary>Makes a plan.</summary>
    /// <param name="methods">
    /// From geometry to way: a key is e.g. <c>forward 56x56x64 to 56x56x64</c> (also input and kernel, for the gradients), a value <c>direct</c> or <c>winograd4</c> (Winograd's method with tiles of 4 x 4
    /// outputs; also 2 and 3).
    /// </param>
    /// <exception cref="ArgumentException">A value is no way of convolving.</exception>
    public ConvolutionPlan(IEnumerable<KeyValuePair<string, string>> methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        _methods = new(methods, StringComparer.Ordinal);
        foreach (var (key, method) in _methods)
            if (!Convolution.ConvolutionChoice.IsMethod(method))
                throw new ArgumentException($"The plan has '{method}' for '{key}'; known are direct, winograd2, winograd3 and winograd4.", nameof(methods));
    }

    /// <summary>From geometry to way.</summary>
    public IReadOnlyDictionary<string, string> Methods => _methods;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is no JSON object of strings, or a value is no way of convolving.</exception>
    public static ConvolutionPlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return new ConvolutionPlan(JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? throw new FormatException("The plan is null; it must be a JSON object."));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"This is no convolution plan: {e.Message} A plan is a JSON object from geometries to methods, as ToJson writes it.", e);
        }
    }

    /// <summary>A JSON object from geometry to way, keys in order.</summary>
    public string ToJson() => JsonSerializer.Serialize(new SortedDictionary<string, string>(_methods, StringComparer.Ordinal), Options);

    private static JsonSerializerOptions Options { get; } = new() { WriteIndented = true };
}
