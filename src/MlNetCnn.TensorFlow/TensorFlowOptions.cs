using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow;

/// <summary>Which TensorFlow is called, and on what it computes.</summary>
public sealed record TensorFlowOptions
{
    /// <summary>
    /// TensorFlow's native library (<c>libtensorflow.so.2</c>, <c>libtensorflow_cc.so.2</c> of TensorFlow's Python wheel, <c>tensorflow.dll</c>, <c>libtensorflow.dylib</c>), or a folder that
    /// holds it, e.g. <c>site-packages/tensorflow</c>. Default null: what the environment variable <c>MLNETCNN_TENSORFLOW</c> names, else the copy beside the program, as the packages
    /// SciSharp.TensorFlow.Redist lay it, else the one that the system's loader finds.
    /// </summary>
    public string? Library { get; init; }

    /// <summary>Where graphs run: empty (the default) for this process, or a TensorFlow server, <c>grpc://host:port</c>, whose devices are its own affair.</summary>
    public string Target { get; init; } = "";

    /// <summary>Whether a GPU is taken where one answers. Default true; false computes on the CPU, and CUDA is not touched.</summary>
    public bool UseGpu { get; init; } = true;

    /// <summary>
    /// Number of the GPU, as <c>MLContext.GpuDeviceId</c>: 0 for the first that CUDA shows. Default null: the first, while TensorFlow sees them all. TensorFlow keeps to the first choice of a
    /// process, so that a later session with another one is refused.
    /// </summary>
    public int? GpuDeviceId { get; init; }

    /// <summary>Whether the CPU serves where no GPU answers, as <c>MLContext.FallbackToCpu</c>. Default true; false makes that an error.</summary>
    public bool FallbackToCpu { get; init; } = true;

    /// <summary>Whether the GPU's memory is taken as it is needed (<c>GPUOptions.allow_growth</c>). Default true; false takes nearly all of it at once, as TensorFlow does by itself.</summary>
    public bool AllowGrowth { get; init; } = true;

    /// <summary>
    /// Threads within an operation and between operations (<c>intra_op_parallelism_threads</c>, <c>inter_op_parallelism_threads</c>). Default 0: TensorFlow's choice, one per core. The first
    /// session of a process decides for all, since they share TensorFlow's threads: later ones' numbers change nothing.
    /// </summary>
    public int Threads { get; init; }

    internal bool IsRemote => Target.Length > 0;

    internal bool WantsGpu => UseGpu && !IsRemote;

    internal TensorFlowOptions Validated()
    {
        new OptionErrors(nameof(TensorFlowOptions))
            .Require(Library is not "", nameof(Library), "empty", "a file, a folder or null")
            .Require(Target is "" || IsServer(Target), nameof(Target), Target is null ? null : $"\"{Target}\"", "empty or grpc://host:port")
            .Require(GpuDeviceId is null or >= 0, nameof(GpuDeviceId), GpuDeviceId, "null or at least 0")
            .Require(GpuDeviceId is null || UseGpu, $"{nameof(GpuDeviceId)} is {GpuDeviceId}, but {nameof(UseGpu)} is false; leave one of them out.")
            .Require(GpuDeviceId is null || Target is null or "", $"{nameof(GpuDeviceId)} is {GpuDeviceId}, but {nameof(Target)} is \"{Target}\": a server chooses its own GPUs; leave one of them out.")
            .Require(FallbackToCpu || UseGpu, $"{nameof(FallbackToCpu)} is false, but {nameof(UseGpu)} is false too; leave one of them out.")
            .Require(FallbackToCpu || Target is null or "", $"{nameof(FallbackToCpu)} is false, but {nameof(Target)} is \"{Target}\": a server's devices are not this process's choice; leave one of them out.")
            .Require(Threads >= 0, nameof(Threads), Threads, "at least 0")
            .ThrowIfAny();
        return this;
    }

    private static bool IsServer(string? target) =>
        target is not null && Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri is { Scheme: "grpc", Host.Length: > 0, Port: > 0, PathAndQuery: "/" or "", UserInfo: "" };
}
