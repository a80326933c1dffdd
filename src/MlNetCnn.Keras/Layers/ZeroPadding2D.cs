using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Adds rows and columns of zeros at the edges (<c>keras.layers.ZeroPadding2D</c>).</summary>
[KerasName("ZeroPadding2D")]
public sealed class ZeroPadding2D : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="padding">Rows and columns to add: a number, a pair, or ((top, bottom), (left, right)). Default 1.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding2D(Edges2D? padding = null, string? name = null)
        : base(name)
    {
        Padding = padding ?? 1;
        if (Padding is not { Top: >= 0, Bottom: >= 0, Left: >= 0, Right: >= 0 })
            throw new ArgumentOutOfRangeException(nameof(padding), padding, "Rows and columns of padding cannot be negative.");
    }

    /// <summary>Rows and columns to add.</summary>
    public Edges2D Padding { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        return [Grow(input[0], Padding.Top, Padding.Bottom), Grow(input[1], Padding.Left, Padding.Right), input[2]];
    }

    private int Grow(int size, int before, int after) =>
        size == Shape.Unknown ? Shape.Unknown : Window.CheckDimension(this, (long)size + before + after);

    internal static ZeroPadding2D FromConfig(ConfigReader config) =>
        new(config.Find("padding") is { } e ? ReadEdges(config, e) : null, config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("padding", new JsonArray(new JsonArray(Padding.Top, Padding.Bottom), new JsonArray(Padding.Left, Padding.Right)));
        config.Write("data_format", "channels_last");
    }

    private static Edges2D ReadEdges(ConfigReader config, JsonElement padding)
    {
        if (padding.ValueKind == JsonValueKind.Number) return config.RequireInt32("padding");
        if (padding.ValueKind != JsonValueKind.Array || padding.GetArrayLength() != 2) throw Wrong();
        var (top, bottom) = Pair(padding[0]);
        var (left, right) = Pair(padding[1]);
        return new Edges2D(top, bottom, left, right);

        (int, int) Pair(JsonElement e) =>
            e.ValueKind == JsonValueKind.Number ? (Number(e), Number(e))
            : e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == 2 ? (Number(e[0]), Number(e[1]))
            : throw Wrong();

        int Number(JsonElement e) => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out var i) ? i : throw Wrong();

        ModelFormatException Wrong() => config.Wrong("padding", padding, "an integer, a list of two integers, or a list of two pairs");
    }
}
