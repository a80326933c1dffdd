using MlNetCnn.Compute;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Tests.Layers;

namespace MlNetCnn.TensorFlow.Tests.Export;

/// <summary>Every application as a frozen graph, at the least size it takes.</summary>
public class ApplicationGraphTests
{
    /// <summary>Of nets that there are in several widths, the narrowest.</summary>
    public static TheoryData<string> Names => [.. Applications.All.Select(a => a.Name).GroupBy(name => name.Split('_')[0]).Select(widths => widths.Last())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_are_the_managed_engines(string name)
    {
        var info = Applications.ByName(name);
        var model = info.Create(includeTop: false, inputShape: [info.MinimumSize, info.MinimumSize, 3], pooling: FeaturePooling.Average);
        model.InitializeWeights(1);
        var x = ConformanceNumbers.Batch(1, model.InputShape, 1);
        using var executable = new ManagedEngine().Compile(model, new() { Precise = true });
        var graph = model.ToTensorFlowGraph();
        Compared.AssertNear(executable.Predict([x])[0].Span, FrozenGraphTests.Run(graph, x)[0], name, 1e-4);
    }
}
