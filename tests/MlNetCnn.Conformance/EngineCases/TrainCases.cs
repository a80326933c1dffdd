using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Engines;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Training: ten steps with every optimizer, six of every net, three through every layer that there is, with every loss, and of applications.</summary>
internal static class TrainCases
{
    public static IReadOnlyList<EngineCase> List { get; } =
    [
        .. Rules.All.Keys.Select(rule => new EngineCase($"rule_{rule}", EngineCaseKind.Train, engine => Net(engine, "everything", rule, 10))),
        .. TrainingNets.All.Keys.Select((net, i) => new EngineCase($"net_{net}", EngineCaseKind.Train, engine => Net(engine, net, Rules.All.Keys.ElementAt(i % Rules.All.Count), 6))),
        .. LossCases.List,
        .. AllCases.List.Where(c => c.Kind is CaseKind.Layer or CaseKind.Graph).Select(c => (Case: c, Model: c.Build())).Where(p => p.Model.Outputs.Count == 1 && p.Model.Weights.Any(w => w.Trainable))
            .Select(p => new EngineCase(p.Case.Name, EngineCaseKind.Train, engine => Layer(engine, p.Case, 3, 0.01))),

        // At a small rate: large nets have relus whose inputs are zero but for rounding, and what comes back through one changes its filter's step.
        .. new[] { "mobilenet_0.25_64", "vgg16_no_top_32" }.Select(name => new EngineCase(name, EngineCaseKind.Train, engine => Layer(engine, AllCases.List.Single(c => c.Name == name), 2, 1e-4))),
    ];

    private static Numbers Net(Contender engine, string name, string rule, int steps)
    {
        var model = TrainingNets.Make(name);
        var options = new TrainingOptions { Optimizer = Rules.All[rule], Loss = new CategoricalCrossentropy(LabelSmoothing: 0.05), Seed = 11 };
        return Trace.Of(engine, model, options, steps, step => TrainingData.Classes([3], step), weighted: true);
    }

    private static Numbers Layer(Contender engine, ConformanceCase c, int steps, double rate)
    {
        var model = c.Model();
        var options = new TrainingOptions { Optimizer = new Sgd(rate), Loss = new MeanSquaredError(), Seed = 11 };
        return Trace.Of(engine, model, options, steps, step => TrainingData.Uniform(TrainingData.Batch, model.OutputShape, "targets", step, 0, 1));
    }
}
