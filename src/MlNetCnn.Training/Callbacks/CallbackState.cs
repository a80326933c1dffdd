using System.Text.Json.Nodes;

namespace MlNetCnn.Training.Callbacks;

/// <summary>What a callback remembers, for resuming: values, and arrays such as kept weights.</summary>
public sealed class CallbackState
{
    /// <summary>Starts an empty state.</summary>
    public CallbackState()
        : this([], new Dictionary<string, float[]>(StringComparer.Ordinal)) { }

    internal CallbackState(JsonObject values, IReadOnlyDictionary<string, float[]> arrays)
    {
        Values = values;
        foreach (var (name, array) in arrays) Arrays[name] = array;
    }

    /// <summary>Small values by name.</summary>
    public JsonObject Values { get; }

    /// <summary>Arrays by name.</summary>
    public IDictionary<string, float[]> Arrays { get; } = new SortedDictionary<string, float[]>(StringComparer.Ordinal);
}
