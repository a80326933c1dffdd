using System.Globalization;

namespace MlNetCnn.Keras;

/// <summary>
/// The names that Keras gives to an application's nameless layers in a fresh process: it counts them in the order in which they are made, where a <see cref="Model"/> here counts in the
/// order of its layers. The two differ as soon as a network branches.
/// </summary>
internal sealed class NumberedNames
{
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>The next name: <c>conv2d</c>, then <c>conv2d_1</c> ...</summary>
    /// <param name="stem">The class in snake case.</param>
    public string Next(string stem)
    {
        var n = _next.GetValueOrDefault(stem);
        _next[stem] = n + 1;
        return n == 0 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}_{n}");
    }
}
