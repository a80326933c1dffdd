using System.Globalization;
using MlNetCnn.Explain;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>What <c>--class</c> says: an index, or a name.</summary>
internal static class ClassChoice
{
    /// <summary>The scalar to explain.</summary>
    /// <param name="asked">What the user said; null for the top class.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="UserErrorException">There is no such class; the message lists the nearest names.</exception>
    public static Target Of(string? asked, LookedIntoNetwork network)
    {
        if (network.Output == OutputKind.Number)
        {
            return asked is null
                ? Target.Weighted(1)
                : throw new UserErrorException($"The network in '{network.File}' ends in one number that is no probability, as of a regression; it has no classes: leave --class out.");
        }

        return asked is null ? Target.Top : Target.Class(Index(asked, network));
    }

    private static int Index(string asked, LookedIntoNetwork network)
    {
        var count = OutputKinds.ClassCount(network.Model.OutputShape);
        if (network.ClassNames is { } names)
        {
            var found = Find(names, asked);
            if (found >= 0) return found;
        }

        if (int.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            return index >= 0 && index < count ? index : throw new UserErrorException($"There is no class {index}: the network in '{network.File}' has {count} classes, 0 to {count - 1}.");
        throw new UserErrorException(network.ClassNames is null
            ? $"The classes of the network in '{network.File}' have no names here; give the class by its index, 0 to {count - 1}, or their names with --classes=FILE."
            : $"There is no class '{asked}'. Nearest: {string.Join(", ", Nearest.Names(asked, network.ClassNames))}.");
    }

    // As it is written, else whatever the case of letters, where that is clear.
    private static int Find(IReadOnlyList<string> names, string asked)
    {
        var exact = names.Index().Where(n => n.Item == asked).ToList();
        var found = exact.Count > 0 ? exact : [.. names.Index().Where(n => n.Item.Equals(asked, StringComparison.OrdinalIgnoreCase))];
        return found.Count == 1 ? found[0].Index : -1;
    }
}
