using System.Globalization;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>An attribute that an operation has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">int, float, bool, string, type, shape, tensor, ints, floats, strings, types, shapes.</param>
/// <param name="Allowed">The only strings or types it may be; null for any.</param>
/// <param name="Default">What it is where a node does not say; null where a node must.</param>
internal sealed record OpAttribute(string Name, string Kind, IReadOnlyList<string>? Allowed, AttrValue? Default)
{
    public static OpAttribute Parse(string text)
    {
        var halves = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var words = halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(words[0], words[1], words.Length > 3 ? words[3].Split(',') : null, halves.Length > 1 ? DefaultOf(words[1], halves[1]) : null);
    }

    /// <summary>Whether a value is of the attribute's kind. Of an empty list nobody can tell.</summary>
    public bool Fits(AttrValue value) => value is AttrValue.Texts { Values.Count: 0 } ? Kind is "ints" or "floats" or "strings" or "types" or "shapes" : (Kind, value) is
        ("int", AttrValue.Int) or ("float", AttrValue.Float) or ("bool", AttrValue.Bool) or ("string", AttrValue.Text) or ("type", AttrValue.Type) or ("shape", AttrValue.Shape)
        or ("tensor", AttrValue.Tensor) or ("ints", AttrValue.Ints) or ("floats", AttrValue.Floats) or ("strings", AttrValue.Texts) or ("types", AttrValue.Types) or ("shapes", AttrValue.Shapes);

    /// <summary>Whether a value is one that the operation allows.</summary>
    public bool Allows(AttrValue value) => Allowed is null || value switch
    {
        AttrValue.Text text => Allowed.Contains(text.Value),
        AttrValue.Type type => Allowed.Contains(TypeName(type.Value)),
        AttrValue.Types types => types.Values.All(t => Allowed.Contains(TypeName(t))),
        _ => true,
    };

    /// <summary>A type as TensorFlow's messages name it.</summary>
    public static string TypeName(DataType type) => type.ToString().ToLowerInvariant();

    private static AttrValue DefaultOf(string kind, string text) => kind switch
    {
        "int" => long.Parse(text, CultureInfo.InvariantCulture),
        "float" => float.Parse(text, CultureInfo.InvariantCulture),
        "bool" => bool.Parse(text),
        "string" => text.Trim('"'),
        "type" => Enum.Parse<DataType>(text, ignoreCase: true),
        "shape" => TensorShape.Unknown,
        "ints" => new AttrValue.Ints([.. text.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]),
        "strings" => new AttrValue.Texts([]),
        _ => throw new InvalidOperationException($"'{text}' as default of kind {kind}?"),
    };
}
