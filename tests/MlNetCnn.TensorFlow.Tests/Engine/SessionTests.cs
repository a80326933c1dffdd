using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Contract;
using MlNetCnn.TensorFlow.Engine;
using MlNetCnn.TensorFlow.Interpreter;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Engine;

/// <summary>How the engine uses its sessions: one each, opened late, closed always, with nothing carried over twice.</summary>
public class SessionTests
{
    /// <summary>A session that counts.</summary>
    private sealed class Counting(Counts counts) : IGraphSession
    {
        private readonly InterpretedSession _session = new();

        public void Extend(GraphDef graph)
        {
            counts.Graphs++;
            if (counts.Fails) throw new TensorFlowException("no", TensorFlowStatus.Internal);
            _session.Extend(graph);
        }

        public IReadOnlyList<TensorValue> Run(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string> targets)
        {
            counts.Runs++;
            counts.Running?.Invoke(counts.Runs);
            return _session.Run(feeds, fetches, targets);
        }

        public void Dispose()
        {
            counts.Closed++;
            _session.Dispose();
        }
    }

    private sealed class Counts
    {
        public int Opened { get; set; }

        public int Closed { get; set; }

        public int Graphs { get; set; }

        public int Runs { get; set; }

        public bool Fails { get; set; }

        public Action<int>? Running { get; set; }

        public TensorFlowEngine Engine() => new(() =>
        {
            Opened++;
            return new Counting(this);
        });
    }

    private static readonly TrainingOptions Training = new() { Optimizer = new Adam(), Loss = new SparseCategoricalCrossentropy() };

    [Fact]
    public void Questions_of_one_kind_share_a_graph()
    {
        var counts = new Counts();
        using (var executable = counts.Engine().Compile(ContractData.Small()))
        {
            var x = ContractData.Batch(2, [9, 8, 3]);
            Assert.Equal((1, 1), (counts.Opened, counts.Graphs));
            for (var i = 0; i < 3; i++)
            {
                executable.Differentiate([x], y => y, new() { WithRespectTo = ["conv"] });
                executable.Differentiate([x], y => y, new() { WithRespectTo = ["conv"], Relu = ReluGradient.Guided });
                executable.Predict([x]);
            }

            Assert.Equal(3, counts.Graphs);
            Assert.Equal(0, counts.Closed);
        }

        Assert.Equal((1, 1), (counts.Opened, counts.Closed));
    }

    [Fact]
    public void Weights_that_nobody_changed_are_not_carried()
    {
        var counts = new Counts();
        var model = ContractData.Small();
        model.GetLayer("conv").Trainable = false;
        using var executable = counts.Engine().Compile(model, new() { Training = Training });
        Assert.Equal(1, counts.Graphs);
        var before = counts.Runs;
        executable.ReadWeights();
        executable.WriteWeights();
        Assert.Equal(before, counts.Runs);
        executable.TrainStep([ContractData.Batch(2, [9, 8, 3])], ContractData.Labels(2));
        executable.ReadWeights();
        Assert.Equal(before + 2, counts.Runs);
        executable.ReadWeights();
        executable.WriteWeights();
        Assert.Equal(before + 2, counts.Runs);
        model.Weights[0].SetValues(model.Weights[0].Values);
        executable.WriteWeights();
        Assert.Equal(before + 3, counts.Runs);
    }

    [Fact]
    public void What_fails_leaves_no_session_open()
    {
        var counts = new Counts { Fails = true };
        Assert.Throws<TensorFlowException>(() => counts.Engine().Compile(ContractData.Small()));
        Assert.Equal((1, 1), (counts.Opened, counts.Closed));
        // What cannot be written is told before a session is opened.
        Assert.Throws<ArgumentException>(() => counts.Engine().Compile(ContractData.Small(), new() { Outputs = ["none"] }));
        Assert.Throws<NotSupportedException>(() => counts.Engine().Compile(ContractData.Small(), new() { Training = Training with { Loss = new Mine() } }));
        Assert.Equal(1, counts.Opened);
    }

    [Fact]
    public void Large_batches_run_in_portions()
    {
        var counts = new Counts();
        var engine = new TensorFlowEngine(() => new Counting(counts)) { FloatsAtOnce = 2 * 800 };
        using var executable = engine.Compile(ContractData.Small());
        using var whole = Interpreted.Engine.Compile(ContractData.Small());
        var x = ContractData.Batch(17, [9, 8, 3]);
        var before = counts.Runs;
        Layers.Compared.AssertNear(whole.Predict([x])[0].Span, executable.Predict([x])[0].Span, "prediction");
        Assert.Equal(before + 9, counts.Runs);
        // Cancellation is looked at between them.
        using var source = new CancellationTokenSource();
        counts.Running = run => { if (run == 2) source.Cancel(); };
        counts.Runs = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => executable.Predict([x], source.Token));
        Assert.Equal(2, counts.Runs);
    }

    private sealed record Mine : Loss
    {
        public override string Name => "mine";

        public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) => 0;
    }
}
