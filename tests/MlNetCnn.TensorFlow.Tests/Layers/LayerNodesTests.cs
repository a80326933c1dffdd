using System.Reflection;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Activations;
using MlNetCnn.TensorFlow.Layers;

namespace MlNetCnn.TensorFlow.Tests.Layers;

/// <summary>Every layer and activation as nodes, forward and backward, against the managed engine.</summary>
public class LayerNodesTests
{
    public static TheoryData<string> Names => [.. ConformanceCases.All.Where(c => !c.Winograd).Concat(LayerCases.All).Select(c => c.Name)];

    /// <summary>In graphs for batches of any size, run with the case's and with one element, and in graphs for that size alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_gradients_are_the_managed_engines(string name)
    {
        var c = ConformanceCases.All.Concat(LayerCases.All).First(c => c.Name == name);
        Compared.Check(c.MakeFilled(), c.Batch, c.Scale, c.Training, [-1, c.Batch]);
    }

    [Fact]
    public void Every_layer_that_the_managed_engine_runs_can_be_written()
    {
        var runs = typeof(ManagedEngine).Assembly.GetTypes().Select(type => type.GetCustomAttribute<RunsAttribute>()?.Layer).OfType<Type>().ToHashSet();
        Assert.Empty(runs.Except(LayerNodes.Known).Select(type => type.Name));
        Assert.True(runs.Count > 50);
        Assert.Empty(LayerNodes.Known.Except(runs).Select(type => type.Name));
    }

    [Fact]
    public void Every_activation_can_be_written()
    {
        Assert.Empty(Keras.Activations.All.Select(a => a.Name).Except(ActivationNodes.Known));
        Assert.Empty(ActivationNodes.Known.Except(Keras.Activations.All.Select(a => a.Name)));
    }

    [Fact]
    public void What_cannot_be_written_is_named()
    {
        var layer = KerasTensor.Input([3]).Layer;
        Assert.Contains("'outer/odd' (InputLayer)", Assert.Throws<NotSupportedException>(() => LayerNodes.For(layer, "outer/odd")).Message);
    }
}
