using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetCnn.Compute.Simd;

/// <summary>Turns a block of a matrix: target[c][r] = source[r][c]. Nothing is computed, so every way gives the same bits.</summary>
internal static unsafe class Transposition
{
    /// <summary>Turns a block.</summary>
    /// <param name="source">The block.</param>
    /// <param name="sourceStep">Distance of its rows.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="target">Where the turned block goes.</param>
    /// <param name="targetStep">Distance of the turned block's rows.</param>
    public static void Run(float* source, nint sourceStep, int rows, int columns, float* target, nint targetStep)
    {
        var (wholeRows, wholeColumns) = Sse.IsSupported ? (rows & ~3, columns & ~3) : (0, 0);
        for (var r = 0; r < wholeRows; r += 4)
            for (var c = 0; c < wholeColumns; c += 4) Run4(source + r * sourceStep + c, sourceStep, target + c * targetStep + r, targetStep);
        for (var r = 0; r < rows; r++)
            for (var c = r < wholeRows ? wholeColumns : 0; c < columns; c++) target[c * targetStep + r] = source[r * sourceStep + c];
    }

    private static void Run4(float* source, nint sourceStep, float* target, nint targetStep)
    {
        var (a, b) = (Vector128.Load(source), Vector128.Load(source + sourceStep));
        var (c, d) = (Vector128.Load(source + 2 * sourceStep), Vector128.Load(source + 3 * sourceStep));
        var (ab0, ab1) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
        var (cd0, cd1) = (Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(ab0, cd0).Store(target);
        Sse.MoveHighToLow(cd0, ab0).Store(target + targetStep);
        Sse.MoveLowToHigh(ab1, cd1).Store(target + 2 * targetStep);
        Sse.MoveHighToLow(cd1, ab1).Store(target + 3 * targetStep);
    }
}
