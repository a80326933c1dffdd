using System.Text.Json;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>The functions of <see cref="TensorFlowFunctions"/> that go by shapes and axes, which TensorFlow counts with the batch; null where no layer does the same.</summary>
internal static class TensorFlowShapes
{
    /// <summary><c>tf.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]])</c> with zeros.</summary>
    public static Layer? Pad(string name, ConfigReader arguments)
    {
        if (!string.Equals(arguments.GetString("mode", "CONSTANT"), "CONSTANT", StringComparison.OrdinalIgnoreCase) || arguments.GetDouble("constant_values", 0) != 0) return null;
        if (arguments.Find("paddings") is not { ValueKind: JsonValueKind.Array } pairs || pairs.GetArrayLength() != 4) return null;
        var edges = new List<int>();
        foreach (var pair in pairs.EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2) return null;
            foreach (var edge in pair.EnumerateArray())
            {
                if (edge.ValueKind != JsonValueKind.Number || !edge.TryGetInt32(out var size) || size < 0) return null;
                edges.Add(size);
            }
        }

        return edges is [0, 0, var top, var bottom, var left, var right, 0, 0] ? new ZeroPadding2D(new Edges2D(top, bottom, left, right), name: name) : null;
    }

    /// <summary><c>tf.reshape(x, [-1, ...])</c>: the batch stays, and all else is given.</summary>
    public static Layer? Reshape(string name, ConfigReader arguments) =>
        arguments.GetDimensions("shape") is [-1, .. var sizes] && sizes.Length > 0 && sizes.All(s => s > 0) ? new Reshape(arguments.CheckShape("shape", sizes), name) : null;

    /// <summary><c>tf.transpose(x, [0, ...])</c>: the batch stays in front.</summary>
    public static Layer? Transpose(string name, ConfigReader arguments) =>
        arguments.GetDimensions("perm") is [0, .. var dims] && dims.Length > 0 ? new Permute(dims, name) : null;

    /// <summary><c>tf.image.resize</c> of TensorFlow 2, which Keras's Resizing calls.</summary>
    public static Layer? Resize(string name, ConfigReader arguments)
    {
        Interpolation? interpolation = arguments.GetString("method", "bilinear") switch
        {
            "nearest" => Interpolation.Nearest,
            "bilinear" => Interpolation.Bilinear,
            "bicubic" => Interpolation.Bicubic,
            "lanczos3" => Interpolation.Lanczos3,
            "lanczos5" => Interpolation.Lanczos5,
            _ => null,
        };
        return interpolation is { } way && arguments.Find("size") is { ValueKind: JsonValueKind.Array } && arguments.GetSize("size") is { } size && !arguments.GetBoolean("preserve_aspect_ratio", false)
            ? new Resizing(size.Height, size.Width, way, antialias: arguments.GetBoolean("antialias", false), name: name)
            : null;
    }

    /// <summary><c>tf.math.l2_normalize</c>, which Keras's UnitNormalization calls.</summary>
    public static Layer? Normalize(string name, ConfigReader? arguments) => arguments?.Find("axis") switch
    {
        { ValueKind: JsonValueKind.Number } => new UnitNormalization([arguments.RequireInt32("axis")], name),
        { ValueKind: JsonValueKind.Array } => new UnitNormalization(arguments.GetDimensions("axis"), name),
        _ => null,
    };
}
