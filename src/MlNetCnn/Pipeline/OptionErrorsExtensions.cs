using MlNetCnn.Keras;

namespace MlNetCnn.Pipeline;

/// <summary>Checks that several components' options share.</summary>
internal static class OptionErrorsExtensions
{
    /// <summary>A column's name must not be empty.</summary>
    public static OptionErrors Named(this OptionErrors errors, string? column, string property) =>
        errors.Require(!string.IsNullOrWhiteSpace(column), property, $"'{column}'", "the name of a column");

    /// <summary>An enum's value must be one of its own.</summary>
    public static OptionErrors Defined<T>(this OptionErrors errors, T value, string property)
        where T : struct, Enum => errors.Require(Enum.IsDefined(value), property, value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>A number must lie in a range, ends included.</summary>
    public static OptionErrors Between(this OptionErrors errors, double value, double low, double high, string property) =>
        errors.Require(value >= low && value <= high, property, value, FormattableString.Invariant($"from {low} to {high}"));
}
