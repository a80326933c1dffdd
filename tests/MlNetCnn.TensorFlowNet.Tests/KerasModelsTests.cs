using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using Tensorflow.Keras.ArgsDefinition;
using T = Tensorflow.Keras.Layers;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet.Tests;

/// <summary>Models of TensorFlow.Keras, read.</summary>
public sealed class KerasModelsTests
{
    [Fact]
    public void A_Sequential_is_read_with_one_input_and_one_output()
    {
        var net = new Sequential([6, 5, 2], "net")
        {
            new Conv2D(4, 3, padding: Padding.Same, activation: "relu", name: "conv"), new BatchNormalization(name: "norm"), new MaxPooling2D(name: "pool"), new Flatten(name: "flatten"),
            new Dropout(0.5, name: "dropout"), new Dense(3, "softmax", name: "top"),
        };
        Fill(net);
        net.Layers.First(l => l.Name == "conv").Trainable = false;
        var read = HandKeras.Sequential(net).ToModel();
        Assert.Equal(("net", 1, 1), (read.Name, read.Inputs.Count, read.Outputs.Count));
        Same(net, read);
        Assert.Equal(["conv"], read.Layers.Where(l => !l.Trainable).Select(l => l.Name));
    }

    [Fact]
    public void A_functional_model_is_read_with_shared_layers_and_several_inputs_and_outputs()
    {
        var left = new InputLayer([6, 6, 2], "left").Output;
        var right = new InputLayer([6, 6, 2], "right").Output;
        var shared = new Conv2D(3, 3, activation: "tanh", name: "shared");
        var (a, b) = (shared.Call(left), shared.Call(right));
        var joined = new Concatenate(name: "joined").Call(b, a, new Subtract("less").Call(a, b));
        var pooled = new GlobalAveragePooling2D(name: "pooled").Call(joined);
        var net = new Model([left, right], [new Dense(2, "softmax", name: "top").Call(pooled), new Dense(1, "sigmoid", name: "side").Call(pooled), a], "two");
        Fill(net);
        Same(net, HandKeras.Functional(net).ToModel());
    }

    [Fact]
    public void What_cannot_be_read_is_told()
    {
        HeldTensors.Need();
        Assert.Contains("'net' is not built", Assert.Throws<ArgumentException>(() => HandKeras.Empty<TF.Keras.Engine.Sequential>("net").ToModel()).Message, StringComparison.Ordinal);

        // What its padding layer pads is not in its configuration.
        var padded = Assert.Throws<NotSupportedException>(() => Read(new T.ZeroPadding2D(new ZeroPadding2DArgs { Name = "pad" }, "channels_first"), [4, 4, 2], [4, 6, 4]));
        Assert.Equal("The layer 'pad' gives (None, 6, 6, 2) here and (1, 4, 6, 4) in TensorFlow.Keras: it has a setting that TensorFlow.Keras does not tell.", padded.Message);
        Assert.StartsWith("The layer 'drop' is set as no layer here: rate is at least 0", Assert.Throws<NotSupportedException>(() => Read(new T.Dropout(new DropoutArgs { Name = "drop", Rate = 1 }), [4], [4])).Message, StringComparison.Ordinal);
        Assert.Contains("2 layers are named 'x'", Assert.Throws<NotSupportedException>(() => Read(new T.Tanh(new LayerArgs { Name = "x" }), [4], [4])).Message, StringComparison.Ordinal);
        Assert.Contains("'dense' has the weights (4, 2) (2,) here and  in TensorFlow.Keras", Assert.Throws<NotSupportedException>(() => Read(new T.Dense(new DenseArgs { Name = "dense", Units = 2 }), [4], [2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_goes_to_TensorFlow_NET_and_comes_back()
    {
        HeldTensors.Need();
        var graph = new TensorFlow.GraphDef([new("x", "Placeholder", [], new Dictionary<string, TensorFlow.AttrValue> { ["dtype"] = TensorFlow.DataType.Float, ["shape"] = new TensorFlow.TensorShape(-1, 3) }),
            new("y", "Relu", ["x"], new Dictionary<string, TensorFlow.AttrValue> { ["T"] = TensorFlow.DataType.Float })]);
        using var there = graph.ToTensorFlowNet();
        using MemoryStream expected = new(), actual = new();
        TensorFlow.GraphFiles.Save(graph, expected);
        TensorFlow.GraphFiles.Save(there.ToGraphDef(), actual);
        Assert.Equal(expected.ToArray(), actual.ToArray());
    }

    /// <summary>One layer over an input x, which gives what TensorFlow would give.</summary>
    private static Model Read(TF.Keras.Engine.Layer layer, Shape from, Shape to)
    {
        var (input, output) = (HeldTensors.Of(from), HeldTensors.Of(to));
        _ = new T.InputLayer(new InputLayerArgs { Name = "x", InputShape = new TF.Shape([.. from.Select(d => (long)d)]), InputTensor = input });
        layer.SetConnectivityMetadata(new TF.Tensors([input]), new TF.Tensors([output]));
        return HandKeras.Join([input], [output]).ToModel();
    }

    private static void Fill(Model net)
    {
        net.InitializeWeights(5);
        var random = new Random(3);
        foreach (var weight in net.Weights) weight.SetValues([.. Enumerable.Range(0, (int)weight.Shape.Count).Select(_ => random.NextSingle())]);
    }

    private static void Same(Model expected, Model actual)
    {
        Assert.Equal(expected.Calls.Select(c => c.Layer.Name).Order(), actual.Calls.Select(c => c.Layer.Name).Order());
        Assert.Equal(expected.Weights.Select(w => w.Path).Order(), actual.Weights.Select(w => w.Path).Order());
        var random = new Random(4);
        Tensor[] inputs = [.. expected.Inputs.Select(i => new Tensor(2, i.Shape, Enumerable.Range(0, 2 * (int)i.Shape.Count).Select(_ => random.NextSingle()).ToArray()))];
        using IExecutable one = new ManagedEngine().Compile(expected), other = new ManagedEngine().Compile(actual);
        foreach (var (x, y) in one.Predict(inputs).Zip(other.Predict(inputs), (x, y) => (x, y))) Assert.Equal(x.Span.ToArray(), y.Span.ToArray());
    }
}
