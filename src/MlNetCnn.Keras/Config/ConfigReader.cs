using System.Collections.Immutable;
using System.Text.Json;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Config;

/// <summary>Reads one JSON object of a Keras configuration; every mistake in it becomes a <see cref="ModelFormatException"/> with its JSON path.</summary>
internal sealed class ConfigReader
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new Dictionary<string, int>());
    private readonly JsonElement _object;
    private readonly string? _file;
    private readonly ReadingState _state;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Wraps an object.</summary>
    /// <param name="value">The JSON object.</param>
    /// <param name="path">Its JSON path, e.g. <c>$.config.layers[3].config</c>.</param>
    /// <param name="file">The file it came from.</param>
    /// <param name="kerasMajor">Major version of the Keras that wrote it (1, 2 or 3): some names changed meaning.</param>
    /// <param name="state">What all readers of the file share; null for a reader by itself.</param>
    public ConfigReader(JsonElement value, string path, string? file, int kerasMajor, ReadingState? state = null)
    {
        (_object, Path, _file, KerasMajor, _state) = (value, path, file, kerasMajor, state ?? new ReadingState());
        if (value.ValueKind != JsonValueKind.Object) throw Error($"a JSON object is expected, found {Describe(value)}.");
    }

    /// <summary>The list of layers of an object that is nothing but this list.</summary>
    private JsonElement? LayerList { get; init; }

    /// <summary>JSON path of this object.</summary>
    public string Path { get; }

    /// <summary>Major version of the Keras that wrote it.</summary>
    public int KerasMajor { get; }

    /// <summary>What all readers of the file share.</summary>
    public ReadingState State => _state;

    /// <summary>How the file spells properties that are read by their names of today, e.g. <c>nb_filter</c> for <c>filters</c>: errors name what is there.</summary>
    public IReadOnlyDictionary<string, string> OldNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The raw object.</summary>
    public JsonElement Element => _object;

    /// <summary>Whether the property is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A string, or the default when absent or null.</summary>
    public string? GetString(string name, string? defaultValue = null) =>
        Find(name) is not { } e ? defaultValue
        : e.ValueKind == JsonValueKind.String ? e.GetString()
        : throw Wrong(name, e, "a string");

    /// <summary>A string that must be there.</summary>
    public string RequireString(string name) => GetString(name) ?? throw Missing(name);

    /// <summary>A boolean, or the default when absent or null.</summary>
    public bool GetBoolean(string name, bool defaultValue) =>
        Find(name) is not { } e ? defaultValue
        : e.ValueKind is JsonValueKind.True or JsonValueKind.False ? e.GetBoolean()
        : throw Wrong(name, e, "true or false");

    /// <summary>An integer (Keras also writes 256.0), or the default when absent or null.</summary>
    public int? GetInt32(string name) => Find(name) is { } e ? ToInt32(name, e) : null;

    /// <summary>An integer that must be there.</summary>
    public int RequireInt32(string name) => GetInt32(name) ?? throw Missing(name);

    /// <summary>A finite number, or the default when absent or null.</summary>
    public double GetDouble(string name, double defaultValue) => GetDouble(name) ?? defaultValue;

    /// <summary>A finite number, or null when absent or null.</summary>
    public double? GetDouble(string name) =>
        Find(name) is not { } e ? null
        : e.ValueKind == JsonValueKind.Number && e.TryGetDouble(out var d) && double.IsFinite(d) ? d
        // Keras 2 wrote some numbers (a LeakyReLU's alpha) as numpy scalars.
        : e.ValueKind == JsonValueKind.Object && GetObject(name) is { } o && o.GetString("type") == "ndarray" ? o.GetDouble("value")
        : throw Wrong(name, e, "a number");

    /// <summary>One integer or a pair of them, as <c>kernel_size</c> or <c>strides</c> are written; null when absent or null.</summary>
    /// <param name="name">The property.</param>
    /// <param name="least">The least that is allowed.</param>
    public Size2D? GetSize(string name, int least = 1)
    {
        if (Find(name) is not { } e) return null;
        Size2D size = e.ValueKind == JsonValueKind.Number ? ToInt32(name, e)
            : e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == 2 ? (ToInt32(name, e[0]), ToInt32(name, e[1]))
            : throw Wrong(name, e, "an integer or a list of two");
        return size.Height >= least && size.Width >= least ? size : throw Wrong(name, e, least > 0 ? "a positive size" : "a size that is not negative");
    }

    /// <summary>An activation by name, or as the object that some versions write; linear when absent or null.</summary>
    public ActivationFunction GetActivation(string name)
    {
        if (Find(name) is not { } e) return Activations.Linear;
        var text = e.ValueKind switch
        {
            JsonValueKind.String => e.GetString()!,
            JsonValueKind.Object => RequireObject(name).FunctionName(),
            _ => throw Wrong(name, e, "the name of an activation function"),
        };
        // Keras 3 has another function of this name; TensorFlow called its second softmax softmax_v2.
        if (text is "hard_sigmoid" && KerasMajor < 3) return Activations.HardSigmoidKeras2;
        if (text is "softmax_v2") return Activations.Softmax;
        if (Activations.TryGet(text) is { } known) return known;
        // Keras 3's two that are no activations of a layer here.
        if (text is "glu") throw Wrong(name, e, "an activation that keeps the shape (glu halves the last axis; a Dense or Conv2D for each half, a sigmoid and a Multiply do the same)", ModelFormatReason.Unsupported);
        if (text is "threshold") throw Wrong(name, e, "an activation without arguments (threshold has no default; the layer ReLU has one, and is 0 below it)", ModelFormatReason.Unsupported);
        throw text.Contains('>', StringComparison.Ordinal)
            ? Code(name, $"the activation is the custom function '{text}'; only Keras's own can be read.")
            : Wrong(name, e, $"one of {string.Join(", ", Activations.All)}", ModelFormatReason.Unsupported);
    }

    /// <summary>The name that a serialised function has.</summary>
    private string FunctionName() => RequireString("class_name") switch
    {
        "function" => RequireString("config"),
        "__lambda__" => throw Error("the activation is a lambda: it holds code, and code from files is never run.", reason: ModelFormatReason.Code),
        var other => throw Error($"the activation is an object of class {other}; a function or a layer without weights is expected.", reason: ModelFormatReason.Unsupported),
    };

    /// <summary>An initializer by name or as an object; null (the layer's default) when absent or null.</summary>
    public Initializer? GetInitializer(string name)
    {
        if (Find(name) is not { } e) return null;
        if (e.ValueKind == JsonValueKind.String) return KerasNames<Initializer>.Create(e.GetString()!, Empty());
        var o = RequireObject(name);
        return KerasNames<Initializer>.Create(o.RequireString("class_name"), o.GetObject("config") ?? Empty());
    }

    /// <summary>A regularizer by name or as an object; null when absent, null or a custom class (which then stays unused: <see cref="IsUsed"/>).</summary>
    public Regularizer? GetRegularizer(string name) => GetKnown<Regularizer>(name);

    /// <summary>A constraint by name or as an object; null when absent, null or a custom class (which then stays unused: <see cref="IsUsed"/>).</summary>
    public Constraint? GetConstraint(string name) => GetKnown<Constraint>(name);

    /// <summary>Notes that a layer has taken the property in.</summary>
    public void MarkUsed(string name) => _used.Add(name);

    /// <summary>Whether a layer has taken the property in.</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>Checks the dimensions of an activation: known ones positive, of a product that an array can hold.</summary>
    public Shape CheckShape(string name, ReadOnlySpan<int> dimensions)
    {
        double count = 1;
        foreach (var d in dimensions)
        {
            if (d < 1 && d != Shape.Unknown) throw Error($"{name} has the dimension {d}; dimensions are positive or null.");
            count *= Math.Max(d, 1);
        }

        return count <= Array.MaxLength ? new Shape(dimensions) : throw Error($"{name} has {count:G3} elements, more than fit into memory.");
    }

    /// <summary>A list of integers where null stands for an unknown dimension; null when absent.</summary>
    public int[]? GetDimensions(string name)
    {
        if (Find(name) is not { } e) return null;
        if (e.ValueKind != JsonValueKind.Array || e.GetArrayLength() > 16) throw Wrong(name, e, "a list of at most 16 dimensions");
        return [.. e.EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Null ? Shape.Unknown : ToInt32(name, d))];
    }

    /// <summary>An object below this one, or null when absent or null.</summary>
    public ConfigReader? GetObject(string name) => Find(name) is { } e ? Below(e, $".{Spelled(name)}") : null;

    /// <summary>A reader of an object below this one.</summary>
    /// <param name="value">The object.</param>
    /// <param name="step">Its path from here, e.g. <c>.config</c> or <c>[3]</c>.</param>
    public ConfigReader Below(JsonElement value, string step) => new(value, Path + step, _file, KerasMajor, _state);

    /// <summary>A reader of this object in another spelling, at the same place.</summary>
    /// <param name="value">The object as it is spelled today.</param>
    /// <param name="oldNames">Today's name of a property to the file's.</param>
    public ConfigReader Respelled(JsonElement value, IReadOnlyDictionary<string, string> oldNames) => new(value, Path, _file, KerasMajor, _state) { OldNames = oldNames };

    /// <summary>An object below this one that the file leaves out: its <c>layers</c> stand in its place.</summary>
    public ConfigReader BelowList(JsonElement layers, string step) => new(Nothing, Path + step, _file, KerasMajor, _state) { LayerList = layers };

    /// <summary>The text of an element below this object, or of the object, to be parsed again.</summary>
    /// <exception cref="ModelFormatException">So much was copied before that the file must be nested to no good.</exception>
    public string RawText(JsonElement element)
    {
        var text = element.GetRawText();
        return _state.TryCopy(text.Length) ? text : throw Error($"objects are nested in objects in old forms so that more than {ReadLimits.CopiedCharacters} characters would be parsed again.");
    }

    /// <summary>An object below this one that must be there.</summary>
    public ConfigReader RequireObject(string name) => GetObject(name) ?? throw Missing(name);

    /// <summary>The objects of a list that must be there.</summary>
    public IReadOnlyList<ConfigReader> RequireObjects(string name)
    {
        if (Find(name) is not { } e) throw Missing(name);
        if (e.ValueKind != JsonValueKind.Array) throw Wrong(name, e, "a list");
        return [.. e.EnumerateArray().Select((item, i) => Below(item, $".{Spelled(name)}[{i}]"))];
    }

    /// <summary>The element, or null when absent or null.</summary>
    public JsonElement? Find(string name) =>
        LayerList is { } list && name == "layers" ? list
        : _object.TryGetProperty(name, out var e) && e.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? e : null;

    /// <summary>An exception that names the file and this object's path.</summary>
    public ModelFormatException Error(string message, Exception? inner = null, ModelFormatReason reason = ModelFormatReason.Malformed) => new(message, _file, Path, inner, reason);

    /// <summary>An exception for what Keras has and this library has not.</summary>
    public ModelFormatException Unsupported(string message) => Error(message, reason: ModelFormatReason.Unsupported);

    /// <summary>An exception for a property that is of the wrong kind or out of range.</summary>
    public ModelFormatException Wrong(string name, JsonElement found, string expected, ModelFormatReason reason = ModelFormatReason.Malformed) =>
        new($"{expected} is expected, found {Describe(found)}.", _file, $"{Path}.{Spelled(name)}", reason: reason);

    /// <summary>An exception for a property that asks for code.</summary>
    public ModelFormatException Code(string name, string message) => new(message, _file, $"{Path}.{Spelled(name)}", reason: ModelFormatReason.Code);

    /// <summary>Counts one more layer of the file.</summary>
    /// <exception cref="ModelFormatException">There are more than <see cref="ReadLimits.Layers"/>.</exception>
    public void CountLayer()
    {
        if (!_state.TryTake()) throw Error($"the model has more than {ReadLimits.Layers} layers, which is the most that is read.");
    }

    /// <summary>Counts one more call of a layer on so many tensors.</summary>
    /// <exception cref="ModelFormatException">There are more than <see cref="ReadLimits.Calls"/>, or than <see cref="ReadLimits.Connections"/> tensors.</exception>
    public void CountCall(int inputs)
    {
        if (!_state.TryTakeCall(inputs))
            throw Error($"the model has more than {ReadLimits.Calls} calls of layers, or {ReadLimits.Connections} connections, which is the most that is read.");
    }

    /// <summary>Counts the calls within a model that is called.</summary>
    /// <exception cref="ModelFormatException">There are more than <see cref="ReadLimits.UnfoldedCalls"/>.</exception>
    public void CountUnfolded(Layer layer)
    {
        if (layer is Model model && !_state.TryTakeUnfolded(model.UnfoldedCalls))
            throw Error($"with the calls within its nested models the model has more than {ReadLimits.UnfoldedCalls} calls of layers, which is the most that is read.");
    }

    private T? GetKnown<T>(string name)
        where T : class
    {
        if (Find(name) is not { } e) return null;
        if (e.ValueKind == JsonValueKind.String) return KerasNames<T>.Contains(e.GetString()!) ? Used(name, KerasNames<T>.Create(e.GetString()!, Empty())) : null;
        var o = RequireObject(name);
        if (o.Find("class_name") is not { ValueKind: JsonValueKind.String } c || !KerasNames<T>.Contains(c.GetString()!) || o.IsCustom(c.GetString()!)) return null;
        var config = o.GetObject("config") ?? o.Empty();
        try
        {
            return Used(name, KerasNames<T>.Create(c.GetString()!, config));
        }
        catch (ArgumentException wrong)
        {
            throw config.Error(wrong.Message, wrong);
        }
    }

    /// <summary>Whether this serialised object is somebody's own class, which only shares its name with one of Keras's.</summary>
    private bool IsCustom(string className) =>
        (Find("registered_name") is { ValueKind: JsonValueKind.String } r && r.GetString() != className)
        || (Find("module") is { ValueKind: JsonValueKind.String } m && !KerasModules.IsKeras(m.GetString()!));

    private T Used<T>(string name, T value)
    {
        _used.Add(name);
        return value;
    }

    private ConfigReader Empty() => new(Nothing, Path, _file, KerasMajor, _state);

    private string Spelled(string name) => OldNames.GetValueOrDefault(name, name);

    private ModelFormatException Missing(string name) => new("this property is missing.", _file, $"{Path}.{Spelled(name)}");

    private int ToInt32(string name, JsonElement e) =>
        e.ValueKind != JsonValueKind.Number ? throw Wrong(name, e, "an integer")
        : e.TryGetInt32(out var i) ? i
        : e.TryGetDouble(out var d) && d == Math.Floor(d) && Math.Abs(d) <= int.MaxValue ? (int)d
        : throw Wrong(name, e, "an integer");

    private static string Describe(JsonElement e)
    {
        var text = e.GetRawText();
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}
