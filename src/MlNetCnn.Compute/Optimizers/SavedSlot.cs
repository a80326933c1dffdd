namespace MlNetCnn.Compute.Optimizers;

/// <summary>A copy of one slot.</summary>
/// <param name="Weight">Path of the weight in its model.</param>
/// <param name="Name">Keras's name of the slot, e.g. <c>momentum</c>.</param>
/// <param name="Values">As many as the weight has.</param>
public sealed record SavedSlot(string Weight, string Name, float[] Values);
