using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// The methods of this library by their names, as <c>--method=</c> takes them: a closed table, made of every <see cref="ExplanationMethod"/> that can be made without settings. A new method
/// is a new file, and nothing else.
/// </summary>
public static class ExplanationMethods
{
    private static readonly FrozenDictionary<string, ExplanationMethod> Table = typeof(ExplanationMethod).Assembly.GetTypes()
        .Where(t => t.IsAssignableTo(typeof(ExplanationMethod)) && !t.IsAbstract && t.GetConstructor(BindingFlags.Public | BindingFlags.Instance, []) is not null)
        .Select(t => (ExplanationMethod)Activator.CreateInstance(t)!)
        .ToFrozenDictionary(m => m.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every method with its default settings, by name in ordinal order.</summary>
    public static IReadOnlyList<ExplanationMethod> All { get; } = [.. Table.Values.OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>The method of that name, with its default settings.</summary>
    /// <param name="name">E.g. <c>grad-cam++</c>; case does not matter.</param>
    /// <exception cref="ArgumentException">There is none; the message lists the nearest names.</exception>
    public static ExplanationMethod Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Table.GetValueOrDefault(name)
            ?? throw new ArgumentException($"There is no method '{name}'. Nearest: {string.Join(", ", Nearest.Names(name, All.Select(m => m.Name)))}. All: {string.Join(", ", All.Select(m => m.Name))}.", nameof(name));
    }
}
