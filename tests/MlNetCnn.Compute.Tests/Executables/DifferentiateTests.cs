using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>One pass for output, layers' outputs and gradients: each as it is by itself, wherever it lies.</summary>
public class DifferentiateTests
{
    private const int Batch = 3;

    /// <summary>Views of the input, convolutions that pool and normalize in passing, views above them, and all of it with its channels first.</summary>
    private static Model Make(DataFormat format)
    {
        var first = format == DataFormat.ChannelsFirst;
        Shape shape = first ? [3, 12, 11] : [12, 11, 3];
        var axis = first ? 1 : -1;
        var input = KerasTensor.Input([396], name: "input");
        var x = new Reshape(shape, name: "picture").Call(input);
        x = new Conv2D(8, 3, activation: "relu", dataFormat: format, name: "low").Call(x);
        x = new MaxPooling2D(2, dataFormat: format, name: "pool").Call(x);
        x = new Conv2D(6, 3, padding: Padding.Same, useBias: false, dataFormat: format, name: "high").Call(x);
        x = new BatchNormalization(axis: axis, name: "norm").Call(x);
        x = new ReLU(6, name: "relu").Call(x);
        x = new Dropout(0.4, name: "dropout").Call(x);
        x = new Flatten(format, name: "flat").Call(x);
        return new Model(input, new Dense(4, activation: "tanh", name: "top").Call(x), "net").Randomize();
    }

    public static TheoryData<DataFormat> Formats => [DataFormat.ChannelsLast, DataFormat.ChannelsFirst];

    private static readonly string[] Names = ["input", "picture", "low", "pool", "high", "norm", "relu", "dropout", "flat", "top"];

    [Theory, MemberData(nameof(Formats))]
    public void Values_and_gradients_are_the_same_whatever_else_is_asked_for(DataFormat format)
    {
        var model = Make(format);
        var x = Net.Batch(Batch, [396]);
        var dy = Net.Batch(Batch, [4], "dy");
        using var all = new ManagedEngine().Compile(model, new() { Outputs = Names });
        using var executable = new ManagedEngine().Compile(model, new() { Threads = 2 });
        var expected = all.Predict([x]);
        var everything = executable.Differentiate([x], _ => dy, new() { WithRespectTo = Names, Values = Names });
        foreach (var (i, name) in Names.Index())
        {
            // One at a time, with whatever lies below it or above it folded.
            foreach (var by in (string[])["input", "pool", "norm", "flat", "top"])
            {
                var result = executable.Differentiate([x], _ => dy, new() { WithRespectTo = [by], Values = [name, name] });
                AssertNear(expected[i].Span, result.Values[0].Span, $"{name} beside the gradient by {by}");
                Assert.Equal(result.Values[0].Span.ToArray(), result.Values[1].Span.ToArray());
                AssertNear(expected[^1].Span, result.Output.Span, "output");
                AssertNear(everything.Gradients[Array.IndexOf(Names, by)].Span, result.Gradients[0].Span, $"gradient by {by} beside {name}");
            }

            AssertNear(expected[i].Span, everything.Values[i].Span, name);
        }

        // From the middle, by what is given.
        foreach (var name in (string[])["pool", "norm", "flat"])
        {
            var place = Array.IndexOf(Names, name);
            using var head = new ManagedEngine().Compile(model, new() { Inputs = [name] });
            AssertNear(expected[^1].Span, head.Predict([expected[place]])[0].Span, $"output from {name}");
            var result = head.Differentiate([expected[place]], _ => dy, new() { WithRespectTo = [name], Values = name == "flat" ? [name] : [name, "relu"] });
            Assert.Equal(expected[place].Span.ToArray(), result.Values[0].Span.ToArray());
            AssertNear(everything.Gradients[place].Span, result.Gradients[0].Span, $"gradient by the given {name}");
        }
    }

    /// <summary>What is kept of earlier questions (packed kernels, batch normalizations folded into them) follows the weights.</summary>
    [Fact]
    public void Gradients_are_those_of_the_weights_as_they_are_now()
    {
        var net = ContractNets.Of(
            [9, 8, 3],
            new Conv2D(6, 3, useBias: false, name: "conv"), new BatchNormalization(name: "norm", momentum: 0.5), new ReLU(), new Conv2D(4, 3, name: "top_conv"), new BatchNormalization(name: "top_norm"),
            new GlobalAveragePooling2D(), new Dense(5, activation: "softmax"));
        var (x, labels) = ContractNets.Data(net, 5, "weights now");
        using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Sgd(0.5), Loss = new SparseCategoricalCrossentropy() } });
        var query = new GradientQuery { WithRespectTo = ["conv", net.Inputs[0].Layer.Name] };
        var before = Gradients(executable);
        executable.TrainStep([x], labels);
        Check();
        net.GetLayer("norm").Weights[0].SetValues([.. net.GetLayer("norm").Weights[0].Values.ToArray().Select(v => v * 1.5f)]);
        executable.WriteWeights();
        Check();

        float[] Gradients(IExecutable of) => [.. of.Differentiate([x], output => Net.Batch(output.Batch, [5], "dy"), query).Gradients.SelectMany(g => g.Span.ToArray())];

        void Check()
        {
            var found = Gradients(executable);
            executable.ReadWeights();
            using var anew = new ManagedEngine().Compile(net);
            AssertNear(Gradients(anew), found, "gradient");
            Assert.NotEqual(before, found);
            before = found;
        }
    }

    [Fact]
    public void Neither_values_nor_the_callback_disturb_what_comes_back()
    {
        var model = Make(DataFormat.ChannelsLast);
        var x = Net.Batch(Batch, [396]);
        using var executable = new ManagedEngine().Compile(model);
        var plain = executable.Gradient([x], Net.Batch(Batch, [4], "dy"), ["input"])[0].Span.ToArray();
        Tensor? seen = null;
        var result = executable.Differentiate(
            [x],
            output =>
            {
                seen = output;
                return Net.Batch(Batch, [4], "dy");
            },
            new() { WithRespectTo = ["input"] });
        Assert.Equal(plain, result.Gradients[0].Span.ToArray());
        Assert.Same(seen, result.Output);
        var kept = result.Output.Span.ToArray();
        executable.Gradient([Net.Batch(Batch, [396], "another")], Net.Batch(Batch, [4], "dy"), ["input"]);
        Assert.Equal(kept, result.Output.Span.ToArray());
        Assert.Throws<ArgumentException>(() => executable.Differentiate([x], _ => new Tensor(Batch, [5]), new() { WithRespectTo = ["input"] }));
        Assert.Throws<ArgumentException>(() => executable.Differentiate([x], _ => null!, new() { WithRespectTo = ["input"] }));
        Assert.Equal(plain, executable.Gradient([x], Net.Batch(Batch, [4], "dy"), ["input"])[0].Span.ToArray());
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var most = 1e-3;
        foreach (var value in expected) most = Math.Max(most, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5 * most, $"{what}[{i}]: expected {expected[i]}, actual {actual[i]}.");
    }
}
