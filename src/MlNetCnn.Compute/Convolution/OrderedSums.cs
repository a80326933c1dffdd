using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Convolution;

/// <summary>Adds up partial results in float64, in their order.</summary>
internal static unsafe class OrderedSums
{
    /// <summary>target[i] = sum over p of parts[p * distance + i].</summary>
    /// <param name="run">Threads.</param>
    /// <param name="parts">The partial results.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="distance">Distance from one to the next.</param>
    /// <param name="rows">Rows of a result.</param>
    /// <param name="rowDistance">Distance of a partial result's rows.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="target">Where the sums go.</param>
    /// <param name="targetDistance">Distance of its rows.</param>
    public static void Add(Execution run, float* parts, int count, nint distance, int rows, nint rowDistance, int columns, float* target, nint targetDistance)
    {
        run.ForPieces(rows, Math.Max(1, 4096 / columns), (start, length) =>
        {
            for (var r = start; r < start + length; r++)
            {
                float* from = parts + r * rowDistance, to = target + r * targetDistance;
                if (count == 1)
                {
                    new ReadOnlySpan<float>(from, columns).CopyTo(new Span<float>(to, columns));
                    continue;
                }

                for (var c = 0; c < columns; c++)
                {
                    double sum = 0;
                    for (var p = 0; p < count; p++) sum += from[p * distance + c];
                    to[c] = (float)sum;
                }
            }
        });
    }
}
