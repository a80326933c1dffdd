using MlNetCnn.Compute;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Tests.Layers;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Export;

/// <summary>Models as frozen graphs.</summary>
public class FrozenGraphTests
{
    private static Model Net => new Sequential(name: "net")
    {
        new InputLayer([6, 8, 3], "photo"),
        new Sequential([6, 8, 3], "inner") { new Conv2D(6, 3, activation: "relu", name: "conv"), new MaxPooling2D(name: "pool") },
        new Conv2D(4, 2, name: "conv"), new Flatten(name: "flat"), new Dense(5, activation: "softmax", name: "top"), new Dropout(0.5, name: "drop"),
    }.Fill();

    [Fact]
    public void Inputs_and_outputs_have_the_layers_names_and_weights_their_paths()
    {
        var graph = Net.ToTensorFlowGraph();
        Assert.Equal(new GraphEndpoint("photo", DataType.Float, new TensorShape(-1, 6, 8, 3)), Assert.Single(graph.Inputs));
        Assert.Equal(new GraphEndpoint("drop", DataType.Float, new TensorShape(-1, 5)), Assert.Single(graph.Outputs));
        var names = graph.Graph.Nodes.Select(n => n.Name).ToArray();
        Assert.Empty(((string[])["inner/conv/kernel", "inner/conv/bias", "conv/kernel", "conv/bias", "top/kernel", "top/bias"]).Except(names));
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(new TensorShape(3, 6, 8, 3), Net.ToTensorFlowGraph(new() { BatchSize = 3 }).Inputs[0].Shape);
        Assert.Equal(new TensorShape(3, 5), Net.ToTensorFlowGraph(new() { BatchSize = 3 }).Outputs[0].Shape);
    }

    [Fact]
    public void Names_that_are_anothers_get_a_number()
    {
        var x = KerasTensor.Input([4], "x");
        var model = new Model([x], [x, new Activation("relu", "y").Call(x)]);
        var graph = model.ToTensorFlowGraph();
        Assert.Equal(["x_1", "y"], graph.Outputs.Select(o => o.Name));
        Assert.Equal([1f, -2, 3, -4], Run(graph, ConstantBatch())[0]);
        Assert.Equal([1f, 0, 3, 0], Run(graph, ConstantBatch())[1]);

        static Tensor ConstantBatch() => new(1, [4], new float[] { 1, -2, 3, -4 });
    }

    public static TheoryData<string> Options => ["all", "logits", "layers", "tail", "fixed"];

    [Theory]
    [MemberData(nameof(Options))]
    public void Outputs_are_those_of_an_executable_with_the_same_options(string name)
    {
        var (options, compile) = name switch
        {
            "logits" => (new TensorFlowGraphOptions { Logits = true }, new CompileOptions { Logits = true }),
            "layers" => (new TensorFlowGraphOptions { Outputs = ["inner/conv", "top", "inner"] }, new CompileOptions { Outputs = ["inner/conv", "top", "inner"] }),
            "tail" => (new TensorFlowGraphOptions { Inputs = ["inner/pool"], Outputs = ["top", "flat"] }, new CompileOptions { Inputs = ["inner/pool"], Outputs = ["top", "flat"] }),
            "fixed" => (new TensorFlowGraphOptions { BatchSize = 2 }, new CompileOptions()),
            _ => (new TensorFlowGraphOptions(), new CompileOptions()),
        };
        var model = Net;
        using var executable = new ManagedEngine().Compile(model, compile with { Precise = true });
        Tensor[] inputs = [.. executable.InputShapes.Select(shape => ConformanceNumbers.Batch(2, shape, 1))];
        var expected = executable.Predict(inputs);
        var actual = Run(model.ToTensorFlowGraph(options), inputs);
        Assert.Equal(expected.Count, actual.Length);
        for (var i = 0; i < actual.Length; i++) Compared.AssertNear(expected[i].Span, actual[i], $"output {i}");
    }

    [Fact]
    public void Models_of_open_size_take_theirs_from_the_options()
    {
        var model = new Sequential([-1, -1, 3]) { new Conv2D(4, 3, strides: 2, padding: Padding.Same), new GlobalAveragePooling2D() }.Fill();
        Assert.Contains("TensorFlowGraphOptions.InputShapes", Assert.Throws<ArgumentException>(() => model.ToTensorFlowGraph()).Message);
        Assert.Equal(new TensorShape(-1, 7, 9, 3), model.ToTensorFlowGraph(new() { InputShapes = [[7, 9, 3]] }).Inputs[0].Shape);
    }

    [Fact]
    public void Options_that_cannot_be_are_told_together()
    {
        var message = Assert.Throws<ArgumentException>(() => Net.ToTensorFlowGraph(new() { BatchSize = 0, Outputs = [], Inputs = [] })).Message;
        Assert.All(["BatchSize is 0", "Outputs is empty", "Inputs is empty"], part => Assert.Contains(part, message));
        Assert.Contains("conv", Assert.Throws<ArgumentException>(() => Net.ToTensorFlowGraph(new() { Outputs = ["convv"] })).Message);
    }

    internal static float[][] Run(TensorFlowGraph graph, params Tensor[] inputs)
    {
        using var session = new InterpretedSession(graph.Graph);
        return [.. session.Run([.. graph.Inputs.Zip(inputs, (i, x) => (i.Name, TensorValue.Of(x.Values, [x.Batch, .. x.Shape])))], [.. graph.Outputs.Select(o => o.Name)], []).Select(v => v.Floats.ToArray())];
    }
}
