using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Contract;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Tests.Layers;

namespace MlNetCnn.TensorFlow.Tests.Engine;

/// <summary>The managed and the TensorFlow engine agree about everything that the contract lets one ask.</summary>
public class AgreementTests
{
    private const int Batch = 3;

    private static readonly Dictionary<string, Optimizer> Rules = new()
    {
        ["momentum"] = new Sgd(0.05, 0.9) { WeightDecay = 0.01 },
        ["adam"] = new Adam(0.01),
        ["averaged"] = new RmsProp(0.003) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 2, ClipNorm = 0.5 },
        ["accumulated"] = new AdamW(0.01) { GradientAccumulationSteps = 2, GlobalClipNorm = 1 },
    };

    public static TheoryData<string> Nets => [.. EngineNets.All.Keys];

    public static TheoryData<string, string> Trainings => new(EngineNets.All.Keys.Select((net, i) => (net, Rules.Keys.ElementAt(i % Rules.Count))).Concat(Rules.Keys.Select(rule => ("sequential", rule))).Distinct());

    private static CompileOptions Options(string rule) => new() { Training = new() { Optimizer = Rules[rule], Loss = new SparseCategoricalCrossentropy(), Seed = 5 } };

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, double relative = 2e-5) => Compared.AssertNear(expected, actual, what, relative);

    [Theory, MemberData(nameof(Nets))]
    public void Predictions_of_outputs_and_of_layers(string name)
    {
        var model = EngineNets.All[name]();
        var options = new CompileOptions { Outputs = [.. model.Layers.Select(l => l.Name)] };
        using var managed = new ManagedEngine().Compile(model, options);
        using var other = Interpreted.Engine.Compile(model, options);
        var x = EngineNets.Inputs(model, Batch);
        Assert.Equal(managed.OutputShapes, other.OutputShapes);
        foreach (var ((expected, actual), layer) in managed.Predict(x).Zip(other.Predict(x)).Zip(options.Outputs)) Near(expected.Span, actual.Span, layer);
    }

    [Fact]
    public void Predictions_of_several_outputs()
    {
        var model = EngineNets.TwoOutputs();
        var x = EngineNets.Inputs(model, Batch);
        foreach (var logits in (bool[])[false, true])
        {
            using var managed = new ManagedEngine().Compile(model, new() { Logits = logits });
            using var other = Interpreted.Engine.Compile(model, new() { Logits = logits });
            foreach (var (expected, actual) in managed.Predict(x).Zip(other.Predict(x))) Near(expected.Span, actual.Span, "output");
        }
    }

    [Theory, MemberData(nameof(Trainings))]
    public void Training(string name, string rule)
    {
        Model mine = EngineNets.All[name](), theirs = EngineNets.All[name]();
        using var managed = new ManagedEngine().Compile(mine, Options(rule));
        using var other = Interpreted.Engine.Compile(theirs, Options(rule));
        var labels = ContractData.Labels(Batch);
        float[] weights = [1, 0.5f, 2];
        for (var step = 0; step < 5; step++)
        {
            var x = EngineNets.Inputs(mine, Batch, $"batch/{step}");
            var (expected, actual) = (managed.TrainStep(x, labels, step == 1 ? weights : []), other.TrainStep(x, labels, step == 1 ? weights : []));
            Assert.Equal(expected.Loss, actual.Loss, 1e-4);
            Near(expected.Outputs.Span, actual.Outputs.Span, $"outputs of step {step}", 1e-4);
            if (step == 2) (managed.LearningRate, other.LearningRate) = (0.002, 0.002);
        }

        var test = EngineNets.Inputs(mine, Batch);
        Assert.Equal(managed.TestStep(test, labels).Loss, other.TestStep(test, labels).Loss, 1e-4);
        Compare(1e-4);
        managed.FinishTraining();
        other.FinishTraining();
        Compare(1e-4);
        Near(managed.Predict(test)[0].Span, other.Predict(test)[0].Span, "prediction", 1e-4);

        void Compare(double relative)
        {
            managed.ReadWeights();
            other.ReadWeights();
            foreach (var (a, b) in mine.Weights.Zip(theirs.Weights)) Near(a.Values, b.Values, a.Path, relative);
        }
    }

    [Theory]
    [InlineData("averaged")]
    [InlineData("accumulated")]
    public void Weights_written_before_and_amid_training(string rule)
    {
        Model mine = EngineNets.All["sequential"](), theirs = EngineNets.All["sequential"]();
        using var managed = new ManagedEngine().Compile(mine, Options(rule));
        using var other = Interpreted.Engine.Compile(theirs, Options(rule));
        var labels = ContractData.Labels(Batch);
        foreach (var scale in (float[])[0.5f, 2])
        {
            foreach (var (model, executable) in ((Model, IExecutable)[])[(mine, managed), (theirs, other)])
            {
                executable.ReadWeights();
                foreach (var weight in model.Weights) weight.SetValues(weight.Values.ToArray().Select(v => v * scale).ToArray());
                executable.WriteWeights();
            }

            for (var step = 0; step < 3; step++)
            {
                var x = EngineNets.Inputs(mine, Batch, $"batch/{step}");
                Assert.Equal(managed.TrainStep(x, labels).Loss, other.TrainStep(x, labels).Loss, 1e-4);
            }
        }

        managed.FinishTraining();
        other.FinishTraining();
        managed.ReadWeights();
        other.ReadWeights();
        foreach (var (a, b) in mine.Weights.Zip(theirs.Weights)) Near(a.Values, b.Values, a.Path, 1e-4);
    }

    [Theory]
    [InlineData("momentum")]
    [InlineData("adam")]
    [InlineData("averaged")]
    [InlineData("accumulated")]
    public void One_goes_on_where_the_other_stopped(string rule)
    {
        var model = EngineNets.All["sequential"]();
        using var through = new ManagedEngine().Compile(EngineNets.All["sequential"](), Options(rule));
        using var first = new ManagedEngine().Compile(model, Options(rule));
        Steps(first, 0, 3);
        var losses = Steps(through, 0, 9);
        first.ReadWeights();
        using var second = Interpreted.Engine.Compile(model, Options(rule));
        second.WriteOptimizer(first.ReadOptimizer());
        Equal(losses[3..6], Steps(second, 3, 6));
        second.ReadWeights();
        using var third = new ManagedEngine().Compile(model, Options(rule));
        third.WriteOptimizer(second.ReadOptimizer());
        Equal(losses[6..], Steps(third, 6, 9));

        double[] Steps(IExecutable executable, int from, int to) =>
            [.. Enumerable.Range(from, to - from).Select(step => executable.TrainStep(EngineNets.Inputs(executable.Model, Batch, $"batch/{step}"), ContractData.Labels(Batch)).Loss)];

        static void Equal(double[] expected, double[] actual)
        {
            foreach (var (a, b) in expected.Zip(actual)) Assert.Equal(a, b, 1e-4);
        }
    }

    public static TheoryData<string, ReluGradient, bool> Questions
    {
        get
        {
            var data = new TheoryData<string, ReluGradient, bool>();
            foreach (var net in EngineNets.All.Keys)
            {
                data.Add(net, ReluGradient.Standard, false);
                data.Add(net, ReluGradient.Standard, true);
                data.Add(net, ReluGradient.Guided, false);
                data.Add(net, ReluGradient.Deconvnet, false);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Questions))]
    public void Values_and_gradients(string name, ReluGradient relu, bool training)
    {
        var model = EngineNets.All[name]();
        using var managed = new ManagedEngine().Compile(model, Options("momentum"));
        using var other = Interpreted.Engine.Compile(model, Options("momentum"));
        var x = EngineNets.Inputs(model, Batch);
        // Noise is that of the step that comes next.
        managed.TrainStep(x, ContractData.Labels(Batch));
        other.TrainStep(x, ContractData.Labels(Batch));
        string[] layers = [.. model.Inputs.Select(i => i.Layer.Name), .. model.Layers.Where(l => l is not Keras.Layers.InputLayer).Select(l => l.Name)];
        string[] weights = [.. model.Layers.Where(l => l is not Model).SelectMany(l => l.Weights.Where(w => w.Trainable).Select(w => $"{l.Name}/{w.Name}"))];
        var query = new GradientQuery { WithRespectTo = [.. layers, .. weights, layers[0]], Values = layers, Relu = relu, Training = training };
        for (var again = 0; again < 2; again++)
        {
            var (expected, actual) = (managed.Differentiate(x, Slope, query), other.Differentiate(x, Slope, query));
            Near(expected.Output.Span, actual.Output.Span, "output", 1e-4);
            foreach (var ((a, b), layer) in expected.Values.Zip(actual.Values).Zip(layers)) Near(a.Span, b.Span, layer, 1e-4);
            foreach (var ((a, b), by) in expected.Gradients.Zip(actual.Gradients).Zip(query.WithRespectTo))
            {
                Assert.Equal(a.ToString(), b.ToString());
                Near(a.Span, b.Span, $"gradient by {by}", 1e-4);
            }
        }

        static Tensor Slope(Tensor output) => new(output.Batch, output.Shape, output.Span.ToArray().Select((v, i) => v * (i % 3 - 1) + 0.2f).ToArray());
    }

    [Fact]
    public void Rates_of_layers()
    {
        var rates = new Dictionary<string, double> { ["conv"] = 0, ["conv2"] = 0.1 };
        Model mine = EngineNets.All["sequential"](), theirs = EngineNets.All["sequential"]();
        var start = theirs.Weights[0].Values.ToArray();
        var options = Options("momentum");
        options = options with { Training = options.Training! with { LearningRateMultipliers = rates } };
        using var managed = new ManagedEngine().Compile(mine, options);
        using var other = Interpreted.Engine.Compile(theirs, options);
        for (var step = 0; step < 3; step++)
        {
            var x = EngineNets.Inputs(mine, Batch, $"batch/{step}");
            Assert.Equal(managed.TrainStep(x, ContractData.Labels(Batch)).Loss, other.TrainStep(x, ContractData.Labels(Batch)).Loss, 1e-4);
        }

        managed.ReadWeights();
        other.ReadWeights();
        foreach (var (a, b) in mine.Weights.Zip(theirs.Weights)) Near(a.Values, b.Values, a.Path, 1e-4);
        Assert.Equal(start, theirs.Weights[0].Values.ToArray());
    }
}
