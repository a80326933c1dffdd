using System.Buffers;
using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>A network's mapper that takes what it can from a <see cref="FeatureCache"/> and computes the rest. It counts both.</summary>
internal sealed class CachedNetworkMapper(
    DataViewSchema schema, string input, Network network, int batchSize, Func<IReadOnlyList<Shape>, IReadOnlyList<DataViewSchema.DetachedColumn>> columns, FeatureStatistics statistics, Func<Shape, int, FeatureCache?> openCache)
    : NetworkMapper(schema, input, network, batchSize, "ExtractFeatures", columns)
{
    public override void Run(NetworkBatch batch, int count)
    {
        if (OpenCache() is null)
        {
            base.Run(batch, count);
            statistics.Add(computed: count, fromCache: 0);
            return;
        }

        // A picture is known by the pixels that enter the network: whatever made them, the features are those of these pixels.
        var hashes = new ContentHash[count];
        Parallel.For(0, count, slot => hashes[slot] = ContentHash.Of(batch.Input(slot).Span, InputShape));
        List<int> missing = [];
        WithCache(cache => missing = [.. Enumerable.Range(0, count).Where(slot => !cache.TryGet(hashes[slot], batch.Output(0, slot)))]);
        if (missing.Count > 0) Compute(batch, missing);
        WithCache(cache =>
        {
            foreach (var slot in missing) cache.Add(hashes[slot], batch.Output(0, slot));
            if (cache.WriteFailure is { } failure) statistics.CacheFailure = failure;
        });
        statistics.Add(computed: missing.Count, fromCache: count - missing.Count);
    }

    private FeatureCache? OpenCache() => openCache(InputShape, (int)OutputShapes[0].Count);

    /// <summary>Uses the cache, and opens it again when another user of the transformer disposes of it on the way.</summary>
    private void WithCache(Action<FeatureCache> use)
    {
        while (true)
        {
            var cache = OpenCache()!;
            try
            {
                use(cache);
                return;
            }
            catch (ObjectDisposedException) when (OpenCache() != cache)
            {
                // Once more, with the one that is open now.
            }
        }
    }

    private void Compute(NetworkBatch batch, List<int> slots)
    {
        var length = (int)InputShape.Count;
        var packed = ArrayPool<float>.Shared.Rent(slots.Count * length);
        for (var i = 0; i < slots.Count; i++) batch.Input(slots[i]).CopyTo(packed.AsMemory(i * length));
        Predict(packed.AsMemory(0, slots.Count * length), slots.Count, i => slots[i], batch);
        ArrayPool<float>.Shared.Return(packed);
    }
}
