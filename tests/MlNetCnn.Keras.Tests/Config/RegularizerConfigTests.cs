using System.Text.Json;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Tests;

public class RegularizerConfigTests
{
    public static TheoryData<Regularizer> Regularizers => [new L1(0.125), new L2(), new L1L2(), new L1L2(0.5, 0.25), new OrthogonalRegularizer(0.5, "columns")];

    public static TheoryData<Constraint> Constraints =>
        [new MaxNorm(), new MaxNorm(3, [0, 1, 2]), new NonNeg(), new UnitNorm([1]), new MinMaxNorm(0.5, 2, 0.25, [0, 1])];

    [Theory]
    [MemberData(nameof(Regularizers))]
    public void Regularizers_survive(Regularizer regularizer)
    {
        var layer = new Dense(2, kernelRegularizer: regularizer, biasRegularizer: regularizer, activityRegularizer: regularizer);
        layer.Call(KerasTensor.Input([3]));
        var read = (Dense)LayerContract.Read(LayerConfig.Write(layer).ToJsonString());
        read.Call(KerasTensor.Input([3]));
        Assert.Equal<Regularizer?[]>([regularizer, regularizer, regularizer], [read.KernelRegularizer, read.BiasRegularizer, read.ActivityRegularizer]);
        Assert.Equal([regularizer, regularizer], read.Weights.Select(w => w.Regularizer));
        Assert.Empty(read.Preserved);
    }

    [Theory]
    [MemberData(nameof(Constraints))]
    public void Constraints_survive(Constraint constraint)
    {
        var layer = new Conv2D(2, 3, kernelConstraint: constraint, biasConstraint: constraint);
        layer.Call(KerasTensor.Input([5, 5, 3]));
        var read = (Conv2D)LayerContract.Read(LayerConfig.Write(layer).ToJsonString());
        read.Call(KerasTensor.Input([5, 5, 3]));
        Assert.Equal<Constraint?[]>([constraint, constraint], [read.KernelConstraint, read.BiasConstraint]);
        Assert.Equal([constraint, constraint], read.Weights.Select(w => w.Constraint));
        Assert.Empty(read.Preserved);
    }

    [Fact]
    public void Weights_carry_what_belongs_to_them()
    {
        var norm = new BatchNormalization(betaRegularizer: new L1(1), gammaRegularizer: new L2(2), betaConstraint: new NonNeg(), gammaConstraint: new UnitNorm());
        norm.Call(KerasTensor.Input([3]));
        Assert.Equal([new L2(2), new L1(1), null, null], norm.Weights.Select(w => w.Regularizer));
        Assert.Equal([new UnitNorm(), new NonNeg(), null, null], norm.Weights.Select(w => w.Constraint));
        var depthwise = new DepthwiseConv2D(1, depthwiseRegularizer: new L1(1), biasRegularizer: new L2(2), depthwiseConstraint: new NonNeg(), biasConstraint: new MaxNorm());
        depthwise.Call(KerasTensor.Input([3, 3, 3]));
        Assert.Equal([new L1(1), new L2(2)], depthwise.Weights.Select(w => w.Regularizer));
        Assert.Equal([new NonNeg(), new MaxNorm()], depthwise.Weights.Select(w => w.Constraint));
    }

    /// <summary>The forms that Keras 2 and tf.keras wrote, and the shortcuts by name.</summary>
    [Theory]
    [InlineData("""{"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.5}}""", 0.0, 0.5)]
    [InlineData("""{"class_name": "L1L2", "config": {"l1": {"type": "ndarray", "value": 0.25}, "l2": null}}""", 0.25, 0.0)]
    [InlineData("""{"class_name": "L2", "config": {"l2": 0.5}}""", null, 0.5)]
    [InlineData("""{"class_name": "L1", "config": {"l1": 0.5}}""", 0.5, null)]
    [InlineData("\"l2\"", null, 0.01)]
    public void Old_forms_are_read(string json, double? l1, double? l2)
    {
        var read = (Dense)LayerContract.Read($$$"""{"class_name": "Dense", "config": {"units": 2, "kernel_regularizer": {{{json}}}}}""", 2);
        Regularizer expected = l1 is null ? new L2(l2!.Value) : l2 is null ? new L1(l1.Value) : new L1L2(l1.Value, l2.Value);
        Assert.Equal(expected, read.KernelRegularizer);
    }

    /// <summary>Somebody's own classes, and properties that the layer does not have, take no effect and are saved as they came.</summary>
    [Theory]
    [InlineData("""{"module": "mine", "class_name": "L2", "config": {"l2": 0.5}, "registered_name": "L2"}""")]
    [InlineData("""{"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.5}, "registered_name": "Mine>L2"}""")]
    [InlineData("""{"module": "keras.regularizers", "class_name": "Mine", "config": {"a": [1]}, "registered_name": null}""")]
    public void Custom_ones_are_kept(string json)
    {
        var read = (Dense)LayerContract.Read($$$"""{"class_name": "Dense", "config": {"units": 2, "kernel_regularizer": {{{json}}}, "other_constraint": {{{json}}}}}""");
        Assert.Null(read.KernelRegularizer);
        using var written = JsonDocument.Parse(LayerConfig.Write(read).ToJsonString());
        using var expected = JsonDocument.Parse(json);
        foreach (var name in new[] { "kernel_regularizer", "other_constraint" })
            JsonCompare.Same(expected.RootElement, written.RootElement.GetProperty("config").GetProperty(name), "$");
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1L2(0, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new OrthogonalRegularizer(1, "diagonals"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxNorm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(rate: 2));
    }

    [Fact]
    public void Equality_looks_at_the_axes()
    {
        Assert.Equal(new MaxNorm(2, [0, 1]), new MaxNorm(2, [0, 1]));
        Assert.Equal(new MaxNorm(2, [0, 1]).GetHashCode(), new MaxNorm(2, [0, 1]).GetHashCode());
        Assert.NotEqual(new MaxNorm(2, [0, 1]), new MaxNorm(2, [0, 2]));
        Assert.NotEqual<NormConstraint>(new UnitNorm(), new MaxNorm());
    }

    [Theory]
    [InlineData("\"dim_ordering\": \"th\"", DataFormat.ChannelsFirst)]
    [InlineData("\"dim_ordering\": \"tf\"", DataFormat.ChannelsLast)]
    [InlineData("\"data_format\": \"channels_first\"", DataFormat.ChannelsFirst)]
    [InlineData("\"data_format\": null", DataFormat.ChannelsLast)]
    public void Every_spelling_of_the_format_is_read(string property, DataFormat format)
    {
        var read = (MaxPooling2D)LayerContract.Read($$$"""{"class_name": "MaxPooling2D", "config": {"pool_size": 2, {{{property}}}}}""", 1);
        Assert.Equal(format, read.DataFormat);
    }
}
