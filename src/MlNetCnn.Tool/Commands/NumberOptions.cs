using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MlNetCnn.Tool.Commands;

/// <summary>Options that take a number within bounds, and say so when it is not one.</summary>
internal static class NumberOptions
{
    /// <summary>A whole number with a default.</summary>
    public static Option<int> Whole(string name, string description, int @default, int minimum, int maximum = int.MaxValue) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => @default,
        CustomParser = result => ParseWhole(result, name, minimum, maximum),
    };

    /// <summary>A whole number that may be left out.</summary>
    public static Option<int?> Whole(string name, string description, int minimum, int maximum = int.MaxValue) => new(name)
    {
        Description = description,
        CustomParser = result => ParseWhole(result, name, minimum, maximum),
    };

    /// <summary>A number that may be left out.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="must">What it must be, in words.</param>
    /// <param name="fits">Whether a finite number is.</param>
    public static Option<double?> Number(string name, string description, string must, Func<double, bool> fits) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = Text(result);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && fits(value)) return value;
            result.AddError($"{name} must be {must}, not {text}.");
            return null;
        },
    };

    private static int ParseWhole(ArgumentResult result, string name, int minimum, int maximum)
    {
        var text = Text(result);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum) return value;
        var bounds = (minimum, maximum) switch
        {
            (int.MinValue, _) => "",
            (_, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $" of at least {minimum}"),
            _ => string.Create(CultureInfo.InvariantCulture, $" from {minimum} to {maximum}"),
        };
        result.AddError($"{name} must be a whole number{bounds}, not {text}.");
        return minimum;
    }

    private static string Text(ArgumentResult result) => string.Join(' ', result.Tokens.Select(t => t.Value));
}
