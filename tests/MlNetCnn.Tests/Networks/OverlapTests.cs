using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Tests.Networks;

/// <summary>Reading (decoding) pictures overlaps with computing: shown without a clock, by a network that waits for the next batch to be read.</summary>
public sealed class OverlapTests
{
    [Fact]
    public void The_next_batch_is_read_while_the_engine_computes()
    {
        const int batch = 4;
        using var nextBatchRead = new ManualResetEventSlim();
        var rows = Enumerable.Range(0, 3 * batch).Select(i => new Row { Index = i, OnRead = index => { if (index >= batch) nextBatchRead.Set(); } }).ToArray();
        var ml = new MLContext(1);
        var data = ml.Data.LoadFromEnumerable(rows);
        var waited = false;
        var engine = new HookedEngine { BeforePredict = () => waited = nextBatchRead.Wait(TimeSpan.FromSeconds(30)) };
        var view = ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { BatchSize = batch, Engine = engine }).Fit(data).Transform(data);
        Assert.Equal(rows.Length, view.GetColumn<float[]>("Features").Count());
        Assert.True(waited, "The engine never saw the next batch being read while it computed the first.");
    }

    private sealed class Row
    {
        public int Index { get; init; }

        [NoColumn]
        public Action<int>? OnRead { get; init; }

        [VectorType(16, 16, 3)]
        public float[] Image
        {
            get
            {
                OnRead?.Invoke(Index);
                return new float[16 * 16 * 3];
            }
        }
    }
}
