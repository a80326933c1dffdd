using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Outputs before their last softmax or sigmoid: those of a net that is built without it, bit for bit.</summary>
public class LogitsTests
{
    private const int Batch = 3;

    /// <summary>Nets by the function that they end with; with "linear" they end before it.</summary>
    private static Dictionary<string, Func<string, Model>> Nets { get; } = new()
    {
        ["dense"] = f => Net.Of([6, 5, 3], new Flatten(), new Dense(4, activation: f, name: "top")),
        ["activation"] = f => Net.Of([6, 5, 3], new Flatten(), new Dense(4, name: "sums"), new Activation(f, name: "top")),
        ["convolution"] = f => Net.Of([6, 5, 3], new Conv2D(4, 3, activation: f, name: "top")),
        ["depthwise"] = f => Net.Of([6, 5, 3], new DepthwiseConv2D(3, activation: f, name: "top")),
        ["separable"] = f => Net.Of([6, 5, 3], new SeparableConv2D(4, 3, activation: f, name: "top"), new Dropout(0.5)),
        ["transposed"] = f => Net.Of([6, 5, 3], new Conv2DTranspose(4, 3, strides: 2, activation: f, name: "top")),
        ["mobile"] = f => Net.Of([6, 5, 3], new GlobalAveragePooling2D(keepDims: true), new Dropout(0.1), new Conv2D(5, 1, name: "sums"), new Activation(f, name: "top"), new Reshape([5])),
        ["folded"] = f => Net.Of([6, 5, 3], new Conv2D(4, 3, useBias: false), new BatchNormalization(), new Activation(f, name: "top"), new Permute([3, 1, 2]), new Flatten()),
        ["turned"] = f => Net.Of(
            [3, 6, 5], new Conv2D(4, 3, activation: "relu", dataFormat: DataFormat.ChannelsFirst), new Conv2D(5, 2, dataFormat: DataFormat.ChannelsFirst), new Activation(f, name: "top"),
            new Flatten(DataFormat.ChannelsFirst)),
        ["nested"] = f =>
        {
            var inside = new Sequential([8], name: "head") { new Dense(4, activation: f, name: "top"), new Dropout(0.2), new Reshape([2, 2]) };
            return Net.Of([6, 5, 3], new Conv2D(8, 3, activation: "relu"), new GlobalAveragePooling2D(), inside, new Activation("linear"));
        },
    };

    public static TheoryData<string, string> Ends => new(Nets.Keys.SelectMany(n => new[] { (n, "softmax"), (n, "sigmoid") }));

    [Theory, MemberData(nameof(Ends))]
    public void Outputs_are_those_of_the_net_without_its_last_function(string net, string function)
    {
        Model model = Nets[net](function), without = Nets[net]("linear");
        var x = Net.Batch(Batch, model.InputShape);
        using var logits = new ManagedEngine().Compile(model, new() { Logits = true, Threads = 2 });
        using var expected = new ManagedEngine().Compile(without, new() { Threads = 2 });
        using var whole = new ManagedEngine().Compile(model);
        Assert.Equal(expected.OutputShapes, logits.OutputShapes);
        Assert.Equal(expected.Predict([x])[0].Span.ToArray(), logits.Predict([x])[0].Span.ToArray());
        Assert.NotEqual(whole.Predict([x])[0].Span.ToArray(), logits.Predict([x])[0].Span.ToArray());

        var dy = Net.Batch(Batch, logits.OutputShapes[0], "dy");
        string[] names = [model.Inputs[0].Layer.Name, .. model.Layers[0].Weights.Select(w => w.Path)];
        var query = new GradientQuery { WithRespectTo = names, Values = names[..1] };
        var (mine, other) = (logits.Differentiate([x], _ => dy, query), expected.Differentiate([x], _ => dy, query));
        Assert.Equal(other.Output.Span.ToArray(), mine.Output.Span.ToArray());
        Assert.Equal(x.Span.ToArray(), mine.Values[0].Span.ToArray());
        foreach (var (a, b) in other.Gradients.Zip(mine.Gradients)) Assert.Equal(a.Span.ToArray(), b.Span.ToArray());
    }

