namespace MlNetCnn.Compute.Optimizers;

/// <summary>A copy of one array of an optimizer's state.</summary>
/// <param name="Weight">Path of the weight it belongs to, <c>layer/kernel</c>; layers inside nested models without the models' names, so that two weights may have one path.</param>
/// <param name="Name">Keras's name of the slot, e.g. <c>momentum</c>.</param>
/// <param name="Values">The values, row-major, in the weight's shape: as many as the weight has (a Conv2D kernel's lie height, width, in, out; a Dense kernel's in, out).</param>
public sealed record SavedSlot(string Weight, string Name, float[] Values);
