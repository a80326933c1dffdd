using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>Guards that throw the exception types ML.NET throws for the same mistakes, marked the way ML.NET marks them.</summary>
internal static class Contracts
{
    /// <summary>The key in <see cref="Exception.Data"/> by which ML.NET tells its own exceptions from others.</summary>
    public const string IsMarkedKey = "ML_IsMarked";

    public static T Mark<T>(T exception) where T : Exception
    {
        exception.Data[IsMarkedKey] = 1;
        return exception;
    }

    public static bool IsMarked(this Exception exception) => exception.Data.Contains(IsMarkedKey);

    public static Exception Except(string message, Exception inner = null) => Mark(new InvalidOperationException(message, inner));

    public static Exception ExceptParam(string name, string message = null)
        => Mark(message == null ? new ArgumentOutOfRangeException(name) : new ArgumentOutOfRangeException(name, message));

    public static Exception ExceptValue(string name) => Mark(new ArgumentNullException(name));

    public static Exception ExceptDecode(string message, Exception inner = null) => Mark(new FormatException(message, inner));

    public static Exception ExceptNotSupported(string message) => Mark(new NotSupportedException(message));

    public static Exception ExceptMissingColumn(string parameter, string role, string column)
        => ExceptParam(parameter, $"Could not find {role} column '{column}'");

    public static Exception ExceptSchemaMismatch(string parameter, string role, string column, string expected, string actual)
        => ExceptParam(parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");

    public static void Check(bool condition, string message)
    {
        if (!condition)
            throw Except(message);
    }

    public static void CheckDecode(bool condition, string message)
    {
        if (!condition)
            throw ExceptDecode(message);
    }

    public static void CheckParam(bool condition, string name, string message = null)
    {
        if (!condition)
            throw ExceptParam(name, message);
    }

    public static void CheckValue<T>(T value, string name) where T : class
    {
        if (value is null)
            throw ExceptValue(name);
    }

    public static void CheckNonEmpty(string value, string name)
    {
        if (string.IsNullOrEmpty(value))
            throw ExceptParam(name, $"{name} cannot be null or empty");
    }

    public static void CheckNonEmpty<T>(T[] value, string name)
    {
        if (value == null || value.Length == 0)
            throw ExceptParam(name, $"{name} cannot be null or empty");
    }

    public static string Format(string format, params object[] args) => string.Format(CultureInfo.InvariantCulture, format, args);
}
