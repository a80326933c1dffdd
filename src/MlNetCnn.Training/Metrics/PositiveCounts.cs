using System.Globalization;
using System.Text.Json;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>What <see cref="Precision"/> and <see cref="Recall"/> share: which outputs are counted, and the counts.</summary>
internal sealed class PositiveCounts(string metric, float threshold, int? topK, int? classId, Func<PositiveCounts, double> result) : MetricAccumulator
{
    // What Keras puts in the place of scores that are not among the highest.
    private const float Left = -1e10f;

    public double TruePositives { get; private set; }

    public double FalsePositives { get; private set; }

    public double FalseNegatives { get; private set; }

    public override double Result => result(this);

    /// <summary>Checks a metric's options and gives the threshold, as Keras parses them.</summary>
    public static float Threshold(string type, float? thresholds, int? topK, int? classId)
    {
        new OptionErrors(type)
            .Require(thresholds is null or (>= 0 and <= 1), nameof(thresholds), thresholds, "from 0 to 1, or null")
            .Require(topK is null or >= 1, nameof(topK), topK, "at least 1, or null")
            .Require(classId is null or >= 0, nameof(classId), classId, "at least 0, or null")
            .ThrowIfAny();
        return thresholds ?? (topK is null ? 0.5f : Left);
    }

    /// <summary>The threshold of a Keras file: a number, a list of one, or null.</summary>
    public static float? Threshold(ConfigReader config) => config.Find("thresholds") is { ValueKind: JsonValueKind.Array } list
        ? list.GetArrayLength() == 1 && list[0].ValueKind == JsonValueKind.Number ? (float)list[0].GetDouble() : throw config.Wrong("thresholds", list, "one threshold")
        : (float?)config.GetDouble("thresholds");

    /// <summary>Refuses shapes that cannot be compared value by value.</summary>
    public static void Check(string metric, Shape output, Shape target, int? topK, int? classId)
    {
        if (output.Count != target.Count)
            throw new ArgumentException($"{metric} compares each output with a target of 0 or 1: outputs of shape {output.ToBatchString()} do not fit targets of {target.ToBatchString()}.");
        if (classId >= output.Count || topK > output.Count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{metric} has class {classId} and the highest {topK}, but there are {output.Count} outputs."));
    }

    /// <summary>a / b, and 0 where b is.</summary>
    public static double Ratio(double a, double b) => b == 0 ? 0 : a / b;

    public override void Update(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight = 1)
    {
        for (var i = classId ?? 0; i < (classId + 1 ?? output.Length); i++)
        {
            var score = topK is { } k && !IsAmongHighest(output, i, k) ? Left : output[i];
            bool positive = score > threshold, wanted = target[i] != 0;
            if (positive && wanted) TruePositives += weight;
            else if (positive) FalsePositives += weight;
            else if (wanted) FalseNegatives += weight;
        }
    }

    public override double[] Save() => [TruePositives, FalsePositives, FalseNegatives];

    public override void Restore(ReadOnlySpan<double> counts)
    {
        if (counts.Length != 3) throw new ArgumentException($"{metric} counts three numbers, not {counts.Length}.", nameof(counts));
        (TruePositives, FalsePositives, FalseNegatives) = (counts[0], counts[1], counts[2]);
    }

    // Exactly k are: of equal scores the first, as TensorFlow's top_k.
    private static bool IsAmongHighest(ReadOnlySpan<float> output, int index, int k)
    {
        var before = 0;
        for (var i = 0; i < output.Length; i++)
            if (output[i] > output[index] || (output[i] == output[index] && i < index)) before++;
        return before < k;
    }
}
