using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>A class for all pictures, or one for each.</summary>
/// <param name="Indices">One, or as many as the batch has pictures.</param>
internal sealed record GivenClass(IReadOnlyList<int> Indices) : Target
{
    internal override TargetScores Of(Tensor output, ScoreKind kind)
    {
        if (Indices.Count != 1 && Indices.Count != output.Batch) throw new ArgumentException($"There are {Indices.Count} classes for {output.Batch} pictures: give one, or one for each.");
        return TargetScores.OfClasses(output, kind, i => Indices[Indices.Count == 1 ? 0 : i]);
    }
}
