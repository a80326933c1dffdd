using System.Text.Json;

namespace MlNetCnn.Keras.Config;

/// <summary>A number, or one for each channel, that a TensorFlow function computes with.</summary>
/// <param name="Values">One number, or one for each index of the last axis.</param>
/// <param name="Rank">Lists around the numbers: [[[[1, 2, 3]]]] has 4.</param>
/// <param name="IsFirst">Whether it is the first argument, as in 1 - x.</param>
internal sealed record TensorFlowConstant(double[] Values, int Rank, bool IsFirst)
{
    /// <summary>The constant among the two arguments of an arithmetic function; null if there is none that can be understood.</summary>
    public static TensorFlowConstant? Of(InboundNode call) =>
        call.Constant is { } first ? Read(first, isFirst: true)
        : call.Keywords?.Find("y") is { } y ? Read(y, isFirst: false)
        : null;

    /// <summary>A number, or a list of numbers that may be alone in further lists; null for all else.</summary>
    public static TensorFlowConstant? Read(JsonElement e, bool isFirst)
    {
        if (Number(e) is { } number) return new([number], 0, isFirst);
        if (e.ValueKind != JsonValueKind.Array) return null;
        var rank = 1;
        for (; e.GetArrayLength() == 1 && e[0].ValueKind == JsonValueKind.Array; e = e[0]) rank++;
        double?[] values = [.. e.EnumerateArray().Select(Number)];
        return values.Length > 0 && values.All(v => v is not null) ? new([.. values.Select(v => v!.Value)], rank, isFirst) : null;
    }

    /// <summary>The values, changed.</summary>
    public double[] Map(Func<double, double> f) => [.. Values.Select(f)];

    private static double? Number(JsonElement e) => e.ValueKind == JsonValueKind.Number && e.TryGetDouble(out var d) && double.IsFinite(d) ? d : null;
}
