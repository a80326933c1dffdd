using System.Buffers;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// Pictures of another source, varied anew in every pass. What a picture becomes follows from the seed, the pass and its index alone; the order of calls, the batch
/// and the number of threads do not matter. Wrap the training source only: validation data are never varied.
/// </summary>
public sealed class AugmentedBatchSource : IBatchSource
{
    private readonly IBatchSource _source;
    private readonly ImageAugmentation _augmentation;
    private readonly long _seed;
    private readonly int _threads, _height, _width, _channels;

    /// <summary>Wraps a source.</summary>
    /// <param name="source">Pictures of shape (height, width, channels), commonly floats 0 to 255.</param>
    /// <param name="augmentation">How they are varied.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="threads">Most pictures to vary at once; 0 (the default) for as many as there are processors.</param>
    /// <exception cref="ArgumentException">The source holds no pictures, or settings are wrong; the message lists all that are.</exception>
    public AugmentedBatchSource(IBatchSource source, ImageAugmentation augmentation, long seed, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(augmentation);
        augmentation.Validate();
        var shape = source.InputShape;
        var isPicture = shape.Rank == 3 && shape.IsKnown && shape.Count > 0;
        new OptionErrors(nameof(AugmentedBatchSource))
            .Require(isPicture, nameof(source), $"of inputs of shape {shape}", "of pictures, (height, width, channels)")
            .Require(!isPicture || augmentation.BrightnessRange is null || shape[2] is 1 or 3 or 4, $"BrightnessRange needs pictures of 1, 3 or 4 channels; these are of shape {shape}.")
            .Require(threads >= 0, nameof(threads), threads, "at least 0")
            .ThrowIfAny();
        (_source, _augmentation, _seed) = (source, augmentation, seed);
        (_height, _width, _channels) = (shape[0], shape[1], shape[2]);
        _threads = threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <inheritdoc/>
    public int Count => _source.Count;

    /// <inheritdoc/>
    public Shape InputShape => _source.InputShape;

    /// <inheritdoc/>
    public Shape TargetShape => _source.TargetShape;

    /// <inheritdoc/>
    public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
    {
        if (_augmentation.IsIdentity)
        {
            _source.Fill(epoch, indices, inputs, targets, weights, cancellation);
            return;
        }

        var length = _height * _width * _channels;
        var count = indices.Length;
        // Spans do not go to other threads, so a batch lies in arrays of the pool meanwhile; beside the blending the copies are nothing.
        var originals = ArrayPool<float>.Shared.Rent(checked(count * length));
        var varied = ArrayPool<float>.Shared.Rent(checked(count * length));
        try
        {
            _source.Fill(epoch, indices, originals.AsSpan(0, count * length), targets, weights, cancellation);
            var numbers = indices.ToArray();
            if (_threads == 1 || count == 1)
                for (var i = 0; i < count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Vary(i);
                }
            else Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellation }, Vary);
            varied.AsSpan(0, count * length).CopyTo(inputs);

            void Vary(int i) => _augmentation.Draw(_seed, epoch, numbers[i], _height, _width)
                .Apply(originals.AsSpan(i * length, length), varied.AsSpan(i * length, length), _height, _width, _channels);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(originals);
            ArrayPool<float>.Shared.Return(varied);
        }
    }
}
