using System.Globalization;

namespace MlNetCnn.Keras;

/// <summary>
/// Collects everything that is wrong with a set of options, so that one exception can list it all: a caller mends the lot in one go
/// instead of meeting the errors one by one.
/// </summary>
/// <example><code>
/// new OptionErrors(nameof(FitOptions))
///     .Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1")
///     .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1")
///     .ThrowIfAny();
/// </code></example>
public sealed class OptionErrors
{
    private readonly string _what;
    private readonly List<string> _errors = [];

    /// <summary>Starts an empty list.</summary>
    /// <param name="what">What is being checked, e.g. the name of the options' type; begins the message.</param>
    public OptionErrors(string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        _what = what;
    }

    /// <summary>What was found wrong so far, in the order of the checks.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Notes an option whose value is not acceptable: <c>Epochs is 0; it must be at least 1.</c></summary>
    /// <param name="ok">Whether the value is acceptable; nothing is noted then.</param>
    /// <param name="option">Name of the option.</param>
    /// <param name="value">The value seen; null is shown as <c>null</c>.</param>
    /// <param name="requirement">What the value must be, to follow "it must be".</param>
    /// <returns>This list, for the next check.</returns>
    public OptionErrors Require(bool ok, string option, object? value, string requirement) =>
        ok ? this : Add(string.Create(CultureInfo.InvariantCulture, $"{option} is {value ?? "null"}; it must be {requirement}."));

    /// <summary>Notes an error told in whole sentences.</summary>
    /// <param name="ok">Whether all is well; nothing is noted then.</param>
    /// <param name="error">What is wrong and what to do.</param>
    /// <returns>This list, for the next check.</returns>
    public OptionErrors Require(bool ok, string error) => ok ? this : Add(error);

    /// <summary>Notes an error told in whole sentences.</summary>
    /// <param name="error">What is wrong and what to do.</param>
    /// <returns>This list, for the next check.</returns>
    public OptionErrors Add(string error)
    {
        ArgumentException.ThrowIfNullOrEmpty(error);
        _errors.Add(error);
        return this;
    }

    /// <summary>Throws when something was noted.</summary>
    /// <param name="paramName">The parameter that carried the options, or null.</param>
    /// <exception cref="ArgumentException">Something was noted; the message lists every error on its own line.</exception>
    public void ThrowIfAny(string? paramName = null)
    {
        if (_errors.Count == 0) return;
        var count = _errors.Count == 1 ? "1 problem" : string.Create(CultureInfo.InvariantCulture, $"{_errors.Count} problems");
        throw new ArgumentException($"{_what}: {count}.\n- {string.Join("\n- ", _errors)}", paramName);
    }
}
