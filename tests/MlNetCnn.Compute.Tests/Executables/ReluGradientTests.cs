using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>The rules of guided backpropagation and of the deconvnet, against their definitions in float64.</summary>
public class ReluGradientTests
{
    public static TheoryData<string, ReluGradient> Cases => new(
        new[] { "relu", "relu6", "ReLU", "ReLU6", "LeakyReLU", "elu" }.SelectMany(f => Enum.GetValues<ReluGradient>().Select(rule => (f, rule))));

    private static Layer Function(string name, string layer) => name switch
    {
        "ReLU" => new ReLU(name: layer),
        "ReLU6" => new ReLU(6, name: layer),
        "LeakyReLU" => new LeakyReLU(name: layer),
        _ => new Activation(name, name: layer),
    };

    /// <summary>What goes back through one value.</summary>
    private static double Back(string function, ReluGradient rule, double x, double dy) => function switch
    {
        "LeakyReLU" => x > 0 ? dy : 0.3 * dy,
        "elu" => x > 0 ? dy : dy * Math.Exp(x),
        _ when rule == ReluGradient.Deconvnet => Math.Max(dy, 0),
        _ when x <= 0 || (function.EndsWith('6') && x >= 6) => 0,
        _ => rule == ReluGradient.Guided ? Math.Max(dy, 0) : dy,
    };

