using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Rows and columns at the four edges of a picture. Converts as Keras does: one number serves for all edges, a pair for
/// (top and bottom, left and right), a pair of pairs for ((top, bottom), (left, right)).
/// </summary>
/// <param name="Top">Rows above.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Left">Columns on the left.</param>
/// <param name="Right">Columns on the right.</param>
public readonly record struct Edges2D(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The same number at all edges.</summary>
    public static implicit operator Edges2D(int all) => new(all, all, all, all);

    /// <summary>(rows above and below, columns left and right).</summary>
    public static implicit operator Edges2D((int Height, int Width) symmetric) =>
        new(symmetric.Height, symmetric.Height, symmetric.Width, symmetric.Width);

    /// <summary>((top, bottom), (left, right)).</summary>
    public static implicit operator Edges2D(((int Top, int Bottom) Height, (int Left, int Right) Width) edges) =>
        new(edges.Height.Top, edges.Height.Bottom, edges.Width.Left, edges.Width.Right);

    /// <summary>As Python prints it: <c>((0, 1), (0, 1))</c>.</summary>
    public override string ToString() => $"(({Top}, {Bottom}), ({Left}, {Right}))";

    /// <summary>[[top, bottom], [left, right]], as Keras writes it.</summary>
    internal JsonArray ToJson() => new(new JsonArray(Top, Bottom), new JsonArray(Left, Right));

    /// <summary>A number, a pair or a pair of pairs, as Keras writes them; null when absent or null.</summary>
    internal static Edges2D? Read(ConfigReader config, string name)
    {
        if (config.Find(name) is not { } edges) return null;
        if (edges.ValueKind == JsonValueKind.Number) return config.RequireInt32(name);
        if (edges.ValueKind != JsonValueKind.Array || edges.GetArrayLength() != 2) throw Wrong();
        var (top, bottom) = Pair(edges[0]);
        var (left, right) = Pair(edges[1]);
        return new Edges2D(top, bottom, left, right);

        (int, int) Pair(JsonElement e) =>
            e.ValueKind == JsonValueKind.Number ? (Number(e), Number(e))
            : e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == 2 ? (Number(e[0]), Number(e[1]))
            : throw Wrong();

        int Number(JsonElement e) => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out var i) ? i : throw Wrong();

        ModelFormatException Wrong() => config.Wrong(name, edges, "an integer, a list of two integers, or a list of two pairs");
    }
}
