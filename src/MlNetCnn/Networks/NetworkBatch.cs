namespace MlNetCnn;

/// <summary>Inputs and outputs of a batch of pictures.</summary>
internal sealed class NetworkBatch(int capacity, int inputLength, int[] outputLengths)
{
    /// <summary>The pictures, one after the other.</summary>
    public float[] Inputs { get; } = new float[checked(capacity * inputLength)];

    /// <summary>Per output, its values for all pictures.</summary>
    public float[][] Outputs { get; } = [.. outputLengths.Select(length => new float[checked(capacity * length)])];

    /// <summary>One picture.</summary>
    public Memory<float> Input(int slot) => Inputs.AsMemory(slot * inputLength, inputLength);

    /// <summary>One output of one picture.</summary>
    public Span<float> Output(int output, int slot) => Outputs[output].AsSpan(slot * outputLengths[output], outputLengths[output]);
}
