using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Files;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Conformance.Tests;

/// <summary>The suite leaves nothing out.</summary>
public sealed class CaseListTests
{
    private static readonly ConformanceCase[] Small = [.. AllCases.List.Where(c => c.Kind is not (CaseKind.Application or CaseKind.Real))];

    [Fact]
    public void Every_layer_has_a_case()
    {
        var used = Small.SelectMany(c => Layers(c.Build())).Select(l => l.GetType()).ToHashSet();
        Assert.Equal([], Named(typeof(Layer)).Where(t => !used.Contains(t)).Select(t => t.Name));
    }

    [Fact]
    public void Every_activation_has_a_case() =>
        Assert.Equal([], Activations.All.Select(a => $"activation_{a.Name}").Except(AllCases.List.Where(c => c.Kind == CaseKind.Activation).Select(c => c.Name)));

    [Fact]
    public void Every_optimizer_and_every_loss_trains_something()
    {
        Assert.Equal([], Concrete(typeof(Optimizer)).Except(Rules.All.Values.Select(r => r.GetType())).Select(t => t.Name));
        Assert.Equal([], Concrete(typeof(Loss)).Except(LossCases.All.Select(l => l.GetType())).Select(t => t.Name));
    }

    [Fact]
    public void Names_are_unique()
    {
        Assert.Equal(AllCases.List.Count, AllCases.List.Select(c => c.Name).Distinct().Count());
        Assert.Equal(AllEngineCases.List.Count, AllEngineCases.List.Select(c => c.ToString()).Distinct().Count());
        Assert.Equal(GraphFolder.All.Count, GraphFolder.All.Select(g => g.Name).Distinct().Count());
    }

    private static IEnumerable<Layer> Layers(Model model) => model.Layers.SelectMany(layer => layer is Model nested ? Layers(nested).Prepend(nested) : [layer]);

    private static IEnumerable<Type> Named(Type root) => Concrete(root).Where(t => t.CustomAttributes.Any(a => a.AttributeType.Name == "KerasNameAttribute") && t != typeof(Sequential) && t != typeof(Model) && t != typeof(InputLayer));

    private static IEnumerable<Type> Concrete(Type root) => root.Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(root));
}
