using MlNetCnn.Explain;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>What <c>--method</c> says: names of methods, or <c>all</c>.</summary>
internal static class MethodChoice
{
    public const string All = "all";

    /// <summary>The methods with the settings asked for.</summary>
    /// <param name="names">Names parted by commas, or <c>all</c>.</param>
    /// <param name="layer">The layer for those that look at one; null for their default.</param>
    /// <param name="score">The score explained.</param>
    /// <param name="smooth">Whether maps of layers are the means over variants of the picture.</param>
    /// <exception cref="UserErrorException">There is no such method; or a layer was named, or smoothing asked for, that none of them has a use for.</exception>
    public static IReadOnlyList<ExplanationMethod> Of(string names, string? layer, ScoreKind score, bool smooth)
    {
        string[] asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (asked.Length == 0) throw new UserErrorException($"--method names no method; there are {Known}, or {All}.");
        ExplanationMethod[] named = [.. asked.Where(n => !IsAll(n)).Select(n => Wish.Of(() => ExplanationMethods.Find(n))).DistinctBy(m => m.Name)];
        var methods = asked.Any(IsAll) ? ExplanationMethods.All : named;
        if (layer is not null && !methods.Any(LooksAtLayer))
            throw new UserErrorException($"--layer is for methods that look at a layer: {string.Join(", ", ExplanationMethods.All.Where(LooksAtLayer).Select(m => m.Name))}.");
        if (smooth && !methods.Any(m => m is CamMethod))
            throw new UserErrorException($"--smooth is for class activation maps: {string.Join(", ", ExplanationMethods.All.Where(m => m is CamMethod).Select(m => m.Name))}.");
        return [.. methods.Select(m => With(m, layer, smooth) with { Score = score })];
    }

    private static string Known => string.Join(", ", ExplanationMethods.All.Select(m => m.Name));

    private static bool IsAll(string name) => name.Equals(All, StringComparison.OrdinalIgnoreCase);

    private static bool LooksAtLayer(ExplanationMethod method) => method is CamMethod or GuidedGradCam;

    private static ExplanationMethod With(ExplanationMethod method, string? layer, bool smooth) => method switch
    {
        CamMethod cam => cam with { Layer = layer, Smooth = smooth ? new TestTimeAugmentation() : null },
        GuidedGradCam guided => guided with { Layer = layer },
        _ => method,
    };
}
