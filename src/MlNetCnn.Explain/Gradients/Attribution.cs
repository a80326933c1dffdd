using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>What a <see cref="GradientMethod"/> found for one picture.</summary>
/// <param name="Values">A batch of one of the picture's shape.</param>
/// <param name="Class">The class explained, if it is one.</param>
/// <param name="Score">The score explained.</param>
internal sealed record Attribution(Tensor Values, int? Class, float Score)
{
    /// <summary>For methods whose values add up to something.</summary>
    public Completeness? Completeness { get; init; }

    /// <summary>The layer looked at beside the picture.</summary>
    public string? Layer { get; init; }
}
