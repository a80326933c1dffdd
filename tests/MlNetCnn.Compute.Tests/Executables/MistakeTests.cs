using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>What does not fit is refused before anything runs, with the value seen, the place, and what would fit.</summary>
public class MistakeTests
{
    private static readonly TrainingOptions Training = new() { Optimizer = new Sgd(), Loss = new SparseCategoricalCrossentropy() };

    private static Sequential Small() => Net.Of([9, 8, 3], new Conv2D(6, 3, activation: "relu", name: "conv"), new GlobalAveragePooling2D(name: "pool"), new Dense(5, activation: "softmax", name: "top"));

    private static void Refuses<T>(Action action, params string[] parts)
        where T : Exception
    {
        var message = Assert.Throws<T>(action).Message;
        foreach (var part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_and_shapes_that_do_not_fit()
    {
        var net = Small();
        using var executable = new ManagedEngine().Compile(net, new() { Training = Training });
        Tensor x = Net.Batch(2, [9, 8, 3]), labels = new(2, [1]), dy = new(2, [5]);
        Refuses<ArgumentException>(() => executable.Predict([new Tensor(0, [9, 8, 3])]), "empty");
        Refuses<ArgumentException>(() => executable.TrainStep([new Tensor(0, [9, 8, 3])], new Tensor(0, [1])), "empty");
        Refuses<ArgumentException>(() => executable.Gradient([new Tensor(0, [9, 8, 3])], new Tensor(0, [5]), ["conv"]), "empty");
        Refuses<ArgumentException>(() => executable.Predict([]), "1 inputs, not 0");
        Refuses<ArgumentException>(() => executable.Predict([Net.Batch(1, [9, 8, 4])]), "(None, 9, 8, 3)", "(1, 9, 8, 4)");
        Refuses<ArgumentException>(() => executable.Predict([Net.Batch(1, [216])]), "(None, 9, 8, 3)");
        Refuses<ArgumentException>(() => executable.TrainStep([x], new Tensor(3, [1])), "3");
        Refuses<ArgumentException>(() => executable.TrainStep([x], labels, [1f, 2f, 3f]), "3");
        Refuses<ArgumentException>(() => executable.Gradient([x], new Tensor(2, [4]), ["conv"]), "(2, 5)", "(2, 4)");
        Refuses<ArgumentException>(() => executable.Gradient([x], new Tensor(1, [5]), ["conv"]), "(2, 5)", "(1, 5)");
        // It still works, and nothing moved.
        var before = ContractNets.Weights(net);
        executable.ReadWeights();
        Assert.Equal(before, ContractNets.Weights(net));
        Assert.Equal(216 * 2, executable.Gradient([x], dy, [net.Inputs[0].Layer.Name])[0].Span.Length);
    }

    [Fact]
    public void Pictures_larger_than_compiled_for()
    {
        var net = new Sequential([Shape.Unknown, Shape.Unknown, 3]) { new Conv2D(4, 3), new GlobalMaxPooling2D() };
        using var executable = new ManagedEngine().Compile(net, new() { InputShapes = [[9, 8, 3]] });
        Refuses<ArgumentException>(() => executable.Predict([Net.Batch(1, [20, 20, 3])]), "compiled for (None, 9, 8, 3)", "(1, 20, 20, 3)");
        Refuses<ArgumentException>(() => executable.Predict([Net.Batch(1, [5, 5, 3])]), "compiled for (None, 9, 8, 3)");
        Refuses<ArgumentException>(() => new ManagedEngine().Compile(net, new() { InputShapes = [[2, 2, 3]] }), "conv2d");
        Refuses<ArgumentException>(() => new ManagedEngine().Compile(net, new() { InputShapes = [[9, 8, 4]] }), "4");
        Refuses<ArgumentException>(() => new ManagedEngine().Compile(net, new() { InputShapes = [[9, 8, 3], [9, 8, 3]] }), "2");
    }

    [Fact]
    public void Names_that_nothing_has()
    {
        var net = Small();
        using var executable = new ManagedEngine().Compile(net);
        Tensor x = Net.Batch(2, [9, 8, 3]), dy = new(2, [5]);
        Refuses<ArgumentException>(() => new ManagedEngine().Compile(net, new() { Outputs = ["convv"] }), "convv", "conv");
        Refuses<ArgumentException>(() => new ManagedEngine().Compile(net, new() { Outputs = [] }), "Outputs");
        Refuses<ArgumentException>(() => executable.Gradient([x], dy, ["pol"]), "pol", "pool");
        Refuses<ArgumentException>(() => executable.Gradient([x], dy, ["conv/kernle"]), "conv/kernle");
        Refuses<ArgumentException>(() => executable.Gradient([x], dy, ["cnov/kernel"]), "cnov");
        using var below = new ManagedEngine().Compile(net, new() { Outputs = ["pool"] });
        Refuses<ArgumentException>(() => below.Gradient([x], new Tensor(2, [6]), ["top"]), "top");
        Refuses<ArgumentException>(() => below.Gradient([x], new Tensor(2, [6]), ["top/kernel"]), "top/kernel");
    }

    [Fact]
    public void Options_that_do_not_go_together()
    {
        var input = KerasTensor.Input([4]);
        var two = new Model([input], [new Dense(2, name: "a").Call(input), new Dense(3, name: "b").Call(input)], "pair");
        Refuses<NotSupportedException>(() => new ManagedEngine().Compile(two, new() { Training = Training }), "pair", "2");
        var plan = new ConvolutionPlan([]);
        Refuses<ArgumentException>(() => new ManagedEngine().Compile(Small(), new() { Precise = true, ConvolutionPlan = plan }), "Precise", "ConvolutionPlan");
        Assert.Throws<ArgumentOutOfRangeException>(() => new ManagedEngine().Compile(Small(), new() { Threads = -1 }));
        using var untrained = new ManagedEngine().Compile(Small());
        Refuses<InvalidOperationException>(() => untrained.TestStep([Net.Batch(1, [9, 8, 3])], new Tensor(1, [1])), "CompileOptions.Training");
        Refuses<NotSupportedException>(
            () => new ManagedEngine().Compile(Net.Of([3, 5, 4], new Conv2D(5, 2, activation: "softmax", dataFormat: DataFormat.ChannelsFirst))), "conv2d", "softmax");
    }

    [Fact]
    public void Labels_that_no_class_has()
    {
        using var executable = new ManagedEngine().Compile(Small(), new() { Training = Training });
        var x = Net.Batch(2, [9, 8, 3]);
        foreach (var label in (float[])[5, -1, 0.5f, float.NaN])
            Refuses<ArgumentException>(() => executable.TrainStep([x], new Tensor(2, [1], new[] { 1, label })), label.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
