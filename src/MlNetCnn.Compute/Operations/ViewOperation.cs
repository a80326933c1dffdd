using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Operations;

/// <summary>A layer that changes the shape alone; values lie channels last and row-major before and after.</summary>
internal abstract unsafe class ViewOperation(OperationSite site) : Operation(site)
{
    public override bool IsView => true;

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output) => Copy(run, inputs[0], output);

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] != null) Copy(run, arguments.OutputGradient, arguments.InputGradients[0]);
    }

    private void Copy(Execution run, float* from, float* to)
    {
        var bytes = run.Batch * OutputCount * sizeof(float);
        if (from != to) Buffer.MemoryCopy(from, to, bytes, bytes);
    }
}
