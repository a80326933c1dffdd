namespace MlNetCnn.Compute.Operations;

/// <summary>Updates a range of a weight from its gradient.</summary>
/// <param name="gradient">Gradient; only values start .. end - 1 are read.</param>
/// <param name="start">First value, in the order of the weight's slot; a multiple of the vector's width.</param>
/// <param name="end">End, a multiple of the vector's width from the start.</param>
internal unsafe delegate void RangeUpdate(float* gradient, nint start, nint end);
