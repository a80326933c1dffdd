namespace MlNetCnn.Compute;

/// <summary>What <see cref="IExecutable.Differentiate"/> gives.</summary>
/// <param name="Output">The first output.</param>
/// <param name="Values">One tensor per name of <see cref="GradientQuery.Values"/>.</param>
/// <param name="Gradients">One tensor per name of <see cref="GradientQuery.WithRespectTo"/>, shaped as that layer's output; for a weight a batch of one, shaped as the weight.</param>
public sealed record GradientResult(Tensor Output, IReadOnlyList<Tensor> Values, IReadOnlyList<Tensor> Gradients);
