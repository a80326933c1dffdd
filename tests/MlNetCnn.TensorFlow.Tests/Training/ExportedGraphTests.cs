using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Interpreter.Checking;
using MlNetCnn.TensorFlow.Variables;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Training;

/// <summary>Graphs for any TensorFlow: one that trains by itself, and one that gives gradients of a score.</summary>
public sealed class ExportedGraphTests
{
    /// <summary>Nothing is fed but inputs, targets and weights: the graph counts and corrects by itself.</summary>
    [Theory, InlineData("adam"), InlineData("nadam"), InlineData("adamax"), InlineData("sgd average"), InlineData("adam accumulates"), InlineData("nadam accumulates"), InlineData("ftrl all"), InlineData("sgd nesterov")]
    [InlineData("adam amsgrad"), InlineData("sgd accumulates"), InlineData("rmsprop centered momentum"), InlineData("adagrad"), InlineData("lion")]
    public void A_training_graph_trains_alone(string name)
    {
        const int Steps = 6;
        var options = TrainedNet.Options(TrainingGraphTests.Cases[name]);
        var net = TrainedNet.Make(dropout: 0);
        using var executable = new ManagedEngine().Compile(net, new CompileOptions { Training = options });
        var exported = TrainedNet.Make(dropout: 0).ToTensorFlowTrainingGraph(options, new TrainingGraphOptions { Prefix = "net/" });
        Assert.All(exported.Graph.Nodes, n => Assert.StartsWith("net/", n.Name, StringComparison.Ordinal));
        GraphCheck.Assert(exported.Graph);
        using var session = new InterpretedSession(exported.Graph);
        session.Run([], [], [exported.Initialize!]);
        var every = options.Optimizer.GradientAccumulationSteps ?? 1;
        Assert.Equal(every == 1, exported.Accumulate is null);
        for (var step = 0; step < Steps; step++)
        {
            var (x, y, weights) = TrainedNet.Data(step);
            var expected = executable.TrainStep([x], y, weights);
            var actual = session.Run(
                [(exported.Inputs[0], Value(x)), (exported.Targets, Value(y)), (exported.SampleWeights, TensorValue.Of(weights, weights.Length))],
                [exported.Loss, exported.Output], [(step + 1) % every == 0 ? exported.Train : exported.Accumulate!]);
            Assert.Equal(expected.Loss, actual[0].Floats.Span[0], 1e-5);
            Assert.InRange(Numbers.Difference(expected.Outputs.Span, actual[1].Floats.Span), 0, 1e-5);
        }

        executable.FinishTraining();
        executable.ReadWeights();
        if (exported.Finish is { } finish) session.Run([], [], [finish]);
        var variables = exported.Variables.Where(v => v is { Weight: not null, Slot: null }).ToDictionary(v => v.SharedName);
        Assert.Equal(net.Weights.Count, variables.Count);
        var names = new VariableNames(net);
        foreach (var weight in net.Weights)
            Assert.InRange(Numbers.Difference(weight.Values, session.Run([], [variables[names.Of(weight)].Read], [])[0].Floats.Span), 0, 2e-5);
    }

    /// <summary>Slots of one number are not written out: VGG16's Adagrad would take 528 MB more.</summary>
    [Fact]
    public void A_training_graph_holds_its_weights_once()
    {
        var net = TrainedNet.Make();
        var exported = net.ToTensorFlowTrainingGraph(TrainedNet.Options(new Compute.Optimizers.Adagrad()));
        var constants = exported.Graph.Nodes.Where(n => n.Op == "Const").Sum(n => ((AttrValue.Tensor)n.Attributes["value"]).Value.Count);
        Assert.InRange(constants, net.Weights.Sum(w => (int)w.Shape.Count), net.Weights.Sum(w => (int)w.Shape.Count) + 200);
        using var session = new InterpretedSession(exported.Graph);
        session.Run([], [], [exported.Initialize!]);
        Assert.All(exported.Variables.Where(v => v.Slot is not null), v => Assert.All(session.Run([], [v.Read], [])[0].Floats.ToArray(), x => Assert.Equal(0.1f, x)));
    }

    [Fact]
    public void A_gradient_graph_gives_what_the_managed_engine_gives()
    {
        var net = TrainedNet.Make();
        var (x, y, _) = TrainedNet.Data(0);
        string[] layers = ["conv", "norm", "hidden", net.Inputs[0].Layer.Name, "hidden/kernel"];
        foreach (var logits in new[] { false, true })
        {
            using var executable = new ManagedEngine().Compile(net, new CompileOptions { Logits = logits });
            var expected = executable.Differentiate([x], _ => y, new GradientQuery { WithRespectTo = layers, Values = layers[..3] });
            var exported = net.ToTensorFlowGradientGraph(layers, new GradientGraphOptions { Logits = logits });
            Assert.DoesNotContain(exported.Graph.Nodes, n => n.Op == "VarHandleOp");
            GraphCheck.Assert(exported.Graph);
            using var session = new InterpretedSession(exported.Graph);
            var results = session.Run(
                [(exported.Inputs[0], Value(x)), (exported.OutputGradient, Value(y))], [exported.Output, .. exported.Layers.SelectMany(l => new[] { l.Value, l.Gradient })], []);
            Assert.InRange(Numbers.Difference(expected.Output.Span, results[0].Floats.Span), 0, 2e-6);
            for (var i = 0; i < layers.Length; i++)
            {
                Assert.Equal(layers[i], exported.Layers[i].Name);
                if (i < 3) Assert.InRange(Numbers.Difference(expected.Values[i].Span, results[1 + 2 * i].Floats.Span), 0, 2e-6);
                Assert.InRange(Numbers.Difference(expected.Gradients[i].Span, results[2 + 2 * i].Floats.Span), 0, 2e-6);
            }
        }

        Assert.Contains("hidden", Assert.Throws<ArgumentException>(() => net.ToTensorFlowGradientGraph(["hiden"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_nested_models_have_names_of_their_own()
    {
        Sequential Inner(string name) => new([4], name) { new Dense(4, name: "dense") };
        var shared = Inner("shared");
        var net = new Sequential([4]) { Inner("a"), Inner("b"), shared, new Dense(2, name: "dense") };
        var names = new VariableNames(net);
        Assert.Equal(["a/dense/kernel", "a/dense/bias", "b/dense/kernel", "b/dense/bias", "shared/dense/kernel", "shared/dense/bias", "dense/kernel", "dense/bias"], net.Weights.Select(names.Of));
        Assert.Equal("dense/kernel_1", names.Other("dense/kernel"));
    }

    [Theory, InlineData("net"), InlineData("/"), InlineData("_net/"), InlineData("my net/"), InlineData("net:0/"), InlineData(null)]
    public void Wrong_options_are_told(string? prefix)
    {
        var net = TrainedNet.Make();
        Assert.Contains("Prefix", Assert.Throws<ArgumentException>(() => net.ToTensorFlowTrainingGraph(TrainedNet.Options(TrainingGraphTests.Cases["sgd"]), new() { Prefix = prefix! })).Message, StringComparison.Ordinal);
        Assert.Contains("Prefix", Assert.Throws<ArgumentException>(() => net.ToTensorFlowGradientGraph(["hidden"], new() { Prefix = prefix! })).Message, StringComparison.Ordinal);
    }

    private static TensorValue Value(Tensor tensor) => TensorValue.Of(tensor.Values, [tensor.Batch, .. tensor.Shape]);
}
