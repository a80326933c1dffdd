namespace MlNetCnn.TensorFlow;

/// <summary>A variable of a SavedModel and the value that it has when loaded.</summary>
/// <param name="Handle">Name of its <c>VarHandleOp</c> node.</param>
/// <param name="Value">Its value; no strings.</param>
public sealed record SavedModelVariable(string Handle, TensorValue Value)
{
    /// <summary>Its name in the variables' files. Default the handle's.</summary>
    public string Key { get; init; } = Handle;
}
