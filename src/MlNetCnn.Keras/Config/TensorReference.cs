using System.Globalization;
using System.Text.Json;

namespace MlNetCnn.Keras.Config;

/// <summary>A tensor as files name it: <c>["conv2d", 0, 0]</c>, the layer, which call of it, which output of the call.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Call">Index of the call, as written.</param>
/// <param name="Output">Index of the output.</param>
/// <param name="Place">JSON path, for errors.</param>
/// <param name="IsLegacy">Written in the list form of Keras 2, where the calls of a nested model count from 1.</param>
internal readonly record struct TensorReference(string Layer, int Call, int Output, string Place, bool IsLegacy)
{
    public static TensorReference Read(ConfigReader at, JsonElement e, string step, bool isLegacy)
    {
        if (e.ValueKind != JsonValueKind.Array || e.GetArrayLength() < 3 || e[0].ValueKind != JsonValueKind.String)
            throw at.Wrong(step.TrimStart('.'), e, "a tensor as [\"layer\", call, output]");
        return new TensorReference(e[0].GetString()!, Index(e[1]), Index(e[2]), at.Path + step, isLegacy);

        int Index(JsonElement number) => number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var i) && i >= 0
            ? i
            : throw at.Wrong(step.TrimStart('.'), number, "the index of a call or output");
    }

    /// <summary>As written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[\"{Layer}\", {Call}, {Output}]");
}
