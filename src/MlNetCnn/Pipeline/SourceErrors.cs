using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>What goes wrong where rows come from.</summary>
internal static class SourceErrors
{
    /// <summary>
    /// The next row. Where ML.NET reads ahead on several threads it wraps what one of them met in an InvalidOperationException that names no file; here that itself is thrown.
    /// </summary>
    /// <param name="cursor">The rows.</param>
    public static bool MoveNextOrThrowCause(this DataViewRowCursor cursor)
    {
        try
        {
            return cursor.MoveNext();
        }
        catch (InvalidOperationException e) when (CauseOf(e) is IOException or UnauthorizedAccessException or FormatException or OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(CauseOf(e));
            throw;
        }
    }

    /// <summary>Each stage of ML.NET's reading may wrap once more.</summary>
    private static Exception CauseOf(Exception e)
    {
        while (e is InvalidOperationException { InnerException: { } inner }) e = inner;
        return e;
    }
}
