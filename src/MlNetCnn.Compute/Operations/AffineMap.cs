namespace MlNetCnn.Compute.Operations;

/// <summary>Where an output pixel (x, y) lies in the input: (A0 x + A1 y + A2, B0 x + B1 y + B2).</summary>
internal readonly record struct AffineMap(double A0, double A1, double A2, double B0, double B1, double B2);
