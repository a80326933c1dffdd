using System.CommandLine;

namespace MlNetCnn.Tool.Commands;

/// <summary>Options that take one of several names.</summary>
internal static class ChoiceOptions
{
    /// <summary>Takes the names alone, whatever the case; numbers would stand for an enum's values and for none of them alike.</summary>
    /// <typeparam name="TOption">The option.</typeparam>
    /// <param name="option">An option of an enum's values, or of names.</param>
    /// <param name="names">The names.</param>
    public static TOption TakesOnly<TOption>(this TOption option, params string[] names)
        where TOption : Option
    {
        option.HelpName = string.Join('|', names.Select(n => n.ToLowerInvariant()));
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !names.Contains(t.Value, StringComparer.OrdinalIgnoreCase)))
                result.AddError($"{option.Name} must be one of {string.Join(", ", names.Select(n => n.ToLowerInvariant()))}, not {token.Value}.");
        });
        return option;
    }
}
