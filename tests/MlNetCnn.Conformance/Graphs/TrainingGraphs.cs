using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Graphs;

/// <summary>Graphs that train by themselves: ten steps of nets that draw nothing.</summary>
internal sealed class TrainingGraphs(string net, string rule) : WrittenGraph($"training_{net}_{rule}")
{
    private const int Steps = 10;

    public static IReadOnlyList<WrittenGraph> List { get; } =
    [
        .. Rules.All.Keys.Select(rule => new TrainingGraphs("everything", rule)),
        .. new[] { "nested", "frozen_base", "channels_first" }.Select(net => new TrainingGraphs(net, "sgd_momentum_clipped")),
    ];

    public override string Kind => "training, with initializers, loss, gradients and the optimizer's update";

    public override GraphScript Script()
    {
        var model = Model();
        var graph = model.ToTensorFlowTrainingGraph(Options());
        var every = Rules.All[rule].GradientAccumulationSteps ?? 1;
        GraphScript.Fetch[] weights = [.. graph.Variables.Where(v => v is { Weight: not null, Slot: null }).Select(v => new GraphScript.Fetch(v.Read, v.Weight!))];
        GraphScript.Step[] finish = graph.Finish is { } target ? [new([], [], [target])] : [];
        return new(graph.Graph,
        [
            new([], [], [graph.Initialize!]),
            .. Enumerable.Range(0, Steps).Select(step => new GraphScript.Step(
                Feeds(model, graph, step), [new(graph.Loss, $"loss of step {step}"), new(graph.Output, $"outputs of step {step}")], [(step + 1) % every == 0 ? graph.Train : graph.Accumulate!])),
            .. finish,
            new(Feeds(model, graph, Steps), [new(graph.TestLoss, "loss of test"), new(graph.TestOutput, "outputs of test"), .. weights], []),
        ]);
    }

    public override Numbers Ask(Contender engine)
    {
        var model = Model();
        using var net = engine.Compile(model, new CompileOptions { Training = Options() });
        var numbers = new Numbers();
        for (var step = 0; step < Steps; step++) Add($"step {step}", net.TrainStep(TrainingData.Inputs(model, step), TrainingData.Classes([3], step)));
        net.FinishTraining();
        Add("test", net.TestStep(TrainingData.Inputs(model, Steps), TrainingData.Classes([3], Steps)));
        net.ReadWeights();
        foreach (var weight in model.Weights) numbers.Add(weight.Path, weight.Values);
        return numbers;

        void Add(string what, TrainStepResult result)
        {
            numbers.Add($"loss of {what}", result.Loss);
            numbers.Add($"outputs of {what}", result.Outputs.Span);
        }
    }

    private static GraphScript.Feed[] Feeds(Model model, TensorFlowTrainingGraph graph, int step) =>
        [.. graph.Inputs.Zip(TrainingData.Inputs(model, step), (node, tensor) => new GraphScript.Feed(node, tensor)), new(graph.Targets, TrainingData.Classes([3], step))];

    private Model Model() => TrainingNets.Make(net, draws: false);

    private TrainingOptions Options() => new() { Optimizer = Rules.All[rule], Loss = new CategoricalCrossentropy(LabelSmoothing: 0.05), Seed = 11 };
}
