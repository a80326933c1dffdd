using MlNetCnn.Compute;

namespace MlNetCnn.Training;

/// <summary>Room for one batch of a source, filled again and again.</summary>
internal sealed class Batch(IBatchSource source, int size, IReadOnlyDictionary<int, float>? classWeights)
{
    private readonly float[] _inputs = new float[checked(size * source.InputShape.Count)], _targets = new float[checked(size * source.TargetShape.Count)], _weights = new float[size];

    /// <summary>Examples in it now.</summary>
    public int Count { get; private set; }

    public Tensor Inputs => new(Count, source.InputShape, _inputs.AsMemory(0, Count * (int)source.InputShape.Count));

    public Tensor Targets => new(Count, source.TargetShape, _targets.AsMemory(0, Count * (int)source.TargetShape.Count));

    /// <summary>How much each example counts: sample weight times class weight.</summary>
    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Count);

    /// <summary>Fetches examples.</summary>
    /// <param name="pass">The number of the pass over the data, from 0.</param>
    /// <param name="indices">At most as many as there is room for.</param>
    /// <param name="cancellation">For the source.</param>
    public void Fill(int pass, ReadOnlySpan<int> indices, CancellationToken cancellation)
    {
        Count = indices.Length;
        var weights = _weights.AsSpan(0, Count);
        weights.Fill(1);
        var targets = Targets;
        source.Fill(pass, indices, Inputs.Span, targets.Span, weights, cancellation);
        if (classWeights is null) return;
        for (var i = 0; i < weights.Length; i++)
            if (classWeights.TryGetValue(ClassOf(targets[i]), out var weight)) weights[i] *= weight;
    }

    /// <summary>As Keras's <c>class_weight_to_sample_weights</c>: the first largest position, or the value itself, rounded.</summary>
    private static int ClassOf(ReadOnlySpan<float> target)
    {
        if (target.Length == 1) return (int)MathF.Round(target[0]);
        var best = 0;
        for (var i = 1; i < target.Length; i++)
            if (target[i] > target[best]) best = i;
        return best;
    }
}
