using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Tests.Layers;

/// <summary>Models as nodes: what is beside outputs and gradients by weights.</summary>
public class ModelNodesTests
{
    private const DataFormat First = DataFormat.ChannelsFirst;

    /// <summary>After one step, moving mean and variance are the managed engine's: Keras 3's formula, and the biased variance.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Moving_statistics_move_as_in_the_managed_engine(int rank)
    {
        var model = new Sequential(rank == 3 ? [3, 2, 5] : [5]) { new BatchNormalization(momentum: 0.7, name: "norm") }.Fill();
        var x = ConformanceNumbers.Batch(3, model.InputShape, 1, 2, 1);
        using var graph = new WrittenModel(model, [], training: true);
        var updates = graph.Run([x], x).Updates;
        using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError() } });
        executable.TrainStep([x], x);
        executable.ReadWeights();
        Assert.Equal(["norm/moving_mean", "norm/moving_variance"], updates.Select(u => u.Path));
        foreach (var (path, values) in updates) Compared.AssertNear(model.Weights.First(w => w.Path == path).Values, values, path, 1e-6);
    }

    [Fact]
    public void A_frozen_normalization_moves_nothing()
    {
        var model = new Sequential([5]) { new BatchNormalization { Trainable = false } }.Fill();
        using var graph = new WrittenModel(model, [], training: true);
        Assert.Empty(graph.Nodes.Updates);
        using var still = new WrittenModel(new Sequential([5]) { new BatchNormalization() }.Fill(), []);
        Assert.Empty(still.Nodes.Updates);
    }

    [Theory]
    [InlineData(ReluGradient.Standard)]
    [InlineData(ReluGradient.Guided)]
    [InlineData(ReluGradient.Deconvnet)]
    public void What_goes_back_through_relus_is_as_in_the_managed_engine(ReluGradient relu)
    {
        Compared.Check(Rectifiers(), 3, 3, by: ["input", "b", "dense/kernel"], relu: relu);

        static Model Rectifiers() => new Sequential(name: "rectifiers")
        {
            new InputLayer([6, 5, 3], "input"),
            new Conv2D(4, 3, activation: "relu"), new ReLU(2.5), new Dense(6, name: "b"), new ReLU(threshold: 0.1), new Activation("relu6"), new LeakyReLU(), new PReLU(),
            new ReLU(maxValue: 1.5, threshold: 0.05), new ReLU(negativeSlope: 0.1), new Flatten(), new Dense(3, activation: "sparsemax", name: "dense"),
        }.Fill();
    }

    /// <summary>Gradients by layers whose values lie turned, or are no layer's own: what reads them reads them.</summary>
    [Fact]
    public void Gradients_by_layers_outputs_are_the_managed_engines()
    {
        var model = new Sequential(name: "net")
        {
            new InputLayer([3, 9, 8], "input"),
            new Conv2D(4, 3, dataFormat: First, activation: "relu", name: "a"), new ReLU(name: "b"), new Dropout(0.5, name: "c"), new MaxPooling2D(dataFormat: First, name: "d"),
            new Conv2D(5, 2, dataFormat: First, name: "e"), new Flatten(First, name: "f"), new Dense(4, activation: "softmax"),
        }.Fill();
        Compared.Check(model, 2, by: ["input", "a", "b", "c", "d", "e", "f"]);
        Compared.Check(model, 2, training: true, by: ["e", "c", "input"]);
    }

    /// <summary>Layers with channels first cost a transposition where a run of them begins, and one where it ends.</summary>
    [Fact]
    public void Channels_are_turned_where_a_run_of_layers_begins_and_ends_only()
    {
        var model = new Sequential([3, 9, 8])
        {
            new Conv2D(4, 3, dataFormat: First, activation: "relu"), new BatchNormalization(axis: 1), new ReLU(), new MaxPooling2D(dataFormat: First), new Conv2D(5, 2, dataFormat: First),
        }.Fill();
        Assert.Equal(2, model.ToTensorFlowGraph().Graph.Nodes.Count(n => n.Op == "Transpose"));
        model.Add(new GlobalAveragePooling2D(dataFormat: First));
        Assert.Single(model.ToTensorFlowGraph().Graph.Nodes, n => n.Op == "Transpose");
    }

    /// <summary>Of a layer with its channels first, a softmax still runs over the last axis, as Keras has it.</summary>
    [Theory]
    [InlineData("softmax")]
    [InlineData("log_softmax")]
    [InlineData("sparsemax")]
    public void An_activation_over_the_last_axis_means_the_models(string activation)
    {
        var model = new Sequential([3, 5, 6]) { new Conv2D(4, 2, activation: activation, dataFormat: First) }.Fill();
        var apart = new Sequential([3, 5, 6]) { new Conv2D(4, 2, dataFormat: First), new Activation(activation) }.Fill();
        using var engine = new ManagedEngine().Compile(apart, new() { Precise = true });
        using var graph = new WrittenModel(model, []);
        var x = ConformanceNumbers.Batch(2, [3, 5, 6], 1);
        Compared.AssertNear(engine.Predict([x])[0].Span, graph.Run([x], new(2, model.OutputShape)).Output, activation);
        Assert.Contains(activation, Assert.Throws<NotSupportedException>(() => new ManagedEngine().Compile(model)).Message);
    }

    [Fact]
    public void Activities_tell_whose_outputs_are_regularized()
    {
        var model = new Sequential([6, 5, 2])
        {
            new Conv2D(3, 3, activation: "softmax", activityRegularizer: new L2(0.1), name: "a"), new ActivityRegularization(l1: 0.5, name: "b"), new ActivityRegularization(name: "c"),
            new Dense(2, activation: "sigmoid", activityRegularizer: new L1(0.1), name: "d"),
        }.Fill();
        foreach (var logits in new[] { false, true })
        {
            var flat = new FlatGraph(model, null);
            GraphValue[] outputs = logits ? [.. flat.Outputs.Select(flat.BeforeLastActivation), .. flat.Outputs] : flat.Outputs;
            var graph = new GraphBuilder();
            var nodes = new ModelNodes(graph, new ConstantNodes(graph, new VariableNames(model).Of), training: false, outputs);
            nodes.Give(flat.Inputs[0], graph.Placeholder(DataType.Float, flat.Inputs[0].Shape.WithBatch()));
            nodes.Write(flat.Needed(outputs));
            Assert.Equal(["a", "b", "d"], nodes.Activities.Select(a => a.Path));
            Assert.IsType<L2>(nodes.Activities[0].Regularizer);
            Assert.Equal(["Softmax", "Softmax", "Sigmoid"], nodes.Activities.Select(a => a.Output.Node.Op));
        }
    }
}
