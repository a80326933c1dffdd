using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>A class for all pictures, or one for each.</summary>
/// <param name="Indices">One, or as many as the batch has pictures.</param>
internal sealed record GivenClass(IReadOnlyList<int> Indices) : Target
{
    internal override TargetScores Of(Tensor output, ScoreKind kind)
    {
        Check(output.Batch, output.Shape);
        return TargetScores.OfClasses(this, output, kind, i => Indices[Indices.Count == 1 ? 0 : i]);
    }

    internal override void Check(int batch, Shape output)
    {
        if (Indices.Count != 1 && Indices.Count != batch) throw new ArgumentException($"There are {Indices.Count} classes for {batch} pictures: give one, or one for each.");
        foreach (var index in Indices) CheckClass(index, output);
    }

    internal override Target Slice(int start, int count) => Indices.Count == 1 ? this : this with { Indices = [.. Indices.Skip(start).Take(count)] };
}
