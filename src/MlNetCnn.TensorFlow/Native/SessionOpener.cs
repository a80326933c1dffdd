using System.Text;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>Opens sessions on the device that the options ask for.</summary>
/// <param name="runtime">The library.</param>
/// <param name="options">The options, valid.</param>
/// <param name="doing">What is done, for messages.</param>
/// <param name="open">Makes the session of <c>TF_SessionOptions</c>, <c>TF_Graph</c> and <c>TF_Status</c>.</param>
internal sealed unsafe class SessionOpener(TensorFlowRuntime runtime, TensorFlowOptions options, string doing, Func<nint, nint, nint, nint> open)
{
    private readonly TensorFlowApi _api = runtime.Api;

    /// <summary>Opens a session; on the CPU where no GPU answers and the options allow it.</summary>
    /// <returns>The session, and why it is on the CPU where a GPU was wanted.</returns>
    /// <exception cref="TensorFlowException">TensorFlow does not open it, or no GPU answers, or another one is in use.</exception>
    public (SessionHandle Session, string? FallbackReason) Open()
    {
        if (!options.WantsGpu) return (Try(cpuOnly: !options.UseGpu), null);
        lock (runtime.GpuLock)
        {
            SessionHandle session;
            try
            {
                RefuseOtherGpu();
                session = Try(cpuOnly: false);
            }
            catch (TensorFlowException e) when (options.FallbackToCpu && runtime.UsedGpu is null)
            {
                if (OnCpu() is { } cpu) return (cpu, e.Message);
                throw;
            }

            try
            {
                if (DeviceList.Read(_api, session).Any(d => d.IsGpu))
                {
                    runtime.UsedGpu = options.GpuDeviceId ?? 0;
                    return (session, null);
                }

                var reason = $"No GPU answers TensorFlow {_api.Release} ({runtime.Library}). {Install.GpuAdvice}";
                return options.FallbackToCpu ? (session, reason) : throw new TensorFlowException(reason, TensorFlowStatus.Unavailable);
            }
            catch (TensorFlowException)
            {
                session.End();
                throw;
            }
        }
    }

    /// <summary>TensorFlow numbers the GPUs that it sees from 0, for a process once and for all.</summary>
    private void RefuseOtherGpu()
    {
        var wanted = options.GpuDeviceId ?? 0;
        if (runtime.UsedGpu is { } used && used != wanted)
            throw new TensorFlowException(
                $"{nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.GpuDeviceId)} is {wanted}, but this process computes on GPU {used} already, and TensorFlow keeps to the first choice of a process. " +
                "Give all sessions the same number, or run another process.",
                TensorFlowStatus.AlreadyExists);
    }

    private SessionHandle? OnCpu()
    {
        try
        {
            return Try(cpuOnly: true);
        }
        catch (TensorFlowException)
        {
            // The GPU's error is the one to tell.
            return null;
        }
    }

    private SessionHandle Try(bool cpuOnly)
    {
        using var status = new NativeStatus(_api);
        using var sessionOptions = new NativeObject(_api, NativeKind.SessionOptions, _api.NewSessionOptions(), _api.DeleteSessionOptions);
        fixed (byte* target = Encoding.UTF8.GetBytes($"{options.Target}\0")) _api.SetTarget(sessionOptions.Pointer, target);
        var config = SessionConfig.ToBytes(options, cpuOnly);
        fixed (byte* bytes = config) _api.SetConfig(sessionOptions.Pointer, bytes, (nuint)config.Length, status.Pointer);
        status.ThrowIfFailed("take a session's configuration");

        var graph = new NativeObject(_api, NativeKind.Graph, _api.NewGraph(), _api.DeleteGraph);
        var session = open(sessionOptions.Pointer, graph.Pointer, status.Pointer);
        var failure = status.Failure(options.IsRemote ? $"{doing} on {options.Target}" : doing);
        if (session != 0 && failure is null) return new SessionHandle(_api, session, graph);
        graph.Dispose();
        throw failure ?? new TensorFlowException($"TensorFlow {_api.Release} could not {doing}, and does not say why.", TensorFlowStatus.Unknown);
    }
}
