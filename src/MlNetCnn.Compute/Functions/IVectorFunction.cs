using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>A function of one value, written once for all vector widths. Implemented by structs, so that the JIT puts it into the loop.</summary>
internal interface IVectorFunction
{
    /// <summary>f(x).</summary>
    TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;

    /// <summary>f'(x).</summary>
    /// <param name="x">The point.</param>
    /// <param name="y">f(x).</param>
    TVector Derivative<TSimd, TVector>(TVector x, TVector y)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;
}
