namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>A variable. Its tensor is replaced, never written into: who read it before keeps what was there (TensorFlow copies on write).</summary>
internal sealed class Variable(Tensor value)
{
    public Tensor Value { get; set; } = value;

    /// <summary>Held while the variable is read or replaced.</summary>
    public object Gate { get; } = new();
}
