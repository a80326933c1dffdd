namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>A network's outputs for a number of inputs.</summary>
/// <param name="Names">What each row was computed from: a file, or <c>file[row]</c>.</param>
/// <param name="Shape">Shape of one row.</param>
/// <param name="Values">Row after row.</param>
/// <param name="Skipped">Pictures left out, and why.</param>
internal sealed record Scores(IReadOnlyList<string> Names, IReadOnlyList<int> Shape, float[] Values, IReadOnlyList<(string File, string Reason)> Skipped)
{
    /// <summary>Values per row.</summary>
    public int Width => Shape.Aggregate(1, (product, n) => product * n);

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);
}
