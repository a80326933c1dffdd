using MlNetCnn.Compute;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Interpreter.Checking;
using MlNetCnn.TensorFlow.Tests.Layers;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Training;

/// <summary>Gradient graphs by layers whose values the graph would otherwise not hold as the model has them.</summary>
public sealed class GradientGraphTests
{
    private const DataFormat First = DataFormat.ChannelsFirst;

    /// <summary>Turned back for the question and again for the next layer, the value would be on no way to the output.</summary>
    [Fact]
    public void Channels_may_come_first() => Check(
        new Sequential([2, 6, 5])
        {
            new Conv2D(3, 3, activation: "relu", dataFormat: First, name: "a"),
            new Conv2D(4, 2, dataFormat: First, name: "b"),
            new MaxPooling2D(2, dataFormat: First, name: "c"),
            new Flatten(dataFormat: First, name: "flat"),
            new Dense(3, activation: "softmax", name: "top"),
        },
        ["a", "b", "c", "a/kernel"]);

    /// <summary>What a layer hands on as it is goes several ways, and only one of them is the layer's.</summary>
    [Fact]
    public void A_layer_that_changes_nothing_is_asked_for_by_itself()
    {
        var x = KerasTensor.Input([6, 5, 2], name: "x");
        var a = new Conv2D(3, 3, padding: Padding.Same, name: "a").Call(x);
        var b = new Conv2D(3, 3, padding: Padding.Same, name: "b").Call(new Dropout(0.5, name: "dropout").Call(a));
        var sum = new Add(name: "sum").Call(a, b);
        Check(new Model(x, new Dense(3, name: "top").Call(new GlobalAveragePooling2D().Call(new Activation("linear", name: "same").Call(sum)))), ["dropout", "a", "same", "sum", "x"]);
    }

    private static void Check(Model model, string[] layers)
    {
        model.InitializeWeights(3);
        var (x, slope) = (ConformanceNumbers.Batch(3, model.InputShape, 1), ConformanceNumbers.Batch(3, model.OutputShape, ConformanceNumbers.OutputGradient));
        using var executable = new ManagedEngine().Compile(model, new CompileOptions { Precise = true });
        var expected = executable.Differentiate([x], _ => slope, new GradientQuery { WithRespectTo = layers });
        var exported = model.ToTensorFlowGradientGraph(layers);
        GraphCheck.Assert(exported.Graph);
        using var session = new InterpretedSession(exported.Graph);
        var results = session.Run([(exported.Inputs[0], Value(x)), (exported.OutputGradient, Value(slope))], [exported.Output, .. exported.Layers.Select(l => l.Gradient)], []);
        Compared.AssertNear(expected.Output.Span, results[0].Floats.Span, "output");
        foreach (var (i, layer) in layers.Index()) Compared.AssertNear(expected.Gradients[i].Span, results[1 + i].Floats.Span, layer);
    }

    private static TensorValue Value(Tensor tensor) => TensorValue.Of(tensor.Values, [tensor.Batch, .. tensor.Shape]);
}
