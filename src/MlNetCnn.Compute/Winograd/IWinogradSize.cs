using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Winograd;

/// <summary>
/// The one-dimensional transforms of a minimal filter F(m, 3): m outputs of a filter with 3 taps from m + 2 inputs and as many products. Toom and Cook: inputs, taps
/// and outputs are polynomials, evaluated at some points, multiplied there, and interpolated. Applied along rows and columns they make F(m x m, 3 x 3).
/// </summary>
/// <remarks>Smaller sizes leave the last arguments alone. Each output is the same expression for every vector width, so that all widths give the same bits.</remarks>
internal interface IWinogradSize
{
    /// <summary>m: outputs along an axis of a tile.</summary>
    static abstract int Outputs { get; }

    /// <summary>y = B^T x: inputs, at the points.</summary>
    static abstract void Input<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;

    /// <summary>y = G x: taps, at the points.</summary>
    static abstract void Kernel<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;

    /// <summary>y = A^T x: from the points to outputs.</summary>
    static abstract void Output<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;

    /// <summary>y = A x: <see cref="Output"/> turned round, for gradients by outputs.</summary>
    static abstract void OutputGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;

    /// <summary>y = G^T x: <see cref="Kernel"/> turned round, for gradients by taps.</summary>
    static abstract void KernelGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;
}
