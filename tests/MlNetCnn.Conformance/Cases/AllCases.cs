namespace MlNetCnn.Conformance.Cases;

/// <summary>The list of cases; every engine and runtime runs all of it.</summary>
internal static class AllCases
{
    /// <summary>All of them, small ones first.</summary>
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        .. ConvolutionCases.List, .. PoolingCases.List, .. DenseCases.List, .. NormalizationCases.List, .. ShapeCases.List, .. PictureCases.List, .. MergeCases.List,
        .. FunctionLayerCases.List, .. TrainingOnlyCases.List, .. ActivationCases.List, .. GraphCases.List, .. ApplicationCases.List, .. RealCases.List,
    ];
}
