namespace MlNetCnn.Tool.Experiments.FetchWeights;

/// <summary>Which weights are fetched.</summary>
internal sealed record FetchWeightsSettings
{
    /// <summary>Name of an application, or <c>all</c>.</summary>
    public required string Application { get; init; }

    /// <summary>Whether those of the whole network are.</summary>
    public bool Top { get; init; }

    /// <summary>Whether those without the classifier are.</summary>
    public bool NoTop { get; init; }

    /// <summary>Height and width of the pictures; null for the application's own.</summary>
    public int? Size { get; init; }

    /// <summary>Where to; null for Keras's cache.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether files that are there are downloaded again.</summary>
    public bool Again { get; init; }
}
