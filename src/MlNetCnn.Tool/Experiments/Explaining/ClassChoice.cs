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
            if (found is [var only]) return only;
            // ImageNet has two cranes and two maillots.
            if (found.Count > 1 && !int.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                throw new UserErrorException($"There are {found.Count} classes '{asked}': give one of their indices, {string.Join(", ", found.Select(i => names[i] == asked ? $"{i}" : $"{i} ({names[i]})"))}.");
        }

        if (int.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            return index >= 0 && index < count ? index : throw new UserErrorException($"There is no class {index}: the network in '{network.File}' has {count} classes, 0 to {count - 1}.");
        throw new UserErrorException(network.ClassNames is null
            ? $"The classes of the network in '{network.File}' have no names here; give the class by its index, 0 to {count - 1}, or their names with --classes=FILE."
            : $"There is no class '{asked}'. Nearest: {string.Join(", ", Nearest.Names(asked, network.ClassNames))}.");
    }

    // As it is written, else whatever the case of letters.
    private static IReadOnlyList<int> Find(IReadOnlyList<string> names, string asked)
    {
        int[] exact = [.. names.Index().Where(n => n.Item == asked).Select(n => n.Index)];
        return exact.Length > 0 ? exact : [.. names.Index().Where(n => n.Item.Equals(asked, StringComparison.OrdinalIgnoreCase)).Select(n => n.Index)];
    }
}
