using System.Globalization;

namespace Microsoft.ML.Transforms;

/// <summary>Values as text, always in the invariant culture.</summary>
internal static class TextConversion
{
    /// <summary>As a converted column has it: single numbers to 7 digits, double ones to 17, NaN as NaN, booleans as True and False.</summary>
    public static string Convert<T>(T value) => value switch
    {
        bool flag => flag ? "True" : "False",
        float number => number.ToString("G7", CultureInfo.InvariantCulture),
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        _ => ToText(value),
    };

    /// <summary>As annotations have it: numbers in round-trip form, NaN as a question mark, booleans as 1 and 0, dates in round-trip form.</summary>
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
