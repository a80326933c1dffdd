using System.Globalization;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>
/// <c>ConfigProto</c> (<c>tensorflow/core/protobuf/config.proto</c>): what a session may use. Fields that hold their default are left out. A node that a GPU has no kernel for goes to the CPU
/// (<c>allow_soft_placement</c>), and variables on a server belong to their session (<c>isolate_session_state</c>), as they do in this process.
/// </summary>
internal sealed class SessionConfig(TensorFlowOptions options, bool cpuOnly) : IProtoMessage
{
    public static byte[] ToBytes(TensorFlowOptions options, bool cpuOnly) => ProtoWriter.ToBytes(new SessionConfig(options, cpuOnly));

    public void WriteFields(ProtoWriter writer)
    {
        if (cpuOnly) writer.Message(1, new NoGpu());
        if (options.Threads > 0)
        {
            writer.Int64(2, options.Threads);
            writer.Int64(5, options.Threads);
        }

        if (!cpuOnly && !options.IsRemote && (options.AllowGrowth || options.GpuDeviceId is not null)) writer.Message(6, new GpuOptions(options));
        writer.Bool(7, true);
        if (options.IsRemote) writer.Bool(15, true);
    }

    /// <summary>An entry of <c>device_count</c>: of GPUs none, which is the value's default.</summary>
    private sealed class NoGpu : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer) => writer.String(1, "GPU");
    }

    private sealed class GpuOptions(TensorFlowOptions options) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            if (options.AllowGrowth) writer.Bool(4, true);
            if (options.GpuDeviceId is { } id) writer.String(5, id.ToString(CultureInfo.InvariantCulture));
        }
    }
}
