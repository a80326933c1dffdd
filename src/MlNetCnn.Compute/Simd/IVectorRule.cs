namespace MlNetCnn.Compute.Simd;

/// <summary>Elementwise work that is written once for all vector widths; <see cref="Kernels.Apply"/> picks the width.</summary>
/// <typeparam name="TArguments">What the work takes.</typeparam>
internal interface IVectorRule<in TArguments>
{
    /// <summary>Works on values start .. end - 1, whole vectors.</summary>
    void Apply<TSimd, TVector>(TArguments arguments, nint start, nint end)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;
}
