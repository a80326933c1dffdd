using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// What one call of a layer does: forward, and backward where it can. One file per layer. A class marked <see cref="RunsAttribute"/> with a constructor
/// that takes an <see cref="OperationSite"/> is found by the layer's class.
/// </summary>
internal abstract unsafe class Operation(OperationSite site) : IDisposable
{
    private static readonly FrozenDictionary<Type, ConstructorInfo> Table = typeof(Operation).Assembly.GetTypes()
        .Select(type => (type, layer: type.GetCustomAttribute<RunsAttribute>()?.Layer))
        .Where(p => p.layer is not null)
        .ToFrozenDictionary(p => p.layer!, p => p.type.GetConstructor([typeof(OperationSite)])!);

    public OperationSite Site => site;

    public Shape Output => site.Output;

    /// <summary>Values of one element of the output.</summary>
    public nint OutputCount { get; } = (nint)site.Output.Count;

    /// <summary>Whether the output is the first input's memory in another shape, so that nothing runs.</summary>
    public virtual bool IsView => false;

    /// <summary>The activation that the layer ends with; it becomes a step of its own, folded into the epilogue where possible.</summary>
    public virtual ActivationFunction Activation => Activations.Linear;

    /// <summary>What can be folded into the operation's output; null where nothing can.</summary>
    public virtual Epilogue? Epilogue => null;

    /// <summary>Whether it does something else in training mode (dropout, batch normalization that is not frozen).</summary>
    public virtual bool VariesInTraining => false;

    /// <summary>The weights that <see cref="Backward"/> gives gradients of, in that order.</summary>
    public virtual IReadOnlyList<WeightSlot> Trainables => [];

    /// <summary>Whether <see cref="Backward"/> exists.</summary>
    public virtual bool HasBackward => false;

    /// <summary>Whether what <see cref="VariesInTraining"/> tells of exists; false for layers that only run in inference mode.</summary>
    public virtual bool CanTrain => true;

    /// <summary>Floats of scratch per worker.</summary>
    public virtual long Scratch => 0;

    /// <summary>Floats of scratch that all workers share (<see cref="Execution.Shared"/>), for a batch.</summary>
    public virtual long SharedScratch(int batch) => 0;

    /// <summary>Floats of scratch per worker that <see cref="Backward"/> wants for a batch.</summary>
    public virtual long BackwardScratch(int batch) => 0;

    /// <summary>Floats of scratch that all workers share in <see cref="Backward"/>, for a batch.</summary>
    public virtual long BackwardSharedScratch(int batch) => 0;

    /// <summary>Makes the operation of a call.</summary>
    /// <exception cref="NotSupportedException">There is none for the layer's class.</exception>
    public static Operation Create(OperationSite site) => Table.TryGetValue(site.Layer.GetType(), out var constructor)
        ? (Operation)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [site], null)
        : throw new NotSupportedException($"The managed engine cannot run the layer '{site.Path}' ({site.Layer.ClassName}).");

    /// <summary>Whether there is so little arithmetic per value that memory is the limit: depthwise convolutions.</summary>
    public virtual bool IsLight => false;

    /// <summary>Whether <see cref="Backward"/> reads what went in.</summary>
    public virtual bool BackwardReadsInputs => true;

    /// <summary>Whether <see cref="Backward"/> reads what came out.</summary>
    public virtual bool BackwardReadsOutput => true;

    /// <summary>Whether <see cref="Backward"/> can update the first of <see cref="Trainables"/> in passing: <see cref="BackwardArguments.KernelUpdate"/>.</summary>
    public virtual bool CanUpdateInPassing => false;

    /// <summary>Takes over weights that changed since the last call; not called while anything runs.</summary>
    /// <param name="threads">Threads used at most.</param>
    public virtual void Refresh(int threads) { }

    /// <summary>Computes the output of a batch.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="inputs">One per input.</param>
    /// <param name="output">Where the output goes.</param>
    public abstract void Forward(Execution run, float*[] inputs, float* output);

    /// <summary>Computes the gradients by the inputs and weights from the one by the output.</summary>
    public virtual void Backward(Execution run, BackwardArguments arguments) =>
        throw new NotSupportedException($"The managed engine has no gradient for the layer '{site.Path}' ({site.Layer.ClassName}).");

    /// <summary>Frees packed weights.</summary>
    public virtual void Dispose() { }
}
