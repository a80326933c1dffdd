using System.Diagnostics.CodeAnalysis;
using MlNetCnn.TensorFlow.Native;

namespace MlNetCnn.TensorFlow;

/// <summary>TensorFlow's native library, loaded: which one, which version, on which devices it computes. There is one for each library of a process, and it stays.</summary>
/// <example><code>
/// if (TensorFlowRuntime.TryLoad(null, out var runtime, out var reason)) foreach (var device in runtime.Devices()) ...
/// </code></example>
public sealed class TensorFlowRuntime
{
    private static readonly Lock Loading = new();
    private static readonly Dictionary<nint, TensorFlowRuntime> Loaded = [];

    private TensorFlowRuntime(string library, TensorFlowApi api) => (Library, Api) = (library, api);

    /// <summary>File of the library, or its name where the system's loader found it.</summary>
    public string Library { get; }

    /// <summary>TensorFlow's version, e.g. <c>2.16.1</c>; 2.10 at least.</summary>
    public string Version => Api.Release;

    internal TensorFlowApi Api { get; }

    /// <summary>Held while a session is opened that may take a GPU.</summary>
    internal Lock GpuLock { get; } = new();

    /// <summary>Which GPU this process computes on, as CUDA numbers them; null while none does.</summary>
    internal int? UsedGpu { get; set; }

    /// <summary>Loads TensorFlow, once for each library.</summary>
    /// <param name="options">Where the library is; null for all the defaults.</param>
    /// <exception cref="TensorFlowException">It is not there, cannot be loaded, or is older than 2.10; the message lists where it was looked for and what to install.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static TensorFlowRuntime Load(TensorFlowOptions? options = null)
    {
        var (handle, path) = LibraryLoader.Load((options ?? new()).Validated().Library);
        lock (Loading)
        {
            if (!Loaded.TryGetValue(handle, out var runtime)) Loaded.Add(handle, runtime = new(path, new TensorFlowApi(handle, path)));
            return runtime;
        }
    }

    /// <summary>Loads TensorFlow where it is there.</summary>
    /// <param name="options">Where the library is; null for all the defaults.</param>
    /// <param name="runtime">The library.</param>
    /// <param name="reason">Why there is none, and what to install.</param>
    /// <returns>Whether it is there.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static bool TryLoad(TensorFlowOptions? options, [NotNullWhen(true)] out TensorFlowRuntime? runtime, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            (runtime, reason) = (Load(options), null);
            return true;
        }
        catch (TensorFlowException e)
        {
            (runtime, reason) = (null, e.Message);
            return false;
        }
    }

    /// <summary>The devices that a session with these options has. It is opened for that, which starts CUDA where the library has it.</summary>
    /// <param name="options">As for computing; null for all the defaults. <see cref="TensorFlowOptions.Library"/> is not looked at.</param>
    /// <exception cref="TensorFlowException">TensorFlow does not open a session or does not tell.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public IReadOnlyList<TensorFlowDevice> Devices(TensorFlowOptions? options = null)
    {
        using var session = GraphSession.Open(this, options ?? new());
        return session.Devices();
    }

    /// <summary>Whether a GPU answers: TensorFlow is there, and a session with these options has one.</summary>
    /// <param name="options">As for computing; null for all the defaults.</param>
    /// <param name="reason">Why none does, and what to install.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static bool GpuAnswers(TensorFlowOptions? options, [NotNullWhen(false)] out string? reason)
    {
        options = (options ?? new()).Validated();
        if (!TryLoad(options, out var runtime, out reason)) return false;
        try
        {
            using var session = GraphSession.Open(runtime, options);
            reason = session.Devices().Any(device => device.IsGpu) ? null : session.FallbackReason ?? (options.IsRemote ? $"{options.Target} has no GPU." : $"{nameof(TensorFlowOptions.UseGpu)} is false.");
        }
        catch (TensorFlowException e)
        {
            reason = e.Message;
        }

        return reason is null;
    }

    /// <summary>E.g. <c>TensorFlow 2.16.1 (/opt/tensorflow/lib/libtensorflow.so.2)</c>.</summary>
    public override string ToString() => $"TensorFlow {Version} ({Library})";
}
