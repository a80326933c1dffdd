namespace MlNetCnn.Compute.Operations;

/// <summary>What a backward pass reads and writes.</summary>
internal sealed unsafe class BackwardArguments
{
    /// <summary>What went in.</summary>
    public required float*[] Inputs { get; init; }

    /// <summary>What came out.</summary>
    public required float* Output { get; init; }

    /// <summary>Gradient by the output.</summary>
    public required float* OutputGradient { get; init; }

    /// <summary>Where the gradients by the inputs are written; null where none is wanted.</summary>
    public required float*[] InputGradients { get; init; }

    /// <summary>Where the gradients by <see cref="Operation.Trainables"/> are written, in the order of their slots; empty when none is wanted.</summary>
    public required float*[] WeightGradients { get; init; }

    /// <summary>Updates the first of <see cref="Operation.Trainables"/> in passing, instead of its gradient being written; null where it is written.</summary>
    public RangeUpdate? KernelUpdate { get; set; }
}
