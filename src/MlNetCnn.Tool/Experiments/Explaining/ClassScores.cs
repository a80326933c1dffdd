using System.Globalization;
using MlNetCnn.Compute;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>What a network says of a picture, class by class.</summary>
/// <param name="Values">One score per class; of two classes that one number decides both; of a number that is no probability, it alone.</param>
/// <param name="Names">Names of the classes; null where there are none.</param>
/// <param name="Kind">What the scores are.</param>
internal sealed record ClassScores(IReadOnlyList<float> Values, IReadOnlyList<string>? Names, OutputKind Kind)
{
    /// <summary>Reads them off the output of one picture. Where the output has positions, a class's score is its mean over them.</summary>
    public static ClassScores Of(Tensor output, LookedIntoNetwork network)
    {
        var values = output[0].ToArray();
        if (network.Output == OutputKind.Number) return new ClassScores(values, null, network.Output);
        if (values.Length == 1) return new ClassScores([1 - values[0], values[0]], network.ClassNames, network.Output);
        var classes = OutputKinds.ClassCount(network.Model.OutputShape);
        return new ClassScores([.. Enumerable.Range(0, classes).Select(c => (float)Every(values, c, classes).Average())], network.ClassNames, network.Output);
    }

    /// <summary>The best classes, equals in order of index.</summary>
    public IReadOnlyList<(int Class, string Name, float Score)> Best(int count) =>
        [.. Values.Select((score, c) => (Class: c, Name: Name(c), Score: score)).OrderByDescending(c => c.Score).ThenBy(c => c.Class).Take(count)];

    /// <summary>Name of a class, else its index.</summary>
    public string Name(int index) => Kind == OutputKind.Number ? "output" : Names?[index] ?? index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The best classes with their scores, in a line.</summary>
    public string InWords(int count) => string.Join(", ", Best(count).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Score:F4}")));

    private static IEnumerable<double> Every(float[] values, int start, int step)
    {
        for (var i = start; i < values.Length; i += step) yield return values[i];
    }
}
