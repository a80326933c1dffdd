using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>A small model that the engine must compute as the reference does.</summary>
/// <param name="Name">Its name in conformance.json.</param>
/// <param name="Batch">Elements.</param>
/// <param name="Make">Makes the model; weights are filled afterwards.</param>
internal sealed record ConformanceCase(string Name, int Batch, Func<Model> Make)
{
    /// <summary>Whether layers run in training mode.</summary>
    public bool Training { get; init; }

    /// <summary>Inputs lie between plus and minus this.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Whether Winograd's method must be at work by default, and not when precise.</summary>
    public bool Winograd { get; init; }

    /// <summary>Whether the function has kinks, where differences are no slopes.</summary>
    public bool Kinked { get; init; }

    /// <summary>The model with its weights.</summary>
    public Model MakeFilled() => Make().Fill();

    /// <summary>One batch for every input.</summary>
    public Tensor[] Inputs(Model model) => [.. model.Inputs.Select((input, i) => ConformanceNumbers.Batch(Batch, input.Shape, 1 + i, Scale))];

    /// <summary>What the output is multiplied with to make a scalar.</summary>
    public Tensor OutputGradient(Model model) => ConformanceNumbers.Batch(Batch, model.OutputShape, ConformanceNumbers.OutputGradient);

    /// <summary>Names of the inputs and of the trainable weights, as <see cref="IExecutable.Differentiate"/> takes them.</summary>
    public static string[] Names(Model model) => [.. model.Inputs.Select(i => i.Layer.Name), .. WeightPaths(model, "")];

    private static IEnumerable<string> WeightPaths(Model model, string prefix) => model.Layers.SelectMany(layer =>
        layer is Model inner ? WeightPaths(inner, $"{prefix}{inner.Name}/")
        : layer.Trainable ? layer.Weights.Where(w => w.Trainable).Select(w => prefix + w.Path)
        : []);
}
