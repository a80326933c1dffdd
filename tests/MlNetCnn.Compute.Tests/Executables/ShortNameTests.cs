using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>A layer inside a nested model goes by its own name where no other has it.</summary>
public class ShortNameTests
{
    private static Sequential Base(string name, string last) => new([6, 5, 3], name: name) { new Conv2D(4, 3, activation: "relu", name: "conv"), new Conv2D(3, 3, padding: Padding.Same, name: last) };

    private static Sequential Nested() => Net.Of([6, 5, 3], Base("base", "last"), new GlobalAveragePooling2D(name: "gap"), new Dense(2, name: "top"));

    [Fact]
    public void Short_names_are_taken_wherever_names_are()
    {
        var net = Nested();
        var x = Net.Batch(2, [6, 5, 3]);
        var dy = Net.Batch(2, [2], "dy");
        using var longs = new ManagedEngine().Compile(net, new() { Outputs = ["top", "base/last"] });
        using var shorts = new ManagedEngine().Compile(net, new() { Outputs = ["top", "last"] });
        Assert.Equal(longs.Predict([x])[1].Span.ToArray(), shorts.Predict([x])[1].Span.ToArray());
        var expected = longs.Differentiate([x], _ => dy, new() { WithRespectTo = ["base/conv", "base/conv/kernel"], Values = ["base/last"] });
        var actual = longs.Differentiate([x], _ => dy, new() { WithRespectTo = ["conv", "conv/kernel"], Values = ["last"] });
        foreach (var (a, b) in expected.Gradients.Concat(expected.Values).Zip(actual.Gradients.Concat(actual.Values))) Assert.Equal(a.Span.ToArray(), b.Span.ToArray());
        using var head = new ManagedEngine().Compile(net, new() { Inputs = ["last"] });
        Assert.Equal(longs.Predict([x])[0].Span.ToArray(), head.Predict([longs.Predict([x])[1]])[0].Span.ToArray());
    }

    [Fact]
    public void Several_or_none_are_refused_with_what_there_is()
    {
        var x = KerasTensor.Input([6, 5, 3], name: "x");
        var both = new Concatenate(name: "both").Call(Base("left", "end").Call(x), Base("right", "end").Call(x));
        var model = new Model([x], [new GlobalMaxPooling2D(name: "top").Call(both)]).Randomize();
        void Refuses(Action action, params string[] parts)
        {
            var message = Assert.Throws<ArgumentException>(action).Message;
            foreach (var part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
        }

        Refuses(() => new ManagedEngine().Compile(model, new() { Outputs = ["conv"] }), "'conv'", "left/conv", "right/conv");
        Refuses(() => new ManagedEngine().Compile(model, new() { Inputs = ["end"] }), "left/end", "right/end");
        Refuses(() => new ManagedEngine().Compile(model, new() { Outputs = ["cnov"] }), "cnov", "conv");
        Refuses(() => new ManagedEngine().Compile(model, new() { Outputs = ["left/cnov"] }), "left/cnov", "left/conv");
        using var executable = new ManagedEngine().Compile(model);
        Refuses(() => executable.Gradient([Net.Batch(1, [6, 5, 3])], new Tensor(1, [6]), ["conv/kernel"]), "left/conv", "right/conv");
        Assert.Equal(108, executable.Gradient([Net.Batch(1, [6, 5, 3])], new Tensor(1, [6]), ["right/conv/kernel"])[0].Span.Length);
    }
}
