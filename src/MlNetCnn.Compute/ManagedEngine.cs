using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute;

/// <summary>
/// The engine in pure C#: works wherever .NET works and needs no native library. Uses AVX-512, AVX2 or 128-bit vectors, whichever the machine has; sums run in
/// one order with one rounding per term in all of them, so results do not depend on the machine's vectors, the batch, or the threads.
/// </summary>
public sealed class ManagedEngine : IEngine
{
    /// <summary>Of <see cref="Arithmetic"/>, for executables too.</summary>
    internal const string ArithmeticName = "managed 2";

    private readonly Kernels _kernels;

    /// <summary>Makes the engine for this machine.</summary>
    public ManagedEngine()
        : this(SimdLevels.Best) { }

    /// <summary>Makes the engine with a vector width that this machine has.</summary>
    internal ManagedEngine(SimdLevel level) => _kernels = Kernels.For(level);

    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public string Arithmetic => ArithmeticName;

    /// <summary>
    /// Measures, on this machine, which way of computing each of a model's convolutions is fastest, forward and (with <see cref="CompileOptions.Training"/>) backward.
    /// Takes seconds to minutes; other work on the machine spoils it.
    /// </summary>
    /// <param name="model">A built model.</param>
    /// <param name="options">What it will be compiled with. Default null: for prediction.</param>
    /// <param name="batch">Elements that will run together, at least 1. Default 8.</param>
    /// <returns>A plan for <see cref="CompileOptions.ConvolutionPlan"/>.</returns>
    public ConvolutionPlan MeasurePlan(Model model, CompileOptions? options = null, int batch = 8)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        options ??= new CompileOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        return new PlanMeasurement(_kernels, threads, batch).Run(new FlatGraph(model, options.InputShapes), backward: options.Training is not null);
    }

    /// <inheritdoc/>
    public IExecutable Compile(Model model, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new CompileOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        return new ManagedExecutable(model, options, _kernels);
    }
}
