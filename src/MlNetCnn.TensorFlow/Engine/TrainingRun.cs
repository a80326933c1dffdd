using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>A training graph at work in a session: the count of steps and the rate stand here, all else in the session's variables.</summary>
internal sealed class TrainingRun
{
    private readonly IGraphSession _session;
    private readonly SessionWeights _weights;
    private readonly TrainingProgram _program;
    private readonly TrainingOptions _options;
    private readonly CompiledGraph _compiled;
    private readonly GraphVariable[] _slots;

    /// <summary>Adds the graph and gives its variables their first values.</summary>
    /// <param name="session">The session.</param>
    /// <param name="weights">The session's weights.</param>
    /// <param name="program">The graph.</param>
    /// <param name="compiled">The model.</param>
    /// <param name="options">How it trains.</param>
    public TrainingRun(IGraphSession session, SessionWeights weights, TrainingProgram program, CompiledGraph compiled, TrainingOptions options)
    {
        (_session, _weights, _program, _compiled, _options, LearningRate) = (session, weights, program, compiled, options, options.Optimizer.LearningRate);
        session.Extend(program.Graph);
        weights.Add(program.Variables);
        VariableTransfer.Write(session, program.Variables.Where(v => v is not { Weight: not null, Slot: null }).Select(v => (v, program.Initial(v) ?? Zeros(v))));
        _slots = [.. program.Variables.Where(v => v.Slot is not null)];
    }

    /// <summary>Steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>The rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>One step.</summary>
    /// <exception cref="ArgumentException">Targets or weights do not fit.</exception>
    public TrainStepResult Step(IReadOnlyList<Tensor> inputs, int batch, Tensor targets, ReadOnlySpan<float> sampleWeights)
    {
        var feeds = Feeds(inputs, batch, targets, sampleWeights);
        feeds.AddRange(NoiseFeeds.Of(_program.Noise, _options.Seed, Steps, batch));
        feeds.AddRange(_program.FeedsOf(Steps, LearningRate));
        // Before it runs: one that fails may have changed some weights.
        _weights.MarkTrained();
        var results = _session.Run(feeds, [_program.Loss, _program.Output], _program.TargetsOf(Steps));
        Steps++;
        var loss = Scalar(results[0]);
        return new TrainStepResult(loss, Output(results[1], batch), double.IsFinite(loss) ? null : FindNonFinite(inputs));
    }

    /// <summary>The loss in inference mode.</summary>
    /// <exception cref="ArgumentException">Targets or weights do not fit.</exception>
    public TrainStepResult Test(IReadOnlyList<Tensor> inputs, int batch, Tensor targets, ReadOnlySpan<float> sampleWeights)
    {
        var results = _session.Run(Feeds(inputs, batch, targets, sampleWeights), [_program.TestLoss, _program.TestOutput], []);
        return new TrainStepResult(Scalar(results[0]), Output(results[1], batch));
    }

    /// <summary>Ends training: moving averages become the weights; nothing without averages or steps.</summary>
    public void Finish()
    {
        if (_program.Finish is not { } target || Steps == 0) return;
        _weights.MarkTrained();
        _session.Run([], [], [target]);
    }

    /// <summary>Copies all that a resumed run needs besides the weights.</summary>
    public OptimizerSnapshot Export()
    {
        return new(_options.Optimizer.Name, Steps, LearningRate, [.. _slots.Zip(VariableTransfer.Read(_session, _slots), (s, value) => new SavedSlot(s.Weight!.Path, s.Slot!, value.Floats.ToArray()))]);
    }

    /// <summary>Goes on from a snapshot.</summary>
    /// <exception cref="ArgumentException">It is of another optimizer, of other options or of other weights; nothing was changed.</exception>
    public void Import(OptimizerSnapshot snapshot)
    {
        snapshot.Check(_options.Optimizer, _slots.Select(s => (s.Weight!, s.Slot!)));
        VariableTransfer.Write(_session, _slots.Zip(snapshot.Slots, (s, saved) => (s, TensorValue.Of(saved.Values.ToArray(), s.Shape.Dimensions))));
        (Steps, LearningRate) = (snapshot.Steps, snapshot.LearningRate);
    }

    private static TensorValue Zeros(GraphVariable variable)
    {
        var (shape, count) = (variable.Shape.Dimensions, checked((int)variable.Shape.Count));
        return variable.Value.Type switch
        {
            DataType.Float => TensorValue.Of(new float[count].AsMemory(), shape),
            DataType.Int32 => TensorValue.Of(new int[count], shape),
            DataType.Int64 => TensorValue.Of(new long[count], shape),
            DataType.Bool => TensorValue.Of(new bool[count], shape),
            var type => throw new InvalidOperationException($"The variable '{variable.SharedName}' holds {type}, which has no zeros."),
        };
    }

    private static double Scalar(TensorValue value) => value.Floats.Span[0];

    private Tensor Output(TensorValue value, int batch) => value.ToTensor(batch, _compiled.Flat.Outputs[0].Shape);

    private List<(string Name, TensorValue Value)> Feeds(IReadOnlyList<Tensor> inputs, int batch, Tensor targets, ReadOnlySpan<float> sampleWeights)
    {
        _options.Loss.Check(batch, _compiled.Flat.Outputs[0].Shape, targets, sampleWeights);
        List<(string, TensorValue)> feeds = [.. _program.Inputs.Zip(inputs, (name, input) => (name, input.ToFeed()))];
        feeds.Add((_program.Targets, TensorValue.Of(targets.Values, [batch, .. _program.TargetShape])));
        if (!sampleWeights.IsEmpty) feeds.Add((_program.SampleWeights, TensorValue.Of(sampleWeights.ToArray().AsMemory(), batch)));
        return feeds;
    }

    /// <summary>
    /// What can be told without running the step again, whose weights are gone: a bad input, and a bad weight that training does not change. Which layer's output or trained weight was the
    /// first is not found.
    /// </summary>
    private string FindNonFinite(IReadOnlyList<Tensor> inputs)
    {
        for (var i = 0; i < inputs.Count; i++)
            if (!IsFinite(inputs[i].Span)) return $"input {i}";
        foreach (var call in _compiled.Flat.Needed(_compiled.Flat.Outputs))
        {
            if (_weights.Fixed(call.Layer.Weights).FirstOrDefault(w => !IsFinite(w.Values)) is { } weight) return $"weight {call.Path}/{weight.Name} ({call.Layer.ClassName})";
        }

        return $"the loss ({_options.Loss.Name}): the inputs and the weights that do not train are finite; the managed engine would name the layer";
    }

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            if (!float.IsFinite(value)) return false;
        return true;
    }
}
