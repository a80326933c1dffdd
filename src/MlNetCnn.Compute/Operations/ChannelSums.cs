using System.Buffers;
using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Operations;

/// <summary>Adds rows start .. start + count - 1 to sums per channel.</summary>
internal unsafe delegate void ChannelSumBody(nint start, nint count, float* sums);

/// <summary>
/// Sums per channel over all rows (pixels, elements): pieces of fixed length, each summed in float32, and these in float64, always in the same order, so that
/// the threads do not show.
/// </summary>
internal static unsafe class ChannelSums
{
    private const int ValuesPerPiece = 1 << 15;
    private const int RowsPerPieceAtMost = 256;

    /// <summary>Sums.</summary>
    /// <param name="run">Threads.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="channels">Values of a row.</param>
    /// <param name="kinds">How many sums each channel has, e.g. of x and of x^2.</param>
    /// <param name="body">Adds rows to kinds x channels sums.</param>
    /// <param name="target">kinds x channels results.</param>
    public static void Run(Execution run, nint rows, int channels, int kinds, ChannelSumBody body, float* target)
    {
        var sums = channels * kinds;
        var perPiece = Math.Clamp(ValuesPerPiece / channels, 1, RowsPerPieceAtMost);
        var pieces = checked((int)((rows + perPiece - 1) / perPiece));
        var parts = ArrayPool<float>.Shared.Rent(checked(pieces * sums));
        fixed (float* first = parts)
        {
            var partial = first;
            run.For(pieces, (piece, _) =>
            {
                var start = (nint)piece * perPiece;
                new Span<float>(partial + (nint)piece * sums, sums).Clear();
                body(start, Math.Min(perPiece, rows - start), partial + (nint)piece * sums);
            });

            run.ForPieces(sums, 64, (start, count) =>
            {
                for (var c = start; c < start + count; c++)
                {
                    double sum = 0;
                    for (var piece = 0; piece < pieces; piece++) sum += partial[(nint)piece * sums + c];
                    target[c] = (float)sum;
                }
            });
        }

        ArrayPool<float>.Shared.Return(parts);
    }
}
