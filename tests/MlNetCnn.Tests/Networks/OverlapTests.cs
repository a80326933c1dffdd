using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Keras;

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
        var engine = new WaitingEngine(nextBatchRead);
        var view = ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { BatchSize = batch, Engine = engine }).Fit(data).Transform(data);
        Assert.Equal(rows.Length, view.GetColumn<float[]>("Features").Count());
        Assert.True(engine.Waited, "The engine never saw the next batch being read while it computed the first.");
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

    private sealed class WaitingEngine(ManualResetEventSlim signal) : IEngine
    {
        /// <summary>Whether the first prediction saw the signal; null before it.</summary>
        public bool? Waited { get; private set; }

        public string Name => "waiting";

        public string Arithmetic => "waiting";

        public IExecutable Compile(Model model, CompileOptions? options = null) => new Waiting(new ManagedEngine().Compile(model, options), this);

        private void Wait() => Waited ??= signal.Wait(TimeSpan.FromSeconds(20));

        private sealed class Waiting(IExecutable inner, WaitingEngine engine) : IExecutable
        {
            public Model Model => inner.Model;

            public IReadOnlyList<Shape> InputShapes => inner.InputShapes;

            public IReadOnlyList<Shape> OutputShapes => inner.OutputShapes;

            public double LearningRate
            {
                get => inner.LearningRate;
                set => inner.LearningRate = value;
            }

            public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, CancellationToken cancellation = default)
            {
                engine.Wait();
                return inner.Predict(inputs, cancellation);
            }

            public TrainStepResult TrainStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default) => inner.TrainStep(inputs, targets, sampleWeights);

            public TrainStepResult TestStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default) => inner.TestStep(inputs, targets, sampleWeights);

            public IReadOnlyList<Tensor> Gradient(IReadOnlyList<Tensor> inputs, Tensor outputGradient, IReadOnlyList<string> withRespectTo) =>
                inner.Gradient(inputs, outputGradient, withRespectTo);

            public void ReadWeights() => inner.ReadWeights();

            public void WriteWeights() => inner.WriteWeights();

            public void Dispose() => inner.Dispose();
        }
    }
}
