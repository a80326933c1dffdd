namespace MlNetCnn.Conformance.EngineCases;

/// <summary>The list of questions; every engine is asked all of them.</summary>
internal static class AllEngineCases
{
    /// <summary>All of them, quick ones first.</summary>
    public static IReadOnlyList<EngineCase> List { get; } = [.. GradientCases.List, .. TrainCases.List, .. HandoverCases.List, .. PredictCases.List, .. GraphRuns.List];
}
