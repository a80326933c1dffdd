namespace MlNetCnn.TensorFlow;

/// <summary>A variable of a training graph.</summary>
/// <param name="SharedName">Its name in sessions and checkpoints, e.g. <c>conv2d/kernel</c> or <c>conv2d/kernel/momentum</c>.</param>
/// <param name="Weight">Path of the weight that it is, or that it belongs to: <c>conv2d/kernel</c>; null for a counter.</param>
/// <param name="Slot">Keras's name of what the optimizer keeps, e.g. <c>momentum</c>; null for a weight itself and for a counter.</param>
/// <param name="Type">Type of its values: <see cref="DataType.Float"/>, or <see cref="DataType.Int64"/> for <c>iterations</c>.</param>
/// <param name="Shape">Shape of its values, in Keras's layout.</param>
/// <param name="Handle">Name of its <c>VarHandleOp</c>.</param>
/// <param name="Read">Node to fetch to read it, as it is before the run changes it.</param>
/// <param name="Placeholder">Node to feed with new values, together with <paramref name="Assign"/>.</param>
/// <param name="Assign">Node to run to write it.</param>
public sealed record TrainingGraphVariable(string SharedName, string? Weight, string? Slot, DataType Type, TensorShape Shape, string Handle, string Read, string Placeholder, string Assign);
