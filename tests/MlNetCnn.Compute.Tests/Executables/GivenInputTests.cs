using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Nets that begin in the middle: what is given instead of computed leads to the same outputs and gradients.</summary>
public class GivenInputTests
{
    private const int Batch = 3;

    private static Sequential Chain() => Net.Of(
        [9, 8, 3], new Conv2D(6, 3, activation: "tanh", name: "low"), new MaxPooling2D(name: "pool"), new ZeroPadding2D(1, name: "zeros"), new Conv2D(7, 3, activation: "tanh", name: "high"),
        new Flatten(name: "flat"), new Dense(5, activation: "softmax", name: "top"));

    private static Model Branches()
    {
        var x = KerasTensor.Input([6, 5, 3], name: "x");
        var a = new Conv2D(4, 3, padding: Padding.Same, activation: "relu", name: "a").Call(x);
        var b = new Conv2D(4, 3, padding: Padding.Same, activation: "relu", name: "b").Call(a);
        var c = new Add(name: "c").Call(a, b);
        var side = new Conv2D(4, 1, name: "side").Call(x);
        var d = new Multiply(name: "d").Call(c, side);
        return new Model([x], [new Dense(3, name: "top").Call(new GlobalAveragePooling2D(name: "gap").Call(d))], "branches").Randomize();
    }

    [Theory]
    [InlineData("low")]
    [InlineData("pool")]
    [InlineData("zeros")]
    [InlineData("high")]
    [InlineData("flat")]
    [InlineData("top")]
    public void The_head_of_a_net(string layer)
    {
        var net = Chain();
        var x = Net.Batch(Batch, [9, 8, 3]);
        using var whole = new ManagedEngine().Compile(net, new() { Outputs = [layer, "top"] });
        using var head = new ManagedEngine().Compile(net, new() { Inputs = [layer], Threads = 2 });
        var expected = whole.Predict([x]);
        Assert.Equal([expected[0].Shape], head.InputShapes);
        Assert.Equal(expected[1].Span.ToArray(), head.Predict([expected[0]])[0].Span.ToArray());
    }

    [Fact]
    public void Gradients_from_the_middle_are_slopes()
    {
        var net = Chain();
        using var head = new ManagedEngine().Compile(net, new() { Inputs = ["pool"], Logits = true, Precise = true });
        var at = Net.Batch(Batch, head.InputShapes[0], "pool");
        var dy = Net.Batch(Batch, [5], "dy");
        var result = head.Differentiate([at], _ => dy, new() { WithRespectTo = ["pool", "high"], Values = ["high", "pool"] });
        Assert.Equal(at.Span.ToArray(), result.Values[1].Span.ToArray());
        double Scalar(Tensor from) => head.Predict([from])[0].Span.ToArray().Zip(dy.Span.ToArray(), (a, b) => (double)a * b).Sum();
        const float Step = 1f / 256;
        for (var i = 0; i < at.Span.Length; i += 7)
        {
            var was = at.Span[i];
            at.Span[i] = was + Step;
            var up = Scalar(at);
            at.Span[i] = was - Step;
            var slope = (up - Scalar(at)) / (2 * Step);
            at.Span[i] = was;
            Assert.Equal(slope, result.Gradients[0].Span[i], 2e-3 * (1 + Math.Abs(slope)));
        }
    }

    [Fact]
    public void Layers_and_inputs_mixed()
    {
        var model = Branches();
        var x = Net.Batch(Batch, [6, 5, 3], "x");
        using var whole = new ManagedEngine().Compile(model, new() { Outputs = ["a", "side", "top"] });
        var expected = whole.Predict([x]);
        using var mixed = new ManagedEngine().Compile(model, new() { Inputs = ["a", "x"] });
        Assert.Equal(expected[2].Span.ToArray(), mixed.Predict([expected[0], x])[0].Span.ToArray());
        using var layers = new ManagedEngine().Compile(model, new() { Inputs = ["side", "a"] });
        Assert.Equal(expected[2].Span.ToArray(), layers.Predict([expected[1], expected[0]])[0].Span.ToArray());
        // Given twice as much, the sums are others: what is given is what is read.
        var twice = new Tensor(Batch, expected[0].Shape, expected[0].Span.ToArray().Select(v => 2 * v).ToArray());
        Assert.NotEqual(expected[2].Span.ToArray(), layers.Predict([expected[1], twice])[0].Span.ToArray());
    }

    [Fact]
    public void What_does_not_lead_to_the_outputs_is_refused()
    {
        var model = Branches();
        void Refuses(CompileOptions options, params string[] parts)
        {
            var message = Assert.Throws<ArgumentException>(() => new ManagedEngine().Compile(model, options)).Message;
            foreach (var part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
        }

        Refuses(new() { Inputs = ["a"] }, "'x'", "CompileOptions.Inputs (a)");
        Refuses(new() { Inputs = ["c", "side", "b"] }, "'b'");
        Refuses(new() { Inputs = ["c", "side", "x"] }, "'x'");
        Refuses(new() { Inputs = ["top"], Outputs = ["gap"] }, "'x'");
        Refuses(new() { Inputs = ["c", "sid"] }, "sid", "side");
        Refuses(new() { Inputs = ["c", "side", "c"] }, "'c'", "twice");
        Refuses(new() { Inputs = [] }, "CompileOptions.Inputs");
        using var head = new ManagedEngine().Compile(model, new() { Inputs = ["c", "side"] });
        Tensor[] given = [Net.Batch(1, [6, 5, 4]), Net.Batch(1, [6, 5, 4])];
        Assert.Throws<ArgumentException>(() => head.Gradient(given, new Tensor(1, [3]), ["a"]));
        Assert.Throws<ArgumentException>(() => head.Gradient(given, new Tensor(1, [3]), ["a/kernel"]));
        Assert.Throws<ArgumentException>(() => head.Predict(given[..1]));
    }

    [Fact]
    public void Open_shapes_come_from_the_models_own_inputs()
    {
        var net = new Sequential([Shape.Unknown, Shape.Unknown, 3]) { new Conv2D(4, 3, name: "low"), new Conv2D(5, 3, name: "high"), new GlobalMaxPooling2D(name: "top") }.Randomize();
        using var head = new ManagedEngine().Compile(net, new() { InputShapes = [[9, 8, 3]], Inputs = ["low"] });
        Assert.Equal([[7, 6, 4]], head.InputShapes);
        Assert.Equal([[5]], head.OutputShapes);
    }

    [Fact]
    public void A_head_trains_from_what_is_given()
    {
        var net = Chain();
        var x = Net.Batch(Batch, [9, 8, 3]);
        var labels = new Tensor(Batch, [1], new float[] { 0, 3, 2 });
        using var low = new ManagedEngine().Compile(net, new() { Outputs = ["pool"] });
        var given = low.Predict([x])[0];
        foreach (var layer in net.Layers.Take(1)) layer.Trainable = false;
        var training = new TrainingOptions { Optimizer = new Sgd(0.1), Loss = new SparseCategoricalCrossentropy() };
        using var whole = new ManagedEngine().Compile(net, new() { Training = training });
        using var head = new ManagedEngine().Compile(net, new() { Training = training, Inputs = ["pool"] });
        for (var step = 0; step < 3; step++) Assert.Equal(whole.TrainStep([x], labels).Loss, head.TrainStep([given], labels).Loss);
        head.ReadWeights();
        var trained = ContractNets.Weights(net);
        whole.ReadWeights();
        Assert.Equal(trained, ContractNets.Weights(net));
    }
}
