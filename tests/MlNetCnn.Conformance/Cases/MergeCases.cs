using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Layers over several inputs.</summary>
internal static class MergeCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Merge("add", [[4, 5, 3], [4, 5, 3], [4, 5, 3]], () => new Add()),
        Merge("add_broadcast", [[4, 5, 3], [3]], () => new Add()),
        Merge("add_broadcast_ones", [[4, 5, 3], [1, 1, 3]], () => new Add()),
        Merge("subtract", [[4, 5, 3], [4, 5, 3]], () => new Subtract()),
        Merge("multiply", [[4, 5, 3], [4, 5, 3], [1, 1, 3]], () => new Multiply()),
        Merge("average", [[4, 3], [4, 3], [4, 3]], () => new Average()),
        Merge("maximum", [[4, 5, 3], [4, 5, 3], [4, 5, 3]], () => new Maximum()),
        Merge("minimum", [[6], [6]], () => new Minimum()),
        Merge("concatenate_channels", [[4, 5, 3], [4, 5, 2]], () => new Concatenate()),
        Merge("concatenate_rows", [[4, 5, 3], [2, 5, 3]], () => new Concatenate(1)),
        Merge("concatenate_columns", [[4, 5, 3], [4, 1, 3], [4, 2, 3]], () => new Concatenate(-2)),
        Merge("concatenate_vectors", [[4], [3]], () => new Concatenate()),
        Merge("dot_vectors", [[5], [5]], () => new Dot(1)),
        Merge("dot_vectors_normalized", [[5], [5]], () => new Dot(1, normalize: true)),
        Merge("dot_matrices", [[4, 5], [5, 3]], () => new Dot(2, 1)),
        Merge("dot_matrices_other_axes", [[4, 5], [3, 4]], () => new Dot(1, 2, normalize: true)),
        Merge("dot_pictures", [[3, 4, 5], [4, 2]], () => new Dot(2, 1)),
    ];
}
