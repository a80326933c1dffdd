using System.Globalization;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>A picture, what the network says of it, and why.</summary>
/// <param name="File">The picture's file.</param>
/// <param name="Name">What its files start with; empty where there is one picture alone.</param>
/// <param name="Picture">The picture as it is.</param>
/// <param name="Scores">What the network says.</param>
/// <param name="Explanations">One for each method.</param>
internal sealed record ExplainedPicture(string File, string Name, Image Picture, ClassScores Scores, IReadOnlyList<Explanation> Explanations)
{
    /// <summary>Classes that are named beside a picture.</summary>
    public const int Top = 3;

    /// <summary>Where on the picture a map is highest: row and column of the middle of its first highest position; null where the map is all zeros.</summary>
    public (int Row, int Column)? Peak(Heatmap map)
    {
        if (map.Normalize().IsZero) return null;
        var best = map.Values.IndexOf(map.Values.ToArray().Max());
        return ((int)((best / map.Width + 0.5) * Picture.Height / map.Height), (int)((best % map.Width + 0.5) * Picture.Width / map.Width));
    }

    /// <summary>What was explained, e.g. <c>African_elephant (class 386)</c>.</summary>
    public string Explained => Explanations[0].Class is not { } index ? "the output"
        : Scores.Names is null ? string.Create(CultureInfo.InvariantCulture, $"class {index}")
        : string.Create(CultureInfo.InvariantCulture, $"{Scores.Name(index)} (class {index})");
}
