using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute;

/// <summary>
/// The engine in pure C#: works wherever .NET works and needs no native library. Uses AVX-512, AVX2 or 128-bit vectors, whichever the machine has; sums run in
/// one order with one rounding per term in all of them, so results do not depend on the machine's vectors, the batch, or the threads.
/// </summary>
public sealed class ManagedEngine : IEngine
{
    private readonly Kernels _kernels;

    /// <summary>Makes the engine for this machine.</summary>
    public ManagedEngine()
        : this(SimdLevels.Best) { }

    /// <summary>Makes the engine with a vector width that this machine has.</summary>
    internal ManagedEngine(SimdLevel level) => _kernels = Kernels.For(level);

    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public string Arithmetic => "managed 1";

    /// <inheritdoc/>
    public IExecutable Compile(Model model, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new CompileOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        return new ManagedExecutable(model, options, _kernels);
    }
}
