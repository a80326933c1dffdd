namespace MlNetCnn.Reports.Drawing;

/// <summary>What a canvas shows: primitives in drawing order over white.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record Scene(int Width, int Height, IReadOnlyList<Primitive> Primitives);
