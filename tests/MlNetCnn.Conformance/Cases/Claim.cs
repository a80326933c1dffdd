using MlNetCnn.Compute;

namespace MlNetCnn.Conformance.Cases;

/// <summary>A known fact of an output.</summary>
/// <param name="Text">It in words: <c>African_elephant .9642</c>.</param>
/// <param name="Holds">Whether it holds.</param>
internal sealed record Claim(string Text, Func<Tensor, bool> Holds);
