using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>What the components that make heatmaps have in common.</summary>
public abstract record HeatmapOptions : ExplanationOptions
{
    private protected HeatmapOptions(string outputColumnName) => OutputColumnName = outputColumnName;

    /// <summary>The column made: a float vector of the dimensions (height, width). Default <c>Heatmap</c> of GradCam, <c>Saliency</c> of Saliency.</summary>
    public string OutputColumnName { get; init; }

    /// <summary>The class explained, by its index: from 0, in the order of the label's keys; of a Boolean label 0 is false and 1 is true. Default null: each picture's class of the highest score.</summary>
    public int? Class { get; init; }

    /// <summary>Rows of the map; with <see cref="Width"/> it is resized as OpenCV does, bilinearly. Default null: the method's own size, the layer's of class activation maps and else the picture's.</summary>
    public int? Height { get; init; }

    /// <summary>Columns of the map. Default null: as for <see cref="Height"/>, and given with it or not at all.</summary>
    public int? Width { get; init; }

    /// <summary>
    /// Whether values are brought to 0 to 1 (before any resizing) as the Keras book does it, <c>maximum(map, 0) / max(map)</c>: what speaks against the score becomes 0. Default true; false
    /// keeps the method's own values.
    /// </summary>
    public bool Normalize { get; init; } = true;

    /// <summary>
    /// A second column, the class explained: a key with the names of the classes where they are known, which <c>MapKeyToValue</c> makes text of. Default null: none.
    /// </summary>
    public string? ClassColumnName { get; init; }

    /// <summary>A third column, the score explained (Single): a probability, or a logit where the method's <see cref="ExplanationMethod.Score"/> says so. Default null: none.</summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>Names of the network's classes, by index. Default null: none; with a fitted pipeline its own.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>How explanations are made.</summary>
    internal abstract ExplanationMethod Explains { get; }

    internal void Validate() => CheckInput(new OptionErrors(GetType().Name))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Require(Explains is not null, "Method", Explains, "a method")
        .Require(Class is null or >= 0, nameof(Class), Class, "null or at least 0")
        .Require(Height is null == Width is null, "Height and Width are given together or not at all.")
        .Between(Height ?? 1, 1, 10_000, nameof(Height))
        .Between(Width ?? 1, 1, 10_000, nameof(Width))
        .Named(ClassColumnName ?? "none", nameof(ClassColumnName))
        .Named(ScoreColumnName ?? "none", nameof(ScoreColumnName))
        .Require(Columns.Distinct().Count() == Columns.Count(), $"The columns made must differ; they are {string.Join(", ", Columns.Select(c => $"'{c}'"))}.")
        .Require(ClassNames is null || (ClassNames.Count > 0 && ClassNames.All(n => n is not null)), nameof(ClassNames), ClassNames is null ? null : string.Join(", ", ClassNames), "null, or one name per class")
        .ThrowIfAny();

    private IEnumerable<string> Columns => new[] { OutputColumnName, ClassColumnName, ScoreColumnName }.OfType<string>();
}
