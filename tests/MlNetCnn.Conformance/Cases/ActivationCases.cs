using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Each activation function, over pictures whose values lie on both sides of everything that it does.</summary>
internal static class ActivationCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        .. Activations.All.Select(f => Chain($"activation_{f.Name}", [4, 5, 6], () => [new Activation(f)]) with { Kind = CaseKind.Activation, Range = (-8, 8) }),
    ];
}