    [Fact]
    public void A_layer_softmax_is_left_out_too()
    {
        var net = Net.Of([7], new Dense(5, name: "sums"), new Softmax());
        var x = Net.Batch(Batch, [7]);
        using var logits = new ManagedEngine().Compile(net, new() { Logits = true });
        using var sums = new ManagedEngine().Compile(net, new() { Outputs = ["sums"] });
        Assert.Equal(sums.Predict([x])[0].Span.ToArray(), logits.Predict([x])[0].Span.ToArray());
        using var alone = new ManagedEngine().Compile(new Sequential([7]) { new Softmax() }, new() { Logits = true });
        Assert.Equal(x.Span.ToArray(), alone.Predict([x])[0].Span.ToArray());
    }

    [Fact]
    public void Who_else_reads_the_function_reads_it_as_it_was()
    {
        var x = KerasTensor.Input([6, 5, 3], name: "x");
        var map = new Conv2D(4, 3, activation: "sigmoid", name: "map").Call(x);
        var gate = new GlobalAveragePooling2D(name: "gate").Call(map);
        var scores = new Dense(3, activation: "softmax", name: "scores").Call(gate);
        var behind = new Dense(2, activation: "tanh", name: "behind").Call(scores);
        var model = new Model([x], [scores, behind, map]).Randomize();
        var batch = Net.Batch(Batch, [6, 5, 3]);
        using var all = new ManagedEngine().Compile(model, new() { Outputs = ["scores", "behind", "map", "gate"] });
        using var logits = new ManagedEngine().Compile(model, new() { Logits = true, Outputs = ["scores", "behind", "map", "gate", "scores"] });
        var (expected, actual) = (all.Predict([batch]), logits.Predict([batch]));
        // The last function alone: those before it, and what they make of others, stay.
        AssertNear(expected[1].Span, actual[1].Span);
        AssertNear(expected[3].Span, actual[3].Span);
        AssertNear(expected[0].Span, Softmax(actual[0]));
        AssertNear(expected[2].Span, [.. actual[2].Span.ToArray().Select(v => (float)(1 / (1 + Math.Exp(-v))))]);
        Assert.Equal(actual[0].Span.ToArray(), actual[4].Span.ToArray());
    }

    [Fact]
    public void What_ends_with_neither_stays()
    {
        var net = Net.Of([6, 5, 3], new Conv2D(4, 3, activation: "sigmoid"), new GlobalAveragePooling2D(), new Dense(3, activation: "relu"));
        var x = Net.Batch(Batch, [6, 5, 3]);
        using var logits = new ManagedEngine().Compile(net, new() { Logits = true });
        Assert.Equal(Net.Predict(net, x), logits.Predict([x])[0].Span.ToArray());
    }

    [Fact]
    public void Training_has_no_logits()
    {
        var training = new TrainingOptions { Optimizer = new Sgd(), Loss = new CategoricalCrossentropy() };
        var message = Assert.Throws<ArgumentException>(() => new ManagedEngine().Compile(Nets["dense"]("softmax"), new() { Logits = true, Training = training })).Message;
        Assert.Contains("CompileOptions.Logits", message, StringComparison.Ordinal);
        Assert.Contains("CompileOptions.Training", message, StringComparison.Ordinal);
    }

    private static float[] Softmax(Tensor logits)
    {
        var result = new List<float>();
        for (var n = 0; n < logits.Batch; n++)
        {
            double[] powers = [.. logits[n].ToArray().Select(v => Math.Exp(v))];
            result.AddRange(powers.Select(p => (float)(p / powers.Sum())));
        }

        return [.. result];
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5);
    }
}
