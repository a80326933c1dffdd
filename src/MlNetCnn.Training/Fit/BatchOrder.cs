using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// Which examples a step takes. The steps go through the data pass after pass; the last batch of a pass may be smaller. A step's examples follow from its number and the seed alone, so
/// that a run can go on anywhere.
/// </summary>
/// <param name="count">Examples of the source.</param>
/// <param name="batchSize">Examples of a step.</param>
/// <param name="seed">Of the passes' orders; null for that of the data.</param>
internal sealed class BatchOrder(int count, int batchSize, long? seed)
{
    private int[] _order = [];
    private int _pass = -1;

    public int StepsPerPass { get; } = (int)((count + (long)batchSize - 1) / batchSize);

    /// <summary>The pass and the examples of a step.</summary>
    /// <param name="step">From 0, over all passes.</param>
    public (int Pass, ReadOnlyMemory<int> Indices) At(long step)
    {
        var pass = checked((int)(step / StepsPerPass));
        if (pass != _pass) (_order, _pass) = (Shuffled(pass), pass);
        var start = (int)(step % StepsPerPass) * batchSize;
        return (pass, _order.AsMemory(start, Math.Min(batchSize, count - start)));
    }

    private int[] Shuffled(int pass)
    {
        // A new array: batches that are being fetched still hold the one before.
        int[] order = [.. Enumerable.Range(0, count)];
        if (seed is { } s) new RandomStream(s, "shuffle", pass).Shuffle<int>(order);
        return order;
    }
}
