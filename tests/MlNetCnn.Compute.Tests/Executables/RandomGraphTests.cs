using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>
/// Random nets, computed as the engine likes and again with every layer's output asked for: then nothing is folded, nothing is left out, and no value's memory is another's.
/// </summary>
public class RandomGraphTests
{
    private const int Batch = 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public void Folded_predictions_are_those_of_all_layers(int seed)
    {
        var model = RandomGraph.Make(seed);
        var x = Input(model, Batch);
        string[] paths = [.. RandomGraph.Paths(model)];
        var apart = RandomGraph.Make(seed, apart: true);
        string[] all = [.. RandomGraph.Paths(apart)];
        using var whole = new ManagedEngine().Compile(apart, new() { Outputs = all, Threads = 1 });
        var every = whole.Predict([x]);
        using var folded = new ManagedEngine().Compile(model, new() { Threads = 2 });
        AssertNear(every[Place(all, "top")].Span, folded.Predict([x])[0].Span, "top");
        // Some of them alone, which are folded in other ways.
        var random = new Random(seed);
        string[] some = [.. paths.Where(_ => random.Next(4) == 0).DefaultIfEmpty("top")];
        using var named = new ManagedEngine().Compile(model, new() { Outputs = some, Threads = 2 });
        foreach (var (path, output) in some.Zip(named.Predict([x]))) AssertNear(every[Place(all, path)].Span, output.Span, path);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Gradients_are_those_with_all_layers_asked_for(int seed)
    {
        var model = RandomGraph.Make(seed);
        var x = Input(model, Batch);
        var dy = Net.Batch(Batch, [3], "dy");
        string[] paths = [.. RandomGraph.Paths(model).Where(p => p != "top"), "input", .. Weights(model).Select(w => w.Name)];
        var whole = RandomGraph.Make(seed, apart: true);
        string[] all = [.. RandomGraph.Paths(whole).Where(p => p != "top"), "input", .. Weights(whole).Select(w => w.Name)];
        using var apart = new ManagedEngine().Compile(whole);
        using var executable = new ManagedEngine().Compile(model, new() { Threads = 2 });
        float[] before = [.. model.Weights.SelectMany(w => w.Values.ToArray())];
        var random = new Random(seed);
        foreach (var training in (bool[])[false, true])
        {
            var every = apart.Gradient([x], dy, all, training);
            string[] some = [.. paths.Where(_ => random.Next(5) == 0).Append("input").Distinct()];
            foreach (var (path, gradient) in some.Zip(executable.Gradient([x], dy, some, training))) AssertNear(every[Place(all, path)].Span, gradient.Span, $"{path}, training {training}");
            var input = executable.Gradient([x], dy, ["input"], training)[0];
            AssertNear(every[Place(all, "input")].Span, input.Span, $"input, training {training}");
        }

        executable.ReadWeights();
        Assert.Equal(before, model.Weights.SelectMany(w => w.Values.ToArray()));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Values_beside_gradients_are_those_of_all_layers_whatever_the_rule_of_relus(int seed)
    {
        var model = RandomGraph.Make(seed);
        var x = Input(model, Batch);
        var dy = Net.Batch(Batch, [3], "dy");
        var whole = RandomGraph.Make(seed, apart: true);
        string[] paths = [.. RandomGraph.Paths(model), "input"], all = [.. RandomGraph.Paths(whole), "input"];
        using var apart = new ManagedEngine().Compile(whole, new() { Threads = 1 });
        using var executable = new ManagedEngine().Compile(model, new() { Threads = 2 });
        var random = new Random(seed);
        foreach (var rule in Enum.GetValues<ReluGradient>())
        {
            var every = apart.Differentiate([x], _ => dy, new() { WithRespectTo = all, Values = all, Relu = rule });
            string[] kept = [.. paths.Where(_ => random.Next(4) == 0)], some = [.. paths.Where(_ => random.Next(6) == 0).DefaultIfEmpty("input")];
            var result = executable.Differentiate([x], _ => dy, new() { WithRespectTo = some, Values = kept, Relu = rule });
            AssertNear(every.Output.Span, result.Output.Span, $"output, {rule}");
            foreach (var (path, value) in kept.Zip(result.Values)) AssertNear(every.Values[Place(all, path)].Span, value.Span, $"{path}, {rule}");
            foreach (var (path, gradient) in some.Zip(result.Gradients)) AssertNear(every.Gradients[Place(all, path)].Span, gradient.Span, $"by {path}, {rule}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Any_layer_may_be_given(int seed)
    {
        var model = RandomGraph.Make(seed);
        var x = Input(model, Batch);
        var dy = Net.Batch(Batch, [3], "dy");
        string[] paths = [.. RandomGraph.Paths(model)];
        var random = new Random(seed);
        var layer = paths[random.Next(paths.Length)];
        using var whole = new ManagedEngine().Compile(model, new() { Outputs = ["top", layer], Threads = 1 });
        var expected = whole.Predict([x]);
        // The input too where something goes past the layer.
        using var head = Needs(model, layer) ? new ManagedEngine().Compile(model, new() { Inputs = ["input", layer] }) : new ManagedEngine().Compile(model, new() { Inputs = [layer] });
        Tensor[] given = head.InputShapes.Count == 2 ? [x, expected[1]] : [expected[1]];
        AssertNear(expected[0].Span, head.Predict(given)[0].Span, $"from {layer}");
        AssertNear(whole.Gradient([x], dy, [layer])[0].Span, head.Gradient(given, dy, [layer])[0].Span, $"gradient by {layer}");
    }

    private static bool Needs(Model model, string layer)
    {
        try
        {
            using var executable = new ManagedEngine().Compile(model, new() { Inputs = [layer] });
            return false;
        }
        catch (ArgumentException e) when (e.Message.Contains("'input'", StringComparison.Ordinal))
        {
            return true;
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_step_of_training_goes_down_the_gradient_whatever_the_threads(int seed)
    {
        var trained = new List<float[]>();
        for (var threads = 1; threads <= 3; threads++)
        {
            var model = RandomGraph.Make(seed);
            using var executable = new ManagedEngine().Compile(model, new() { Threads = threads, Training = new() { Optimizer = new Sgd(0.25), Loss = new MeanSquaredError(), Seed = 5 } });
            foreach (var batch in (int[])[7, 2, 3])
            {
                var x = Input(model, batch);
                var t = Net.Batch(batch, [3], "t");
                if (batch == 3 && threads == 1) CheckStep(model, executable, x, t);
                else executable.TrainStep([x], t);
            }

            executable.ReadWeights();
            trained.Add([.. model.Weights.SelectMany(w => w.Values.ToArray())]);
            Assert.Equal(trained[0], trained[^1]);
        }
    }

    private static void CheckStep(Model model, IExecutable executable, Tensor x, Tensor t)
    {
        executable.ReadWeights();
        var weights = Weights(model).ToArray();
        var before = weights.Select(w => w.Weight.Values.ToArray()).ToArray();
        // The gradient by the output comes with the step; a twin with as many steps behind it, which moved nothing, has the same noise.
        using var twin = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError(), Seed = 5 } });
        twin.LearningRate = 0;
        twin.TrainStep([x], t);
        twin.TrainStep([x], t);
        twin.WriteWeights();
        var output = executable.TrainStep([x], t).Outputs;
        var dy = new Tensor(x.Batch, [3]);
        for (var i = 0; i < dy.Span.Length; i++) dy.Span[i] = 2 * (output.Span[i] - t.Span[i]) / dy.Span.Length;
        var gradients = twin.Gradient([x], dy, [.. weights.Select(w => w.Name)], training: true);
        executable.ReadWeights();
        for (var i = 0; i < weights.Length; i++)
        {
            var moved = before[i].Zip(weights[i].Weight.Values.ToArray(), (a, b) => (a - b) / 0.25f).ToArray();
            // Differences of weights have the weights' roundings.
            AssertNear(gradients[i].Span, moved, weights[i].Name, 1e-5);
        }
    }

    /// <summary>Where the output of a layer is; its activation may be a layer of its own.</summary>
    private static int Place(string[] paths, string path) => Array.IndexOf(paths, path + "_apart") is >= 0 and var place ? place : Array.IndexOf(paths, path);

    private static Tensor Input(Model model, int batch) => Net.Batch(batch, model.Inputs[0].Shape);

    private static IEnumerable<(string Name, Weight Weight)> Weights(Model model, string prefix = "") => model.Layers.SelectMany(l =>
        l is Model inner ? Weights(inner, $"{prefix}{l.Name}/") : l.Weights.Where(w => w.Trainable).Select(w => ($"{prefix}{l.Name}/{w.Name}", w)));

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, double more = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        double most = 0, worst = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            most = Math.Max(most, Math.Abs(expected[i]));
            worst = Math.Max(worst, Math.Abs(expected[i] - actual[i]));
        }

        Assert.True(worst <= 2e-4 * most + 1e-6 + more, $"{what}: off by {worst}, the largest value is {most}.");
    }
}
