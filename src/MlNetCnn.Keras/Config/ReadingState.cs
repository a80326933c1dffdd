using System.Text.Json;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>What the readers of one file share: how many layers it may still name, and what its old spelling leaves to be known from elsewhere.</summary>
internal sealed class ReadingState
{
    private readonly List<(Layer Layer, Shape Shape, ConfigReader At)> _promises = [];
    private readonly Dictionary<long, (Layer, Layer?)> _shared = [];
    private readonly Dictionary<(string, string), (Layer, Layer?)?> _named = [];
    private int _layers, _calls, _connections;
    private long _unfolded, _copied;

    /// <summary>
    /// What a layer of Keras 1 means that does not write its <c>dim_ordering</c> (ZeroPadding2D, Cropping2D, UpSampling2D, SpatialDropout2D): Keras took it from its
    /// settings; here it is that of the file's other layers.
    /// </summary>
    public DataFormat UnwrittenFormat { get; init; }

    /// <summary>Takes a layer, if there is one left of <see cref="ReadLimits.Layers"/>.</summary>
    public bool TryTake() => ++_layers <= ReadLimits.Layers;

    /// <summary>Takes a call and its inputs, if so many are left.</summary>
    public bool TryTakeCall(int inputs) => ++_calls <= ReadLimits.Calls && (_connections += inputs) <= ReadLimits.Connections;

    /// <summary>Takes characters that are parsed again, if so many are left.</summary>
    public bool TryCopy(int characters) => (_copied += characters) <= ReadLimits.CopiedCharacters;

    /// <summary>Takes the calls within a model that is called, if so many are left.</summary>
    public bool TryTakeUnfolded(long calls) => (_unfolded = Math.Min(_unfolded + calls, long.MaxValue / 2)) <= ReadLimits.UnfoldedCalls;

    /// <summary>Notes the output's shape that a Deconvolution2D of Keras 1 was given: it did not follow from the input.</summary>
    public void Promise(Layer layer, Shape shape, ConfigReader at) => _promises.Add((layer, shape, at));

    /// <summary>
    /// The layer of another model of the file that this entry stands for, with its activation; null if it is a layer of its own. A layer that is part of several models is written
    /// once in each, with one <c>shared_object_id</c>. Keras 3.9 writes the id only from the second time on (and cannot read such a file itself); there the name tells. Its ids are addresses
    /// in memory; those of <see cref="SharedLayers"/>, which stand at every place, count from 1: the first place of such an id is a new layer, whatever names there were before.
    /// </summary>
    public (Layer Layer, Layer? Activation)? FindShared(ConfigReader entry)
    {
        if (Id(entry) is not { } id) return null;
        if (_shared.TryGetValue(id, out var known)) return known.Item1.ClassName == entry.GetString("class_name") ? known : null;
        return entry.KerasMajor >= 3 && id > ReadLimits.Layers && Key(entry) is { } key ? _named.GetValueOrDefault(key) : null;
    }

    /// <summary>Notes a layer for <see cref="FindShared"/>.</summary>
    public void NoteLayer(ConfigReader entry, Layer layer, Layer? activation)
    {
        if (layer is InputLayer) return;
        if (Id(entry) is { } id) _shared.TryAdd(id, (layer, activation));
        // Two of one name: which is meant is not to be known.
        if (Key(entry) is { } key && !_named.TryAdd(key, (layer, activation))) _named[key] = null;
    }

    private static long? Id(ConfigReader entry) => entry.Find("shared_object_id") is { ValueKind: JsonValueKind.Number } e && e.TryGetInt64(out var id) ? id : null;

    private static (string, string)? Key(ConfigReader entry) =>
        entry.Find("config") is { ValueKind: JsonValueKind.Object } config && config.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? (entry.RequireString("class_name"), name.GetString()!)
            : null;

    /// <summary>Checks the promises, when the model is built.</summary>
    /// <exception cref="ModelFormatException">A layer makes another shape.</exception>
    public void CheckPromises()
    {
        foreach (var (layer, shape, at) in _promises)
            foreach (var node in layer.Nodes)
                if (!shape.Accepts(node.Outputs[0].Shape))
                    throw at.Unsupported($"the layer '{layer.Name}' makes {node.Outputs[0].Shape.ToBatchString()}, and the file asks for the output_shape {shape.ToBatchString()}, which this Deconvolution2D cannot make.");
    }
}
