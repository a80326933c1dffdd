using System.Globalization;

namespace Microsoft.ML.Transforms;

/// <summary>Values as text, always in the invariant culture.</summary>
internal static class TextConversion
{
    /// <summary>Numbers in round-trip form, NaN as a question mark, booleans as 1 and 0, dates in round-trip form.</summary>
    public static string ToText<T>(T value) => value switch
    {
        bool flag => flag ? "1" : "0",
        float.NaN or double.NaN => "?",
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
