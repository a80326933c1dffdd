using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// Examples to train on or to test with, that can be fetched by index in any order: an array in memory, a folder of pictures ... A
/// source holds no position; the trainer decides about order and batches.
/// </summary>
public interface IBatchSource
{
    /// <summary>Number of examples.</summary>
    int Count { get; }

    /// <summary>Shape of one input, all dimensions known.</summary>
    Shape InputShape { get; }

    /// <summary>Shape of one target: <c>[1]</c> for a binary label or a class index, <c>[classes]</c> for a one-hot row.</summary>
    Shape TargetShape { get; }

    /// <summary>Writes some examples, one after the other, in the order of <paramref name="indices"/>. May be called from many threads at once.</summary>
    /// <param name="epoch">
    /// Counts passes over the data from 0. A source that augments draws its numbers from the epoch and the index of the example, never from
    /// the order of calls, so that a run can be repeated; others ignore it.
    /// </param>
    /// <param name="indices">Which examples, each in 0 .. <see cref="Count"/> - 1.</param>
    /// <param name="inputs">Room for one input per index; every value is written.</param>
    /// <param name="targets">Room for one target per index; every value is written.</param>
    /// <param name="weights">One sample weight per index, all 1 when called; a source without sample weights leaves them.</param>
    /// <param name="cancellation">For sources that take long.</param>
    void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation);
}
