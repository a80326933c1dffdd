using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// A layer that does nothing in inference mode and in training varies each element of the batch by numbers drawn for it. They depend on the seed, the layer's path, the step
/// and the element's place in the batch alone (<see cref="NoiseSource"/>), so that the threads do not show and the way back draws the same.
/// </summary>
/// <param name="site">The call.</param>
/// <param name="purpose">Kind of the layer, for the name of its noise.</param>
/// <param name="seed">The layer's own seed; null for the run's.</param>
internal abstract unsafe class TrainingOnlyOperation(OperationSite site, string purpose, int? seed) : Operation(site)
{
    private readonly string _name = $"{purpose}/{site.Path}";

    public sealed override bool IsView => true;

    public override bool VariesInTraining => true;

    public sealed override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public sealed override bool BackwardReadsOutput => false;

    public sealed override void Forward(Execution run, float*[] inputs, float* output)
    {
        if (run.Training is { } training && VariesInTraining) Vary(run, Open(training), inputs[0], output);
        else Copy(run, inputs[0], output);
    }

    public sealed override void Backward(Execution run, BackwardArguments arguments)
    {
        var dx = arguments.InputGradients[0];
        if (dx == null) return;
        if (run.Training is { } training && VariesInTraining) VaryBack(run, Open(training), BackwardReadsInputs ? arguments.Inputs[0] : null, arguments.OutputGradient, dx);
        else Copy(run, arguments.OutputGradient, dx);
    }

    /// <summary>What it does in training.</summary>
    /// <param name="run">Batch, threads.</param>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="x">What goes in.</param>
    /// <param name="y">Where the output goes; not <paramref name="x"/>.</param>
    protected abstract void Vary(Execution run, NoiseSource noise, float* x, float* y);

    /// <summary>The gradient of that by what went in.</summary>
    /// <param name="run">Batch, threads.</param>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="x">What went in; null where <see cref="Operation.BackwardReadsInputs"/> is false.</param>
    /// <param name="dy">Gradient by the output.</param>
    /// <param name="dx">Where it goes; not <paramref name="dy"/>.</param>
    protected abstract void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx);

    private NoiseSource Open(TrainingStep training) => new(seed ?? training.Seed, _name, training.Number);

    private void Copy(Execution run, float* from, float* to)
    {
        var bytes = run.Batch * OutputCount * sizeof(float);
        if (from != to) Buffer.MemoryCopy(from, to, bytes, bytes);
    }
}
