using MlNetCnn.Conformance.Engines;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>A question that every engine should answer alike.</summary>
/// <param name="Name">Unique among those of its kind.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Run">Asks an engine.</param>
internal sealed record EngineCase(string Name, EngineCaseKind Kind, Func<Contender, Numbers> Run)
{
    /// <summary>Asks a session of graphs instead; null (the default) where every engine is asked alike. Engines without graphs are left out.</summary>
    public Func<Contender, Numbers>? RunGraph { get; init; }

    /// <summary>Why an engine with graphs is not asked; null (the default) where it is.</summary>
    public Func<Contender, string?> NotFor { get; init; } = _ => null;

    /// <summary>Why the case cannot run here: files that are absent. Null (the default) where it can.</summary>
    public Func<string?> Missing { get; init; } = () => null;

    /// <summary>Kind and name: <c>Predict conv2d_valid</c>.</summary>
    public override string ToString() => $"{Kind} {Name}";
}