    [Theory, MemberData(nameof(Cases))]
    public void One_function(string function, ReluGradient rule)
    {
        float[] x = [-3, -1, -0.25f, 0.5f, 2, 5.5f, 7, 20, -2, 1], dy = [1, -2, 3, -4, 5, 6, 7, -8, 9, 0];
        using var executable = new ManagedEngine().Compile(Net.Of([10], Function(function, "f")));
        var actual = executable.Differentiate([new Tensor(1, [10], x)], _ => new Tensor(1, [10], dy), new() { WithRespectTo = ["input_layer"], Relu = rule }).Gradients[0].Span.ToArray();
        for (var i = 0; i < 10; i++) Assert.Equal(Back(function, rule, x[i], dy[i]), actual[i], 1e-5);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_net_of_dense_layers(string function, ReluGradient rule)
    {
        // The first two functions can be folded into the layer before them, the last cannot: somebody else reads what it takes.
        var x = KerasTensor.Input([6], name: "x");
        var a = function is "relu" or "relu6" or "elu" ? new Dense(9, activation: function, name: "a").Call(x) : Function(function, "fa").Call(new Dense(9, name: "a").Call(x));
        var b = new Dense(9, name: "b").Call(a);
        var c = new Add(name: "c").Call(Function(function, "fb").Call(b), b);
        var model = new Model([x], [new Dense(4, name: "top").Call(c)]).Randomize();
        foreach (var weight in model.Weights) weight.SetValues([.. weight.Values.ToArray().Select(v => 3 * v)]);
        var batch = Net.Batch(5, [6], "dense net");
        var dy = Net.Batch(5, [4], "dy");
        using var executable = new ManagedEngine().Compile(model, new() { Threads = 2 });
        var actual = executable.Differentiate([batch], _ => dy, new() { WithRespectTo = ["x"], Relu = rule }).Gradients[0];
        for (var n = 0; n < 5; n++)
        {
            var za = Times(model, 0, Slope.Doubles(batch[n]));
            double[] ya = [.. za.Select(z => Value(function, z))];
            var zb = Times(model, 1, ya);
            var dc = TimesTurned(model, 2, Slope.Doubles(dy[n]));
            double[] dzb = [.. dc.Zip(zb, (d, z) => d + Back(function, rule, z, d))];
            double[] dza = [.. TimesTurned(model, 1, dzb).Zip(za, (d, z) => Back(function, rule, z, d))];
            Slope.AssertNear(TimesTurned(model, 0, dza), actual[n].ToArray(), 1e-4, $"{n}");
        }
    }

    [Theory]
    [InlineData(ReluGradient.Standard)]
    [InlineData(ReluGradient.Guided)]
    [InlineData(ReluGradient.Deconvnet)]
    public void Behind_it_windows_that_overlap(ReluGradient rule)
    {
        // Windows of 3 one apart, in a line: relu(x) = 0 0 2 1 0 0 0; gradients of the windows' largest are summed up before the rule looks at them.
        float[] x = [-5, -1, 2, 1, -1, -3, -2], dy = [4, -3, -2, 1, 5];
        double[] pooled = [0, 0, 4 - 3 - 2, 1, 5, 0, 0];
        double[] expected = rule switch
        {
            ReluGradient.Standard => [0, 0, -1, 1, 0, 0, 0],
            ReluGradient.Guided => [0, 0, 0, 1, 0, 0, 0],
            _ => [.. pooled.Select(v => Math.Max(v, 0))],
        };
        using var executable = new ManagedEngine().Compile(Net.Of([1, 7, 1], new ReLU(), new MaxPooling2D((1, 3), 1)));
        var actual = executable.Differentiate([new Tensor(1, [1, 7, 1], x)], _ => new Tensor(1, [1, 5, 1], dy), new() { WithRespectTo = ["input_layer"], Relu = rule }).Gradients[0];
        Slope.AssertNear(expected, actual.Span.ToArray(), 1e-6, "gradient");
    }

    [Fact]
    public void Rules_take_turns_on_one_executable()
    {
        var net = Net.Of([6, 5, 3], new Conv2D(8, 3, activation: "relu"), new Conv2D(8, 2, activation: "relu"), new GlobalAveragePooling2D(), new Dense(3));
        var x = Net.Batch(2, [6, 5, 3]);
        var dy = Net.Batch(2, [3], "dy");
        using var executable = new ManagedEngine().Compile(net);
        float[] Run(ReluGradient rule) => executable.Differentiate([x], _ => dy, new() { WithRespectTo = ["input_layer"], Relu = rule }).Gradients[0].Span.ToArray();
        float[][] first = [.. Enum.GetValues<ReluGradient>().Select(Run)], second = [.. Enum.GetValues<ReluGradient>().Select(Run)];
        Assert.Equal(first, second);
        // More kinds of queries than an executable remembers.
        string[] names = ["input_layer", .. net.Layers.Select(l => l.Name)];
        float[] By(string name) => executable.Gradient([x], dy, [name])[0].Span.ToArray();
        float[][] once = [.. names.Select(By)];
        foreach (var (name, gradient) in names.Zip(once).Concat(names.Zip(once).Reverse())) Assert.Equal(gradient, By(name));
        Assert.Equal(first[0], once[0]);
        Assert.NotEqual(first[0], first[1]);
        Assert.NotEqual(first[1], first[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run((ReluGradient)7));
    }

    private static double Value(string function, double z) => function switch
    {
        "LeakyReLU" => z > 0 ? z : 0.3 * z,
        "elu" => z > 0 ? z : Math.Exp(z) - 1,
        _ => Math.Clamp(z, 0, function.EndsWith('6') ? 6 : double.PositiveInfinity),
    };

    private static double[] Times(Model model, int layer, double[] x)
    {
        var (kernel, bias) = (model.Weights[2 * layer], model.Weights[2 * layer + 1]);
        var units = kernel.Shape[1];
        return [.. Enumerable.Range(0, units).Select(u => bias.Values[u] + Enumerable.Range(0, x.Length).Sum(i => x[i] * kernel.Values[i * units + u]))];
    }

    private static double[] TimesTurned(Model model, int layer, double[] dy)
    {
        var kernel = model.Weights[2 * layer];
        return [.. Enumerable.Range(0, kernel.Shape[0]).Select(i => Enumerable.Range(0, dy.Length).Sum(u => dy[u] * kernel.Values[i * dy.Length + u]))];
    }
}
