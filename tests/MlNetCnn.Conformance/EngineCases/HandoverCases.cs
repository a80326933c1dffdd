using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Conformance.Engines;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Nine steps: three by the managed engine, three by another, three by the managed engine again; each goes on from the other's weights and optimizer.</summary>
internal static class HandoverCases
{
    private const int Steps = 3;

    public static IReadOnlyList<EngineCase> List { get; } =
        [.. Rules.All.Keys.Select(rule => new EngineCase($"after_{rule}", EngineCaseKind.Handover, engine => Run(engine, rule)))];

    private static Numbers Run(Contender engine, string rule)
    {
        var model = TrainingNets.Make("everything");
        var options = new CompileOptions { Training = new TrainingOptions { Optimizer = Rules.All[rule], Loss = new CategoricalCrossentropy(), Seed = 11 } };
        var numbers = new Numbers();
        using var first = Contenders.Reference.Compile(model, options);
        Train(first, 0);
        using var second = engine.Compile(model, options);
        second.WriteOptimizer(first.ReadOptimizer());
        Train(second, Steps);
        using var third = Contenders.Reference.Compile(model, options);
        third.WriteOptimizer(second.ReadOptimizer());
        Train(third, 2 * Steps);
        foreach (var weight in model.Weights) numbers.Add(weight.Path, weight.Values);
        return numbers;

        void Train(IExecutable net, int from)
        {
            for (var step = from; step < from + Steps; step++)
                numbers.Add($"loss of step {step}", net.TrainStep(TrainingData.Inputs(model, step), TrainingData.Classes([3], step)).Loss);
            net.ReadWeights();
        }
    }
}
