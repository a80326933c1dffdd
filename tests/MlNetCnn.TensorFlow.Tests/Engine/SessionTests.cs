using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Contract;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Engine;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Variables;
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
            var results = _session.Run(feeds, fetches, targets);
            counts.Ran?.Invoke();
            return results;
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

        public Action? Ran { get; set; }

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
    public void A_step_that_fails_in_its_midst_can_be_undone_and_tried_again()
    {
        var counts = new Counts();
        var (model, twin) = (ContractData.Small(), ContractData.Small());
        using var executable = counts.Engine().Compile(model, new() { Training = Training });
        using var smooth = Interpreted.Engine.Compile(twin, new() { Training = Training });
        var (x, labels) = (ContractData.Batch(2, [9, 8, 3]), ContractData.Labels(2));
        var (state, test) = (executable.ReadOptimizer(), executable.TestStep([x], labels).Loss);
        // All is computed and the weights have moved when the run fails, as when a GPU has no memory for what is fetched.
        counts.Ran = () => throw new TensorFlowException("no", TensorFlowStatus.ResourceExhausted);
        Assert.Throws<TensorFlowException>(() => executable.TrainStep([x], labels));
        counts.Ran = null;
        Assert.NotEqual(test, executable.TestStep([x], labels).Loss);
        executable.WriteWeights();
        executable.WriteOptimizer(state);
        Assert.Equal(test, executable.TestStep([x], labels).Loss);
        for (var step = 0; step < 3; step++) Assert.Equal(smooth.TrainStep([x], labels).Loss, executable.TrainStep([x], labels).Loss, 1e-5);
    }

    [Fact]
    public void Mistakes_leave_training_as_it_was()
    {
        var model = ContractData.Small();
        using var executable = Interpreted.Engine.Compile(model, new() { Training = Training });
        using var smooth = Interpreted.Engine.Compile(ContractData.Small(), new() { Training = Training });
        var (x, labels) = (ContractData.Batch(2, [9, 8, 3]), ContractData.Labels(2));
        for (var step = 0; step < 3; step++)
        {
            Assert.ThrowsAny<ArgumentException>(() => executable.TrainStep([x], ContractData.Labels(3)));
            Assert.ThrowsAny<ArgumentException>(() => executable.TrainStep([x], new Tensor(2, [2])));
            Assert.ThrowsAny<ArgumentException>(() => executable.TrainStep([x], new Tensor(2, [1], new float[] { 0, 5 })));
            Assert.ThrowsAny<ArgumentException>(() => executable.TrainStep([x], labels, [1, 2, 3]));
            Assert.ThrowsAny<ArgumentException>(() => executable.TestStep([x], labels, [1]));
            Assert.ThrowsAny<ArgumentException>(() => executable.TrainStep([ContractData.Batch(2, [9, 8, 2])], labels));
            Assert.Throws<ArgumentOutOfRangeException>(() => executable.LearningRate = double.NaN);
            var (expected, actual) = (smooth.TrainStep([x], labels), executable.TrainStep([x], labels));
            Assert.Equal(expected.Loss, actual.Loss, 1e-5);
            Layers.Compared.AssertNear(expected.Outputs.Span, actual.Outputs.Span, "outputs", 1e-4);
        }
    }

    [Fact]
    public void Weights_go_out_and_come_back_without_copies()
    {
        var model = new Sequential([1000]) { new Dense(1000, useBias: false, name: "a"), new Dense(1000, useBias: false, name: "b") };
        var session = new Recorded();
        VariableNodes variables = new(new GraphBuilder(), w => w.Path);
        foreach (var weight in model.Weights) session.Answers[variables.Of(weight).Fetch] = TensorValue.Of(weight.Values.ToArray().Select(v => v + 1).ToArray().AsMemory(), 1000, 1000);
        var weights = new SessionWeights(session, model.Weights.ToHashSet());
        var before = GC.GetAllocatedBytesForCurrentThread();
        weights.Add(variables.All);
        weights.MarkTrained();
        weights.Store();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.All(model.Weights.Zip(variables.All), pair => Assert.Equal(session.Answers[pair.Second.Fetch].Floats.Span, pair.First.Values));
    }

    [Fact]
    public void A_variable_may_have_more_than_two_GiB_and_large_ones_go_by_themselves()
    {
        // Memory that nobody touches.
        var (large, small) = (GC.AllocateUninitializedArray<float>((1 << 29) + 5), new float[10]);
        var session = new Recorded();
        VariableNodes variables = new(new GraphBuilder(), w => w.Path);
        (GraphVariable, TensorValue)[] values = [.. new[] { small, small, large, small }.Select((v, i) => (variables.Make($"v{i}", null, null, new TensorShape(v.Length), DataType.Float), TensorValue.Of(v.AsMemory(), v.Length)))];
        VariableTransfer.Write(session, values);
        Assert.Equal(["variables/v0/assign variables/v1/assign", "variables/v2/assign", "variables/v3/assign"], session.Runs);
        foreach (var (variable, value) in values) session.Answers[variable.Fetch] = value;
        session.Runs.Clear();
        Assert.Equal(4, VariableTransfer.Read(session, variables.All).Count());
        Assert.Equal(["variables/v0/read variables/v1/read", "variables/v2/read", "variables/v3/read"], session.Runs);
    }

    /// <summary>A session that gives prepared answers.</summary>
    private sealed class Recorded : IGraphSession
    {
        public Dictionary<string, TensorValue> Answers { get; } = [];

        public List<string> Runs { get; } = [];

        public void Extend(GraphDef graph) { }

        public IReadOnlyList<TensorValue> Run(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string> targets)
        {
            Runs.Add(string.Join(' ', fetches.Concat(targets)));
            return [.. fetches.Select(f => Answers[f])];
        }

        public void Dispose() { }
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
