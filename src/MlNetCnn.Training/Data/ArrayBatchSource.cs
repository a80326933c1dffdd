using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>Examples in memory: one array of all inputs and one of all targets, example after example. Nothing is copied until a batch is asked for.</summary>
public sealed class ArrayBatchSource : IBatchSource
{
    private readonly ReadOnlyMemory<float> _inputs, _targets, _weights;
    private readonly int _inputLength, _targetLength;

    /// <summary>Wraps arrays.</summary>
    /// <param name="inputShape">Shape of one input.</param>
    /// <param name="inputs">All inputs, row-major; the number of examples follows from it.</param>
    /// <param name="targets">All targets.</param>
    /// <param name="targetShape">Shape of one target. Default <c>[1]</c>: a binary label or a class index.</param>
    /// <param name="sampleWeights">One per example, finite and not negative. Default: all 1.</param>
    /// <exception cref="ArgumentException">The arrays do not fit each other or the shapes; the message lists all that is wrong.</exception>
    public ArrayBatchSource(Shape inputShape, ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, Shape? targetShape = null, ReadOnlyMemory<float> sampleWeights = default)
    {
        var target = targetShape ?? [1];
        new OptionErrors(nameof(ArrayBatchSource))
            .Require(inputShape.IsKnown && inputShape.Count > 0, nameof(inputShape), inputShape, "of known, positive dimensions")
            .Require(target.IsKnown && target.Count > 0, nameof(targetShape), target, "of known, positive dimensions")
            .ThrowIfAny();

        (InputShape, TargetShape) = (inputShape, target);
        (_inputs, _targets, _weights) = (inputs, targets, sampleWeights);
        (_inputLength, _targetLength) = (checked((int)inputShape.Count), checked((int)target.Count));
        Count = inputs.Length / _inputLength;
        var bad = IndexOfBadWeight(sampleWeights.Span);
        new OptionErrors(nameof(ArrayBatchSource))
            .Require(inputs.Length % _inputLength == 0, $"There are {inputs.Length} input values, which is not a multiple of the {_inputLength} of one input of shape {inputShape}.")
            .Require(targets.Length == (long)Count * _targetLength, $"There are {targets.Length} target values; {Count} examples with targets of shape {target} need {(long)Count * _targetLength}.")
            .Require(sampleWeights.IsEmpty || sampleWeights.Length == Count, $"There are {sampleWeights.Length} sample weights for {Count} examples.")
            .Require(bad < 0, $"The sample weight of example {bad} is not a finite number of at least 0.")
            .ThrowIfAny();
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Shape InputShape { get; }

    /// <inheritdoc/>
    public Shape TargetShape { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 .. <see cref="Count"/> - 1.</exception>
    public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i];
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"There are {Count} examples, numbered from 0.");
            _inputs.Span.Slice(index * _inputLength, _inputLength).CopyTo(inputs[(i * _inputLength)..]);
            _targets.Span.Slice(index * _targetLength, _targetLength).CopyTo(targets[(i * _targetLength)..]);
            if (!_weights.IsEmpty) weights[i] = _weights.Span[index];
        }
    }

    private static int IndexOfBadWeight(ReadOnlySpan<float> weights)
    {
        for (var i = 0; i < weights.Length; i++)
            if (!float.IsFinite(weights[i]) || weights[i] < 0) return i;
        return -1;
    }
}
