namespace MlNetCnn.Pipeline;

/// <summary>Checks options and reports everything that is wrong in one error.</summary>
internal sealed class OptionCheck(string options)
{
    private readonly List<string> _errors = [];

    /// <summary>Notes an error unless the condition holds.</summary>
    public OptionCheck That(bool condition, string error)
    {
        if (!condition) _errors.Add(error);
        return this;
    }

    /// <summary>A column's name must not be empty.</summary>
    public OptionCheck Named(string? column, string property) => That(!string.IsNullOrWhiteSpace(column), $"{property} must name a column");

    /// <summary>An enum's value must be one of its own.</summary>
    public OptionCheck Defined<T>(T value, string property)
        where T : struct, Enum => That(Enum.IsDefined(value), $"{property} is not one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>A number must lie in a range, ends included.</summary>
    public OptionCheck Between(double value, double low, double high, string property) =>
        That(value >= low && value <= high, FormattableString.Invariant($"{property} must lie between {low} and {high}, not {value}"));

    /// <summary>A number must be positive and finite.</summary>
    public OptionCheck Positive(double value, string property) =>
        That(value > 0 && double.IsFinite(value), FormattableString.Invariant($"{property} must be positive, not {value}"));

    /// <summary>Throws one exception that lists all errors.</summary>
    /// <exception cref="ArgumentException">There is an error.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw new ArgumentException($"{options}: {string.Join("; ", _errors)}.");
    }
}
