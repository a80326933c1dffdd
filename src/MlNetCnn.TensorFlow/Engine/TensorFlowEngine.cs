using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Engine;
using MlNetCnn.TensorFlow.Native;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// The engine that runs models with TensorFlow's native library, on a GPU where one answers: each compiled model is a session, its graph written by this library out of standard operations.
/// </summary>
/// <remarks>
/// <para>
/// Results are float32 sums in TensorFlow's order. They are not promised to be equal bit for bit from run to run, for another batch size, or on another machine, as the managed engine's
/// are; both should agree to about 1e-5, or three digits on GPUs that multiply in TF32: not measured yet on a real TensorFlow (docs/gpu.md). What layers draw in training (dropout ...) is drawn here as the managed engine draws it, so that both train alike,
/// and one can go on from the other's <see cref="IExecutable.ReadOptimizer"/>.
/// </para>
/// <para>
/// <see cref="CompileOptions.Precise"/> is refused with <see cref="NotSupportedException"/>. <see cref="CompileOptions.ConvolutionPlan"/> is the managed engine's own, and
/// <see cref="CompileOptions.Threads"/> comes too late: TensorFlow's threads are the process's, made by its first session, which this engine opens to see the devices; so
/// <see cref="TensorFlowOptions.Threads"/> decides. <see cref="TrainStepResult.NonFinite"/> names a bad input or a bad weight that does not train, else the loss. After a
/// <see cref="TensorFlowException"/> in a training step the weights may have moved: <see cref="IExecutable.WriteWeights"/> and <see cref="IExecutable.WriteOptimizer"/> take them back.
/// </para>
/// </remarks>
/// <example><code>
/// using var executable = new TensorFlowEngine(new() { FallbackToCpu = false }).Compile(model);
/// </code></example>
public sealed class TensorFlowEngine : IEngine
{
    internal const string ShortName = "tensorflow";

    private readonly Func<IGraphSession> _open;

    /// <summary>Loads TensorFlow and looks which device answers.</summary>
    /// <param name="options">Which library, on what it computes; null for all the defaults.</param>
    /// <exception cref="TensorFlowException">TensorFlow is not there or too old, or no GPU answers where one must; the message says what to install.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TensorFlowEngine(TensorFlowOptions? options = null)
    {
        options = (options ?? new()).Validated();
        Runtime = TensorFlowRuntime.Load(options);
        using (var session = GraphSession.Open(Runtime, options))
        {
            Devices = session.Devices();
            FallbackReason = session.FallbackReason;
        }

        var kind = options.IsRemote ? options.Target : Devices.Any(d => d.IsGpu) ? "gpu" : "cpu";
        Arithmetic = $"{ShortName} {Runtime.Version} {kind}";
        _open = () => GraphSession.Open(Runtime, options);
    }

    /// <summary>Runs graphs with something else, for tests.</summary>
    /// <param name="open">Opens a session.</param>
    /// <param name="arithmetic">What it computes with.</param>
    internal TensorFlowEngine(Func<IGraphSession> open, string arithmetic = "tensorflow interpreter") => (_open, Arithmetic, Devices) = (open, arithmetic, []);

    /// <summary>See <see cref="PredictionProgram.FloatsAtOnce"/>; less for tests.</summary>
    internal long FloatsAtOnce { get; init; } = PredictionProgram.FloatsAtOnce;

    /// <inheritdoc/>
    public string Name => ShortName;

    /// <inheritdoc/>
    public string Arithmetic { get; }

    /// <summary>The library; null where tests run graphs with something else.</summary>
    public TensorFlowRuntime? Runtime { get; }

    /// <summary>The devices that sessions compute on.</summary>
    public IReadOnlyList<TensorFlowDevice> Devices { get; }

    /// <summary>Why models run on the CPU though a GPU was wanted; null where it was not, or answers.</summary>
    public string? FallbackReason { get; }

    /// <inheritdoc/>
    /// <exception cref="TensorFlowException">TensorFlow does not open a session or does not take the graph.</exception>
    public IExecutable Compile(Model model, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new TensorFlowExecutable(model, options ?? new CompileOptions(), _open, Arithmetic, FloatsAtOnce);
    }
}
