using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Engines;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>What comes out of every layer, activation, graph and application.</summary>
internal static class PredictCases
{
    public static IReadOnlyList<EngineCase> List { get; } = [.. AllCases.List.Select(c => new EngineCase(c.Name, EngineCaseKind.Predict, engine => Run(c, engine)) { Missing = c.Missing })];

    internal static Numbers Run(ConformanceCase c, Contender engine)
    {
        var model = c.Model();
        using var net = engine.Compile(model);
        var numbers = new Numbers();
        foreach (var (output, i) in net.Predict(c.Inputs(model)).Select((output, i) => (output, i))) numbers.Add($"output {i}", output.Span);
        return numbers;
    }
}
