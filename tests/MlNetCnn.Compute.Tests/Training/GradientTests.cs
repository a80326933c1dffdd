using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

public class GradientTests
{
    /// <summary>Compares Gradient with central differences of the weighted sum of outputs, along random directions, where float32's noise is averaged out.</summary>
    private static void AssertIsSlope(Model model, double tolerance = 2e-3)
    {
        using var executable = new ManagedEngine().Compile(model, new() { Threads = 2 });
        var x = Net.Batch(3, executable.InputShapes[0], "gradient");
        var weights = Net.Batch(3, executable.OutputShapes[0], "output");
        var gradient = executable.Gradient([x], weights, [model.Inputs[0].Layer.Name])[0];
        double Scalar(Tensor input)
        {
            double sum = 0;
            var y = executable.Predict([input])[0];
            for (var i = 0; i < y.Span.Length; i++) sum += (double)y.Span[i] * weights.Span[i];
            return sum;
        }

        double size = Math.Sqrt(gradient.Span.ToArray().Sum(g => (double)g * g));
        for (var trial = 0; trial < 3; trial++)
        {
            const double Step = 1.0 / 512;
            var direction = Net.Random(x.Span.Length, $"direction/{trial}");
            Tensor up = new(3, x.Shape, x.Span.ToArray()), down = new(3, x.Shape, x.Span.ToArray());
            double dot = 0;
            for (var i = 0; i < direction.Length; i++)
            {
                up.Span[i] += (float)(Step * direction[i]);
                down.Span[i] -= (float)(Step * direction[i]);
                dot += (double)gradient.Span[i] * direction[i];
            }

            Assert.Equal((Scalar(up) - Scalar(down)) / (2 * Step), dot, tolerance * (size + 1));
        }
    }

    // The kinks of relu and its kin make differences wrong where they are crossed; they are checked value by value below.
    public static TheoryData<string> Smooth => ["linear", "sigmoid", "tanh", "softmax", "softplus", "elu", "selu", "silu", "gelu"];

    [Theory, MemberData(nameof(Smooth))]
    public void Gradient_of_dense_and_activation_is_the_slope(string activation) =>
        AssertIsSlope(Net.Of([7], new Dense(21, activation: activation), new Dense(5, activation: "tanh"), new Dense(4, activation: activation)));

    [Theory]
    [InlineData("relu")]
    [InlineData("relu6")]
    [InlineData("hard_sigmoid")]
    public void Gradient_of_kinked_activations_is_a_step(string activation)
    {
        float[] x = [-4, -1, -0.5f, 0.5f, 2, 5, 7], dy = [1, 2, 3, 4, 5, 6, 7];
        using var executable = new ManagedEngine().Compile(Net.Of([7], new Activation(activation)));
        var gradient = executable.Gradient([new Tensor(1, [7], x)], new Tensor(1, [7], dy), ["input_layer"])[0];
        for (var i = 0; i < 7; i++)
            Assert.Equal(dy[i] * (Direct.Activate(activation, x[i] + 1e-3) - Direct.Activate(activation, x[i] - 1e-3)) / 2e-3, gradient.Span[i], 1e-5);
    }

    [Fact]
    public void Gradient_flows_through_shape_layers_and_merges()
    {
        var input = KerasTensor.Input([4, 4, 3]);
        var a = new ZeroPadding2D(1).Call(input);
        var b = new Flatten().Call(a);
        var c = new Dense(12, activation: "tanh").Call(b);
        var d = new Dense(12, activation: "sigmoid").Call(b);
        var e = new Concatenate().Call(new Add().Call(c, d), new Multiply().Call(c, d, c));
        var f = new BatchNormalization().Call(new Reshape([2, 3, 4]).Call(new Rescaling(0.5, 1).Call(e)));
        var model = new Model(input, new Dense(2).Call(new GlobalAveragePooling2D().Call(f)));
        AssertIsSlope(model.Randomize());
    }

    [Fact]
    public void Gradient_with_respect_to_a_layer_inside()
    {
        var net = Net.Of([6], new Dense(5, activation: "tanh", name: "hidden"), new Dense(3, name: "top"));
        using var executable = new ManagedEngine().Compile(net);
        var dy = Net.Batch(2, [3], "dy");
        var results = executable.Gradient([Net.Batch(2, [6])], dy, ["hidden", "top"]);
        var kernel = net.Weights[2].Values;
        for (var n = 0; n < 2; n++)
            for (var i = 0; i < 5; i++)
                Assert.Equal(Enumerable.Range(0, 3).Sum(u => (double)net.Weights[2].Values[i * 3 + u] * dy[n][u]), results[0][n][i], 1e-6);
        Assert.Equal(dy.Span.ToArray(), results[1].Span.ToArray());
    }

    [Fact]
    public void Gradient_starts_at_any_layer_and_checks_shapes()
    {
        using var executable = new ManagedEngine().Compile(Net.Of([6, 6, 3], new Conv2D(4, 3, name: "deep"), new Flatten(name: "flat"), new Dense(2)));
        var x = Net.Batch(1, [6, 6, 3]);
        Assert.Equal(64, executable.Gradient([x], new Tensor(1, [2]), ["deep"])[0].Span.Length);
        Assert.Throws<ArgumentException>(() => executable.Gradient([x], new Tensor(1, [3]), ["deep"]));
    }
}
