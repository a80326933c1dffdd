using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;

namespace MlNetCnn.Conformance.Runtimes;

/// <summary>A case as a file.</summary>
/// <param name="Case">The case.</param>
/// <param name="File">The file.</param>
/// <param name="Inputs">What goes in, by the file's names, with the shape of the batch that the file wants.</param>
/// <param name="Outputs">The file's names of what comes out.</param>
/// <param name="Expected">What the managed engine makes of it.</param>
internal sealed record FileCase(ConformanceCase Case, string File, IReadOnlyList<(string Name, int[] Shape, float[] Values)> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<Tensor> Expected);
