using MlNetCnn.Conformance.Graphs;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Graphs as they leave in files, frozen, trainable, with gradients, as SavedModels, each run by itself in a session.</summary>
internal static class GraphRuns
{
    public static IReadOnlyList<EngineCase> List { get; } = [.. FrozenGraphs.List.Concat(GradientGraphs.List).Concat(TrainingGraphs.List).Concat(SavedModels.List).Select(g => g.Question())];
}
