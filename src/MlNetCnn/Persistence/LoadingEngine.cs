using MlNetCnn.Compute;

namespace MlNetCnn.Persistence;

/// <summary>
/// The engine of the networks in the model zip that a thread is loading: ML.NET makes a zip's components by itself, on the thread that called it, and hands them nothing of the caller's.
/// </summary>
internal static class LoadingEngine
{
    [ThreadStatic]
    private static IEngine? _current;

    /// <summary>The engine; null for the default, and whenever nothing is loaded.</summary>
    public static IEngine? Current => _current;

    /// <summary>Loads with an engine.</summary>
    public static T With<T>(IEngine? engine, Func<T> load)
    {
        var before = _current;
        _current = engine;
        try
        {
            return load();
        }
        finally
        {
            _current = before;
        }
    }
}
