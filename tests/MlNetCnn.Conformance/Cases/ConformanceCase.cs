using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.Cases;

/// <summary>A model and what goes into it: every engine and runtime should make the same of both.</summary>
/// <param name="Name">Unique among all cases, in file-name letters: <c>conv2d_same_strided</c>.</param>
/// <param name="Kind">What sort of case it is.</param>
/// <param name="Build">Makes the model, built; its weights are drawn by <see cref="Model"/> unless <see cref="HasWeights"/>.</param>
internal sealed record ConformanceCase(string Name, CaseKind Kind, Func<Model> Build)
{
    private const long Seed = 7;

    /// <summary>Elements of the batch. Default 2.</summary>
    public int Batch { get; init; } = 2;

    /// <summary>What input values are drawn between, evenly. Default -1 to 1.</summary>
    public (float Low, float High) Range { get; init; } = (-1, 1);

    /// <summary>Whether <see cref="Build"/> gives real weights, which stay. Default false.</summary>
    public bool HasWeights { get; init; }

    /// <summary>What drawn kernels are multiplied with: below 1 for nets whose sums of residuals would grow from block to block. Default 1.</summary>
    public float Gain { get; init; } = 1;

    /// <summary>Gives the inputs instead of drawing them; null (the default) to draw.</summary>
    public Func<IReadOnlyList<Tensor>>? Given { get; init; }

    /// <summary>What must hold of the first output beside its equality with the others'; null (the default) for nothing.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Why the case cannot run here: files that are absent. Null (the default) where it can.</summary>
    public Func<string?> Missing { get; init; } = () => null;

    /// <summary>The model, with weights that are the same at each call and nowhere trivial (<see cref="RandomWeights"/>).</summary>
    public Model Model()
    {
        var model = Build();
        if (!HasWeights) RandomWeights.Fill(model, Seed, Gain);
        return model;
    }

    /// <summary>One tensor per input, the same at each call.</summary>
    public IReadOnlyList<Tensor> Inputs(Model model) => Given?.Invoke() ?? [.. model.Inputs.Select((input, i) =>
    {
        var tensor = new Tensor(Batch, input.Shape);
        var stream = new RandomStream(Seed, "conformance/input", i);
        foreach (ref var value in tensor.Span) value = Range.Low + (Range.High - Range.Low) * stream.NextSingle();
        return tensor;
    })];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
